import type { IndexEntry } from '@kopru/records';
import type { Bits } from './bits.ts';
import { coarseBin, fineBin } from './bins.ts';

/** What a posting, the set of the records that have something, is about. The numbers stand in databases: none is ever given another meaning. */
export const levels = {
  /** A term of the record itself has this value, or lies in this bin. */
  value: 0,
  coarse: 1,
  fine: 2,
  /** The same of a term of one of its parts. */
  partValue: 5,
  partCoarse: 6,
  partFine: 7,
  /** The key of an order lies in this bin. */
  orderCoarse: 3,
  orderFine: 8,
  /** There is no key of the order. */
  missing: 4,
} as const;
export type Level = (typeof levels)[keyof typeof levels];

export interface Posting {
  level: Level;
  value: string;
}

/** The name, beside those of fields, under which all records of a kind are, in one posting. */
export const wholeKind = '';
export const postingOfKind: Posting = { level: levels.value, value: '' };

export const postingsOfTerm = ({ value, part }: Pick<IndexEntry, 'value' | 'part'>): Posting[] => [
  { level: part > 0 ? levels.partValue : levels.value, value },
  { level: part > 0 ? levels.partCoarse : levels.coarse, value: coarseBin(value) },
  { level: part > 0 ? levels.partFine : levels.fine, value: fineBin(value) },
];

export const postingsOfKey = (key: string | null): Posting[] =>
  key === null
    ? [{ level: levels.missing, value: '' }]
    : [
        { level: levels.orderCoarse, value: coarseBin(key) },
        { level: levels.orderFine, value: fineBin(key) },
      ];

/** Postings of one field, by their values or between two. */
export type PostingRead = { field: string; levels: readonly Level[] } & PostingValues;
export type PostingValues = { values: readonly string[] } | PostingBounds;
export interface PostingBounds {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
}

export interface Matches {
  /** Every record that matches, and perhaps others. */
  bits: Bits;
  /** Records that match for certain; where that is every one of them, the same set. */
  sure: Bits;
}

export const exactly = (bits: Bits): Matches => ({ bits, sure: bits });
export const perhaps = (bits: Bits): Matches => ({ bits, sure: new Map() });
export const isExact = ({ bits, sure }: Matches): boolean => bits === sure;

/** The records in any of these postings; of an adapter that keeps them less closely, perhaps. */
export type ReadPostings = (read: PostingRead) => Matches;
