export { controlIn } from './control-characters.ts';
export type {
  ExtensionData,
  ExtensionResolver,
  ExtensionResolvers,
} from './extension-resolvers.ts';
export { extensionTypes, RegistryModuleError } from './extension-resolvers.ts';
export type {
  Direction,
  Facts,
  FieldCondition,
  Filter,
  IndexEntry,
  IndexedRecord,
  Order,
} from './filter.ts';
export { indexVersion } from './index-version.ts';
export { filtersOf } from './kinds/filters.ts';
export type { RecordKindName, RecordOf, StoredOrganization, StoredRecord } from './kinds/index.ts';
export { isOrganization, kindOf, kinds } from './kinds/index.ts';
export type { Kind, Statistics } from './kinds/kind.ts';
export type { NamedRecord } from './kinds/named.ts';
export type { OrganizationRecord } from './kinds/organization.ts';
export { httpsUrl, organizationKinds } from './kinds/parts.ts';
export type { AnyRecord, Texts } from './kinds/record.ts';
export { checkRecord, indexRecord, readRecord } from './read-record.ts';
export type { RegistryModule, RegistryDefinition, RegistryRules } from './registry-module.ts';
export { loadRegistryModule } from './registry-module.ts';
