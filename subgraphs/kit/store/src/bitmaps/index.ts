export { coarseBucket, endOf, fineBucket, lastOf } from './buckets.ts';
export type { Bitmap } from './bitmap.ts';
export {
  addSerialized,
  containerOf,
  containerSize,
  countNumbers,
  editSerialized,
  hasBit,
  numbersOf,
  subtract,
} from './bitmap.ts';
export type { Precision } from './find-matches.ts';
export { findMatches } from './find-matches.ts';
export type { ScanCosts, OrderBucket, Part } from './plan-bucket.ts';
export { planBucket } from './plan-bucket.ts';
export type { Level, BitmapKey } from './levels.ts';
export { levels, bitmapOfKind, bitmapsOfKey, bitmapsOfTerm, wholeKind } from './levels.ts';
export type { Matches, BitmapBounds, BitmapQuery, BitmapValues, ReadBitmaps } from './matches.ts';
export { exactly, isExact, perhaps } from './matches.ts';
