import type { Facts, IndexEntry } from './filter.ts';
import type { StoredRecord } from './kinds/index.ts';

/** A record with everything that a store needs to find, order and count it. */
export interface IndexedRecord {
  record: StoredRecord;
  entries: readonly IndexEntry[];
  /** The sort key in each order of the kind. A null key sorts last in both directions. */
  keys: Readonly<Record<string, string | null>>;
  /** Absent if the kind has no statistics. */
  facts?: Facts;
}
