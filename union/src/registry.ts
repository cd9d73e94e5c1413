import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { curatedFile } from '@kopru/seed';
import { folders, nationFolder, root } from './nations.ts';

// npm run registry -- azerbaijan --port 4101 --store sqlite:FILE: one registry alone.

const [folder = '', ...options] = process.argv.slice(2);
if (!existsSync(join(nationFolder(folder), 'registry.ts')) || folder === '') {
  process.stderr.write(
    `Expected a country folder (${folders.join(', ')}), but got ${folder === '' ? 'none' : folder}.\n`,
  );
  process.exit(1);
}
const seed = options.some((option) => option.startsWith('--seed')) ? [] : ['--seed', curatedFile(folder)];
process.argv.splice(2, process.argv.length, nationFolder(folder), ...options, ...seed);
await import(join(root, 'subgraphs', 'kit', 'src', 'main.ts'));
