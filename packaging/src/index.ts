export { buildWorkspace } from './build-workspace.ts';
export { packWorkspace } from './pack-workspace.ts';
export { packagesWith, root } from './packages.ts';
