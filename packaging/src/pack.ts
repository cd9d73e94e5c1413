import { join } from 'node:path';
import { packWorkspace } from './pack-workspace.ts';
import { packages, root } from './packages.ts';

// npm run pack: the tarballs of all packages, in dist/ of the root.

for (const folder of Object.values(packages)) {
  const file = await packWorkspace(folder, join(root, 'dist'));
  process.stdout.write(`dist/${file}\n`);
}
