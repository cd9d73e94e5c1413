import Big from 'big.js';
import { parseDateTime } from './values.ts';

/** Where a record stands in an order. Keys and ids are ASCII, so that comparing code units, bytes or characters is the same. */
export interface Position {
  /** Null where the record has no value in the ordered field. */
  key: string | null;
  id: string;
}

export const maxTextKeyLength = 200;

/** Key of a text, given its fold key. Texts alike in their first 200 characters go by their ids. */
export function textKey(folded: string): string {
  return folded.slice(0, maxTextKeyLength);
}

const integerDigits = 20;
const fractionDigits = 6;
const largest = new Big('9'.repeat(integerDigits) + '.' + '9'.repeat(fractionDigits));

/**
 * Key of a number: `p`, 20 integer digits, a point and 6 fraction digits, zero-padded; of a negative one `n` and the same with each
 * digit taken from 9, so that -2 comes before -1. Rounded half away from zero to 6 digits; what is beyond the largest such number has
 * its key. Throws where the text is no number.
 */
export function numberKey(value: number | string): string {
  const rounded = new Big(value).round(fractionDigits, Big.roundHalfUp);
  const size = rounded.abs().gt(largest) ? largest : rounded.abs();
  const digits = size.toFixed(fractionDigits).padStart(integerDigits + 1 + fractionDigits, '0');
  return rounded.lt(0)
    ? `n${digits.replace(/\d/g, (digit) => String(9 - Number(digit)))}`
    : `p${digits}`;
}

/** Key of a partial date: the date itself. A year comes before its months, a month before its days. */
export function dateKey(partial: string): string {
  return partial;
}

/** Comes after everything a date can be continued with. */
const endOfPeriod = '~';

/** The keys between which the dates of a range lie, ends included: `to: "2000"` takes in 2000-12-31. */
export function dateRangeKeys(range: { from?: string | null; to?: string | null }): {
  gte?: string;
  lte?: string;
} {
  return {
    ...(range.from != null && { gte: dateKey(range.from) }),
    ...(range.to != null && { lte: dateKey(range.to) + endOfPeriod }),
  };
}

/** Key of an instant: RFC 3339 in UTC with milliseconds. Throws where the text is no instant. */
export function instantKey(text: string): string {
  const key = parseDateTime(text);
  if (key === null) throw new TypeError(`Expected an RFC 3339 instant, but got: ${text}`);
  return key;
}

/** Negative where `a` comes first. Nulls come last and equal keys go by ascending id, both in either direction. */
export function comparePositions(a: Position, b: Position, direction: 'ASC' | 'DESC'): number {
  if (a.key === b.key) return compare(a.id, b.id);
  if (a.key === null) return 1;
  if (b.key === null) return -1;
  return direction === 'ASC' ? compare(a.key, b.key) : compare(b.key, a.key);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
