import type { Bitmap } from './bitmap.ts';
import type { Level } from './levels.ts';

/** Asks for the bitmaps of one field, by their values or by a range of values. */
export type BitmapQuery = { field: string; levels: readonly Level[] } & BitmapValues;
export type BitmapValues = { values: readonly string[] } | BitmapBounds;
export interface BitmapBounds {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
}

/** The records that match a filter, as far as bitmaps can say. */
export interface Matches {
  /** Every record that matches, and possibly others. */
  bits: Bitmap;
  /** Records that certainly match. The same bitmap as `bits` if the answer is exact. */
  sure: Bitmap;
}

export const exactly = (bitmap: Bitmap): Matches => ({ bits: bitmap, sure: bitmap });
export const perhaps = (bitmap: Bitmap): Matches => ({ bits: bitmap, sure: new Map() });
export const isExact = ({ bits, sure }: Matches): boolean => bits === sure;

/** Reads the union of the bitmaps. An adapter that stores less detail returns inexact matches. */
export type ReadBitmaps = (read: BitmapQuery) => Matches;
