/** The first character that no text of a record may contain. */
export { controlIn } from './control-characters.ts';
/** What computes fields of a national extension. */
export type {
  ExtensionData,
  ExtensionResolver,
  ExtensionResolvers,
} from './extension-resolvers.ts';
export { extensionTypes, RegistryModuleError } from './extension-resolvers.ts';
/** Filters and orders as stores see them, and the index of a record. */
export type { Direction, Facts, FieldCondition, Filter, IndexEntry, Order } from './filter.ts';
export type { IndexedRecord } from './indexed-record.ts';
/** Raised whenever a kind or a store indexes records in another way. */
export { indexVersion } from './index-version.ts';
/** Translates the fields of a filter input. */
export { filtersOf } from './kinds/filters.ts';
/** Validated records, by kind. */
export type { RecordKindName, RecordOf, StoredOrganization, StoredRecord } from './kinds/index.ts';
/** All kinds as data. */
export { isOrganization, kindOf, kinds } from './kinds/index.ts';
export type { Kind, Statistics } from './kinds/kind.ts';
/** What records of several kinds have in common. */
export type { NamedRecord } from './kinds/named.ts';
export type { OrganizationRecord } from './kinds/organization.ts';
export type { AnyRecord, Texts } from './kinds/record.ts';
/** The zod schema of a web address: http or https, at most 500 characters. */
export { httpsUrl, organizationKinds } from './kinds/parts.ts';
/**
 * Validate and index records. readRecord throws RECORD_INVALID; checkRecord returns the problems.
 */
export { checkRecord, indexRecord, readRecord } from './read-record.ts';
/** A country folder: its definition and the SDL of its extension. */
export type { RegistryModule, RegistryDefinition, RegistryRules } from './registry-module.ts';
export { loadRegistryModule } from './registry-module.ts';
