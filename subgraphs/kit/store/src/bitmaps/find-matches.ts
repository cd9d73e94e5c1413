import type { FieldCondition, Filter } from '@kopru/records';
import { intersect, subtract, unite } from './bitmap.ts';
import type { Bitmap } from './bitmap.ts';
import type { Level } from './levels.ts';
import { levels, bitmapOfKind, wholeKind } from './levels.ts';
import { exactly, isExact, perhaps } from './matches.ts';
import type { Matches, ReadBitmaps } from './matches.ts';
import { readByPrefix, readsOfRange, roundedReadsOfRange } from './range-reads.ts';
import type { BitmapRead, Range } from './range-reads.ts';
import { coarseBucket } from './buckets.ts';

/**
 * The precision of a range, which may need many bitmaps: exact values; rounded out to whole buckets
 * (`buckets`); or ignored if it is wide (`rough`).
 */
export type Precision = 'exact' | 'buckets' | 'rough';

/**
 * The records that match a filter. Which bitmaps it reads depends on the filter alone, never on
 * their content, so an adapter may fetch all
 * of them first.
 */
export function findMatches(
  filter: Filter,
  read: ReadBitmaps,
  precision: Precision = 'exact',
): Matches {
  const find = (part: Filter): Matches => findMatches(part, read, precision);
  if ('all' in filter) return intersectAll(filter.all.map(find), read);
  if ('any' in filter) return uniteAll(filter.any.map(find));
  if ('always' in filter) return filter.always ? allOfKind(read) : uniteAll([]);
  if ('not' in filter) return subtractMatches(allOfKind(read), find(filter.not));
  if ('onePart' in filter) return matchOnePart(filter.onePart, read);
  if (!isWideRange(filter) || precision === 'exact')
    return matchCondition(filter, read, recordAndPartLevels);
  if (precision === 'rough') return perhaps(allOfKind(read).bits);
  return perhaps(
    uniteAll(
      roundedReadsOfRange(filter).map((each) => readLevel(filter, read, recordAndPartLevels, each)),
    ).bits,
  );
}

function isWideRange(filter: Filter): filter is Range {
  if (!('field' in filter) || 'oneOf' in filter || 'startsWith' in filter) return false;
  const { gte, lte } = filter;
  return gte === undefined || lte === undefined || coarseBucket(gte) !== coarseBucket(lte);
}

const allOfKind = (read: ReadBitmaps): Matches =>
  read({ field: wholeKind, levels: [bitmapOfKind.level], values: [bitmapOfKind.value] });

const intersectAll = (parts: readonly Matches[], read: ReadBitmaps): Matches =>
  parts.length === 0 ? allOfKind(read) : combine(parts, (sets) => sets.reduce(intersect));

const uniteAll = (parts: readonly Matches[]): Matches => combine(parts, unite);

function combine(
  parts: readonly Matches[],
  operation: (sets: readonly Bitmap[]) => Bitmap,
): Matches {
  const bits = operation(parts.map((part) => part.bits));
  return parts.every(isExact)
    ? exactly(bits)
    : { bits, sure: operation(parts.map(({ sure }) => sure)) };
}

/**
 * A record that only perhaps matches the negated filter is not removed, but it is not sure either.
 */
function subtractMatches(all: Matches, removed: Matches): Matches {
  const bits = subtract(all.bits, removed.sure);
  return isExact(removed) ? exactly(bits) : { bits, sure: subtract(all.sure, removed.bits) };
}

/** Bitmaps hold records, so they cannot say whether several conditions hold on the same part. */
function matchOnePart(conditions: readonly FieldCondition[], read: ReadBitmaps): Matches {
  // Every part has an entry with an empty value, so a condition on it always holds.
  const selective = conditions.filter((each) => !('oneOf' in each && each.oneOf.includes('')));
  const parts = conditions.map((condition) => matchCondition(condition, read, partLevels));
  const matching = intersectAll(parts, read);
  return conditions.length > 0 && selective.length <= 1 ? matching : perhaps(matching.bits);
}

/** The levels by which values are read, of the record itself or of its parts. */
type ReadLevels = Readonly<Record<BitmapRead['by'], readonly Level[]>>;
const partLevels: ReadLevels = {
  value: [levels.partValue],
  coarse: [levels.partCoarse],
  fine: [levels.partFine],
};
const recordAndPartLevels: ReadLevels = {
  value: [levels.value, levels.partValue],
  coarse: [levels.coarse, levels.partCoarse],
  fine: [levels.fine, levels.partFine],
};

const matchCondition = (
  condition: FieldCondition,
  read: ReadBitmaps,
  readLevels: ReadLevels,
): Matches =>
  uniteAll(readsOf(condition).map((each) => readLevel(condition, read, readLevels, each)));

const readLevel = (
  { field }: FieldCondition,
  read: ReadBitmaps,
  readLevels: ReadLevels,
  { by, ...values }: BitmapRead,
): Matches => read({ field, levels: readLevels[by], ...values });

function readsOf(condition: FieldCondition): BitmapRead[] {
  if ('oneOf' in condition) return [{ by: 'value', values: condition.oneOf }];
  return 'startsWith' in condition ? [readByPrefix(condition.startsWith)] : readsOfRange(condition);
}
