import type { Measure } from '@kopru/schema';

/**
 * A term of a record: an exact value, a word or a range key of a field. The kind computes it, the
 * store keeps it.
 */
export interface IndexEntry {
  field: string;
  /** ASCII. Ranges compare it byte by byte, so numbers are number keys and dates are date keys. */
  value: string;
  /**
   * 0: the record itself. n > 0: its n-th part (such as one relation), so that several conditions
   * can be tested on one part.
   */
  part: number;
}

/**
 * What statistics count and sum of a record, in the order that its kind gives. Stores keep it
 * apart, since a record is ten times as long.
 */
export type Facts = readonly Measure[];

/**
 * The form that every filter of the contract is translated to. It is two-valued, so `not` is a
 * plain complement.
 */
export type Filter =
  | { all: readonly Filter[] }
  | { any: readonly Filter[] }
  | { not: Filter }
  | { always: boolean }
  /** One of the record's values of `field` is one of these. */
  | { field: string; oneOf: readonly string[] }
  /** One of the record's values of `field` begins with this. */
  | { field: string; startsWith: string }
  /** One of the record's values of `field` lies in [gte, lte]. */
  | { field: string; gte?: string; lte?: string }
  /**
   * One part of the record meets all of these conditions. Without conditions: the record has a
   * part.
   */
  | { onePart: readonly FieldCondition[] };

/** A condition on one field. */
export type FieldCondition = Extract<Filter, { field: string }>;

export type Direction = 'ASC' | 'DESC';

/** An order of a kind, by its name in the contract's order enum. */
export interface Order {
  field: string;
  direction: Direction;
}
