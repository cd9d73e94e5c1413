import { join, relative } from 'node:path';
import { buildWorkspace } from './build-workspace.ts';
import { root } from './packages.ts';

// The build script of each package's workspace: builds the workspace of the current folder.

await buildWorkspace(relative(root, process.cwd()), join(process.cwd(), 'dist'));
