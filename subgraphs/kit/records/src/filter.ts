import type { Measure } from '@kopru/schema';
import type { StoredRecord } from './kinds/index.ts';

/** What a record is found by: one entry per equality term, word or range key. Computed by its kind, kept by the store. */
export interface IndexEntry {
  field: string;
  /** ASCII; ranges compare it byte by byte, so numbers come as number keys and dates as date keys. */
  value: string;
  /** 0: the record itself. n > 0: its n-th part (one relation, say), so that several conditions can be held against one part. */
  part: number;
}

/** What statistics count and sum of a record, in an order that its kind gives: read without the record, which is ten times as long. */
export type Facts = readonly Measure[];

/** A record with everything a store needs to find and order it. */
export interface IndexedRecord {
  record: StoredRecord;
  entries: readonly IndexEntry[];
  /** Sort key of each order of the kind; null sorts last in both directions. */
  keys: Readonly<Record<string, string | null>>;
  /** Absent where nothing is counted of its kind. */
  facts?: Facts;
}

/** The neutral form of every filter of the contract: two-valued, so that `not` is a plain complement. */
export type Filter =
  | { all: readonly Filter[] }
  | { any: readonly Filter[] }
  | { not: Filter }
  | { always: boolean }
  /** One of the record's values of `field` is one of these. */
  | { field: string; oneOf: readonly string[] }
  /** One of the record's values of `field` begins so. */
  | { field: string; startsWith: string }
  /** One of the record's values of `field` lies in [gte, lte]. */
  | { field: string; gte?: string; lte?: string }
  /** One and the same part of the record meets all of these; of none, it has a part at all. */
  | { onePart: readonly FieldCondition[] };

export type FieldCondition = Extract<Filter, { field: string }>;

export type Direction = 'ASC' | 'DESC';

export interface Order {
  field: string;
  direction: Direction;
}
