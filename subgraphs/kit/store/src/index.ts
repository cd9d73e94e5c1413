export type { StoreCheckResult, StoreProblem } from './check-store.ts';
export { checkStore } from './check-store.ts';
export type { Writer } from './create-writer.ts';
export { createWriter } from './create-writer.ts';
export { createMemoryStore } from './memory-store.ts';
export { scanRecords } from './scan-records.ts';
export { simplifyFilter } from './simplify-filter.ts';
export { SnapshotExpiredError, StoreConflict, StoreError } from './store-error.ts';
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
