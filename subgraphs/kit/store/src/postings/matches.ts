import type { Bits } from './bitmap.ts';
import type { Level } from './levels.ts';

/** Asks for the bitmaps of one field, by their values or by a range of values. */
export type PostingRead = { field: string; levels: readonly Level[] } & PostingValues;
export type PostingValues = { values: readonly string[] } | PostingBounds;
export interface PostingBounds {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
}

/** The records that match a filter, as far as bitmaps can say. */
export interface Matches {
  /** Every record that matches, and possibly others. */
  bits: Bits;
  /** Records that certainly match. The same bitmap as `bits` if the answer is exact. */
  sure: Bits;
}

export const exactly = (bitmap: Bits): Matches => ({ bits: bitmap, sure: bitmap });
export const perhaps = (bitmap: Bits): Matches => ({ bits: bitmap, sure: new Map() });
export const isExact = ({ bits, sure }: Matches): boolean => bits === sure;

/** Reads the union of the bitmaps. An adapter that stores less detail returns inexact matches. */
export type ReadPostings = (read: PostingRead) => Matches;
