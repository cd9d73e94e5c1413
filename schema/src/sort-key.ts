import Big from 'big.js';
import { parseDateTime } from './values.ts';

/**
 * The position of a record in an order. Keys and ids are ASCII, so comparing code units, bytes or
 * characters gives the same result.
 */
export interface Position {
  /** Null if the record has no value in the ordered field. */
  key: string | null;
  id: string;
}

/** The length at which text keys are cut. */
export const maxTextKeyLength = 200;

/**
 * The key of a text, from its fold key. Texts with the same first 200 characters are ordered by id.
 */
export function textKey(folded: string): string {
  return folded.slice(0, maxTextKeyLength);
}

const integerDigits = 20;
const fractionDigits = 6;
const largest = new Big('9'.repeat(integerDigits) + '.' + '9'.repeat(fractionDigits));

/**
 * The key of a number: `p`, 20 integer digits, a point and 6 fraction digits, zero-padded. A
 * negative number has `n` and each digit
 * subtracted from 9, so that -2 comes before -1. Rounds half away from zero to 6 digits. A number
 * beyond the largest key has the largest
 * key. Throws if the text is not a number.
 */
export function numberKey(value: number | string): string {
  const rounded = new Big(value).round(fractionDigits, Big.roundHalfUp);
  const size = rounded.abs().gt(largest) ? largest : rounded.abs();
  const digits = size.toFixed(fractionDigits).padStart(integerDigits + 1 + fractionDigits, '0');
  return rounded.lt(0)
    ? `n${digits.replace(/\d/g, (digit) => String(9 - Number(digit)))}`
    : `p${digits}`;
}

/**
 * The key of a partial date is the date. A year comes before its months, a month before its days.
 */
export function dateKey(partial: string): string {
  return partial;
}

/** Sorts after every continuation of a partial date. */
const endOfPeriod = '~';

/** The bounds of the keys of dates in a range, both included: `to: "2000"` includes 2000-12-31. */
export function dateRangeKeys(range: { from?: string | null; to?: string | null }): {
  gte?: string;
  lte?: string;
} {
  return {
    ...(range.from != null && { gte: dateKey(range.from) }),
    ...(range.to != null && { lte: dateKey(range.to) + endOfPeriod }),
  };
}

/**
 * The key of an instant: RFC 3339 in UTC with milliseconds. Throws if the text is not an instant.
 */
export function instantKey(text: string): string {
  const key = parseDateTime(text);
  if (key === null) throw new TypeError(`Expected an RFC 3339 instant, but got: ${text}`);
  return key;
}

/**
 * Negative if `a` comes first. In both directions, nulls come last and equal keys are ordered by
 * ascending id.
 */
export function comparePositions(a: Position, b: Position, direction: 'ASC' | 'DESC'): number {
  if (a.key === b.key) return compare(a.id, b.id);
  if (a.key === null) return 1;
  if (b.key === null) return -1;
  return direction === 'ASC' ? compare(a.key, b.key) : compare(b.key, a.key);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
