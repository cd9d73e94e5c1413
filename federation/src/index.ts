export type { Launched, LaunchOptions } from './launch.ts';
export { launch } from './launch.ts';
export { membershipList } from './membership-list.ts';
export type { LocalRegistry, Program } from './local-registries.ts';
export {
  countryFolder,
  folders,
  kopruProgram,
  loadLocalRegistries,
  programOf,
  root,
  storeVariable,
} from './local-registries.ts';
