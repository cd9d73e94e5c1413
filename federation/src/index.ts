export { membershipList } from './membership-list.ts';
export type { LocalRegistry } from './local-registries.ts';
export { loadLocalRegistries, countryFolder, root, storeVariable } from './local-registries.ts';
