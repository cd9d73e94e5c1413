/** What `checkStore` has read, and a problem that it reports. */
export type { StoreCheckResult } from './check/check-store.ts';
export type { StoreProblem } from './check/store-check.ts';
/**
 * Checks the content of any store against the contract. Throws a StoreError if the store changes
 * meanwhile.
 */
export { checkStore } from './check/check-store.ts';
/** Writes batches of unchecked input: validates and indexes each record, then applies the batch. */
export type { Writer } from './create-writer.ts';
export { createWriter } from './create-writer.ts';
/** A store in memory. It is the oracle that the shared contract test compares the adapters with. */
export { createMemoryStore } from './memory-store.ts';
/** Yields every record of a store, by id. */
export { scanRecords } from './scan-records.ts';
/** Removes constants and needless connectives from a filter; for adapters. */
export { simplifyFilter } from './simplify-filter.ts';
/** The errors of a store. All are StoreErrors, whose message is for the operator. */
export { SnapshotExpiredError, StoreConflict, StoreError } from './store-error.ts';
/** The port that an adapter implements, and its shapes. README.md says how to write one. */
export type {
  ChangeEntry,
  ChangeEvent,
  Page,
  PageRequest,
  PageRow,
  ReadStore,
  Store,
  StoreSummary,
  Write,
} from './store.ts';
