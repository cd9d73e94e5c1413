export { coarseBin, endOf, fineBin, lastOf } from './bins.ts';
export type { Bits } from './bits.ts';
export {
  addStored,
  chunkOf,
  chunkSize,
  countBits,
  editStored,
  hasBit,
  numbersOf,
  subtract,
} from './bits.ts';
export type { Closeness } from './find-matches.ts';
export { findMatches } from './find-matches.ts';
export type { Costs, OrderPart, Part } from './order-part.ts';
export { planPart } from './order-part.ts';
export type {
  Level,
  Matches,
  Posting,
  PostingBounds,
  PostingRead,
  PostingValues,
  ReadPostings,
} from './postings.ts';
export {
  exactly,
  isExact,
  levels,
  perhaps,
  postingOfKind,
  postingsOfKey,
  postingsOfTerm,
  wholeKind,
} from './postings.ts';
