import type {
  Facts,
  Filter,
  IndexedRecord,
  Order,
  RecordKindName,
  StoredRecord,
} from '@kopru/records';

export interface PageRequest {
  kind: RecordKindName;
  filter: Filter;
  order: Order;
  /** The number of rows; 0 is allowed. */
  first: number;
  /** The position after which the page begins. There need not be a record at it. */
  after?: { key: string | null; id: string };
}

export interface PageRow {
  /** The record's key in the order; null if it has none. */
  key: string | null;
  record: StoredRecord;
}

export interface Page {
  rows: PageRow[];
  /** Whether there are rows after the last one. */
  hasNext: boolean;
}

/**
 * Puts a record in place of the one with its id, or removes one. `successor` is the id of the
 * record that takes its place.
 */
export type Write = { put: IndexedRecord } | { remove: string; successor?: string };

export type ChangeEvent = 'ADDED' | 'UPDATED' | 'REMOVED' | 'MERGED';

export interface ChangeEntry {
  /** Grows by one with each entry. An entry never changes. */
  sequence: number;
  kind: RecordKindName;
  id: string;
  event: ChangeEvent;
  /** RFC 3339, UTC. */
  at: string;
  /** With MERGED: the id of the record that took its place. Else null. */
  successor: string | null;
}

export interface StoreSummary {
  counts: { kind: RecordKindName; count: number }[];
  /** The time of the last change; null if there is none. */
  asOf: string | null;
  /** The number of the last change; 0 if there is none. */
  sequence: number;
  /** The version of the index; see index-version.ts of @kopru/records. */
  indexVersion: number;
}

/** The reads of a store. */
export interface ReadStore {
  /** Records in the order of the ids; null for an id without a record. */
  getMany(ids: readonly string[]): Promise<(StoredRecord | null)[]>;
  /**
   * Ordered by sort key (null last in both directions), then by id ascending. Both compare byte by
   * byte.
   */
  page(request: PageRequest): Promise<Page>;
  /** Records of all kinds with an id greater than `after`, by id, byte by byte. */
  scan(after: string, first: number): Promise<StoredRecord[]>;
  count(kind: RecordKindName, filter: Filter): Promise<number>;
  /**
   * The facts of each matching record, in batches and in no order. All come from one snapshot.
   * Throws SnapshotExpiredError if a load
   * replaces the records meanwhile.
   */
  facts(kind: RecordKindName, filter: Filter): AsyncIterable<readonly Facts[]>;
  /**
   * For each value, the first records of the kind that have it, in the given order. One call serves
   * any number of values.
   */
  lists(request: {
    kind: RecordKindName;
    field: string;
    values: readonly string[];
    order: Order;
    first: number;
  }): Promise<StoredRecord[][]>;
  /** The entries with a greater sequence, ascending. */
  changesSince(sequence: number, first: number): Promise<ChangeEntry[]>;
  summary(): Promise<StoreSummary>;
}

/**
 * The port behind which a registry keeps its records. Every adapter passes the shared contract test
 * of @kopru/store/testing, which compares
 * it with a plain store in memory.
 */
export interface Store extends ReadStore {
  /**
   * The same store for one request. Its reads fail at the deadline (a time of performance.now()). A
   * store within this process, which cannot
   * be interrupted, returns itself.
   */
  until(deadlineAt: number): ReadStore;
  /**
   * Writes all or nothing; resolves when the batch is durable. Each write adds a change entry.
   * Removing an absent record adds none. A record
   * that changes its kind is removed from the old kind and added to the new one. Throws
   * StoreConflict if `after` is given and is not the
   * last change, because the batch was then built on records that have changed.
   */
  apply(writes: readonly Write[], after?: number): Promise<void>;
  /**
   * The same for any number of batches, which become visible together. Others can read meanwhile,
   * but not write.
   */
  load(batches: AsyncIterable<readonly Write[]>): Promise<void>;
  /**
   * Rebuilds the index of every record atomically. Writes no change entries. Resolves to the number
   * of records.
   */
  reindex(version: number, indexOf: (record: StoredRecord) => IndexedRecord): Promise<number>;
  close(): Promise<void>;
}
