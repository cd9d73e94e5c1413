export { coarseBin, endOf, fineBin, lastOf } from './buckets.ts';
export type { Bits } from './bitmap.ts';
export {
  addStored,
  chunkOf,
  chunkSize,
  countBits,
  editStored,
  hasBit,
  numbersOf,
  subtract,
} from './bitmap.ts';
export type { Closeness } from './find-matches.ts';
export { findMatches } from './find-matches.ts';
export type { Costs, OrderPart, Part } from './plan-bucket.ts';
export { planPart } from './plan-bucket.ts';
export type { Level, Posting } from './levels.ts';
export { levels, postingOfKind, postingsOfKey, postingsOfTerm, wholeKind } from './levels.ts';
export type {
  Matches,
  PostingBounds,
  PostingRead,
  PostingValues,
  ReadPostings,
} from './matches.ts';
export { exactly, isExact, perhaps } from './matches.ts';
