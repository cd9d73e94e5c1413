export { membershipList } from './membership-list.ts';
export type { Nation } from './nations.ts';
export { loadNations, nationFolder, root, storeVariable } from './nations.ts';
