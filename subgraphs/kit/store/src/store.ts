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
  first: number;
  /** The position to go on behind; it need not be that of a record that still exists. */
  after?: { key: string | null; id: string };
}

export interface PageRow {
  key: string | null;
  record: StoredRecord;
}

export interface Page {
  rows: PageRow[];
  hasNext: boolean;
}

/** A record that is removed because another took its place leaves that one's id. */
export type Write = { put: IndexedRecord } | { remove: string; successor?: string };

export type ChangeEvent = 'ADDED' | 'UPDATED' | 'REMOVED' | 'MERGED';

export interface ChangeEntry {
  /** Grows by one with every entry; an entry once given is never changed. */
  sequence: number;
  kind: RecordKindName;
  id: string;
  event: ChangeEvent;
  /** RFC 3339 UTC. */
  at: string;
  /** Of MERGED: the record that took its place. */
  successor: string | null;
}

export interface StoreSummary {
  counts: { kind: RecordKindName; count: number }[];
  /** Time of the last change; null while there was none. */
  asOf: string | null;
  /** Of the last change; 0 while there was none. */
  sequence: number;
  /** Under which its records are found and ordered; see kinds/index-version.ts. */
  indexVersion: number;
}

/** What is read of a store. */
export interface ReadStore {
  /** In the order asked; null where there is no such record. */
  getMany(ids: readonly string[]): Promise<(StoredRecord | null)[]>;
  /** Ordered by sort key (nulls last in both directions), then by id ascending, both byte by byte. */
  page(request: PageRequest): Promise<Page>;
  /** Records of all kinds by id, byte by byte, behind the one named. */
  scan(after: string, first: number): Promise<StoredRecord[]>;
  count(kind: RecordKindName, filter: Filter): Promise<number>;
  /** Those of each record that matches, all of one moment, some at a time so that others get their turn; in no order. May throw MomentGone. */
  facts(kind: RecordKindName, filter: Filter): AsyncIterable<readonly Facts[]>;
  /** For each value the first records of `kind` that carry it, in the order asked: one call however many values. */
  lists(request: {
    kind: RecordKindName;
    field: string;
    values: readonly string[];
    order: Order;
    first: number;
  }): Promise<StoredRecord[][]>;
  changesSince(sequence: number, first: number): Promise<ChangeEntry[]>;
  summary(): Promise<StoreSummary>;
}

/**
 * Where a registry keeps its records. Every adapter passes the one shared contract test (test/store/store-contract.ts), which holds it
 * against a plain in-memory oracle.
 */
export interface Store extends ReadStore {
  /**
   * The same store for one request, whose reads a database elsewhere gives up at the deadline (of performance.now()). A store in this
   * process, which nobody could interrupt, is itself.
   */
  until(deadlineAt: number): ReadStore;
  /**
   * All or nothing; resolves when durable. Each write leaves a change entry; removing what is not there leaves none, and a record that
   * comes back as another kind is removed as the one and added as the other. With `after` it throws a StoreConflict where that is no longer
   * the last change: what the batch was made of is not there any more.
   */
  apply(writes: readonly Write[], after?: number): Promise<void>;
  /** As apply, for batches of any number: all become visible at once, or none does. Others can read meanwhile, but not write. */
  load(batches: AsyncIterable<readonly Write[]>): Promise<void>;
  /** Has every record found by what `indexOf` says, all at once; that leaves no change entry. Gives their number. */
  reindex(version: number, indexOf: (record: StoredRecord) => IndexedRecord): Promise<number>;
  close(): Promise<void>;
}
