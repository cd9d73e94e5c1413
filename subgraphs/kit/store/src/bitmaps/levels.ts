import type { IndexEntry } from '@kopru/records';
import { coarseBucket, fineBucket } from './buckets.ts';

/**
 * What a bitmap's value means. Databases store these numbers: a number never gets another meaning.
 */
export const levels = {
  /** A term of the record itself has this value, or lies in this bucket. */
  value: 0,
  coarse: 1,
  fine: 2,
  /** A term of one of its parts has this value, or lies in this bucket. */
  partValue: 5,
  partCoarse: 6,
  partFine: 7,
  /** The record's key in the order lies in this bucket. */
  orderCoarse: 3,
  orderFine: 8,
  /** The record has no key in the order. */
  missing: 4,
} as const;
export type Level = (typeof levels)[keyof typeof levels];

/** The address of a bitmap within a field. */
export interface BitmapKey {
  level: Level;
  value: string;
}

/** The name, next to those of fields, of the bitmap of all records of a kind. */
export const wholeKind = '';
export const bitmapOfKind: BitmapKey = { level: levels.value, value: '' };

/** The bitmaps of its field that a record with this term is in. */
export const bitmapsOfTerm = ({ value, part }: Pick<IndexEntry, 'value' | 'part'>): BitmapKey[] => [
  { level: part > 0 ? levels.partValue : levels.value, value },
  { level: part > 0 ? levels.partCoarse : levels.coarse, value: coarseBucket(value) },
  { level: part > 0 ? levels.partFine : levels.fine, value: fineBucket(value) },
];

/** The bitmaps of an order that a record with this key is in. */
export const bitmapsOfKey = (key: string | null): BitmapKey[] =>
  key === null
    ? [{ level: levels.missing, value: '' }]
    : [
        { level: levels.orderCoarse, value: coarseBucket(key) },
        { level: levels.orderFine, value: fineBucket(key) },
      ];
