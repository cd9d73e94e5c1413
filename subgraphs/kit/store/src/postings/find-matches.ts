import type { FieldCondition, Filter } from '@kopru/records';
import { coarseBin, endOf, fineBin } from './bins.ts';
import { intersect, subtract, unite } from './bits.ts';
import type { Bits } from './bits.ts';
import { exactly, isExact, levels, perhaps, postingOfKind, wholeKind } from './postings.ts';
import type { Level, Matches, PostingValues, ReadPostings } from './postings.ts';

/**
 * How closely a range is read, whose postings may be many: to the value; by bins, so that what lies in those at its ends is not told apart; or
 * not at all, where it is wide.
 */
export type Closeness = 'exact' | 'bins' | 'rough';

/** Which postings are read depends on the filter alone, never on what they hold: an adapter may ask for all of them at once. */
export function findMatches(
  filter: Filter,
  read: ReadPostings,
  closeness: Closeness = 'exact',
): Matches {
  const find = (part: Filter): Matches => findMatches(part, read, closeness);
  if ('all' in filter) return meet(filter.all.map(find), read);
  if ('any' in filter) return join(filter.any.map(find));
  if ('always' in filter) return filter.always ? whole(read) : join([]);
  if ('not' in filter) return without(whole(read), find(filter.not));
  if ('onePart' in filter) return ofOnePart(filter.onePart, read);
  if (!isWideRange(filter) || closeness === 'exact')
    return ofCondition(filter, read, ofRecordsAndParts);
  if (closeness === 'rough') return perhaps(whole(read).bits);
  return perhaps(
    join(binsOfRange(filter).map((asked) => readBy(filter, read, ofRecordsAndParts, asked))).bits,
  );
}

type Range = Extract<FieldCondition, { gte?: string }>;

function isWideRange(filter: Filter): filter is Range {
  if (!('field' in filter) || 'oneOf' in filter || 'startsWith' in filter) return false;
  const { gte, lte } = filter;
  return gte === undefined || lte === undefined || coarseBin(gte) !== coarseBin(lte);
}

const whole = (read: ReadPostings): Matches =>
  read({ field: wholeKind, levels: [postingOfKind.level], values: [postingOfKind.value] });

const meet = (parts: readonly Matches[], read: ReadPostings): Matches =>
  parts.length === 0 ? whole(read) : combine(parts, (sets) => sets.reduce(intersect));

const join = (parts: readonly Matches[]): Matches => combine(parts, unite);

function combine(parts: readonly Matches[], operation: (sets: readonly Bits[]) => Bits): Matches {
  const bits = operation(parts.map((part) => part.bits));
  return parts.every(isExact)
    ? exactly(bits)
    : { bits, sure: operation(parts.map(({ sure }) => sure)) };
}

/** What only perhaps matches cannot be taken away, and without it nothing is sure. */
function without(all: Matches, taken: Matches): Matches {
  const bits = subtract(all.bits, taken.sure);
  return isExact(taken) ? exactly(bits) : { bits, sure: subtract(all.sure, taken.bits) };
}

/** That conditions meet on one and the same part is not to be seen from the records that meet them. */
function ofOnePart(conditions: readonly FieldCondition[], read: ReadPostings): Matches {
  // Of every part there is an entry without a value.
  const real = conditions.filter((each) => !('oneOf' in each && each.oneOf.includes('')));
  const parts = conditions.map((condition) => ofCondition(condition, read, ofParts));
  const met = meet(parts, read);
  return conditions.length > 0 && real.length <= 1 ? met : perhaps(met.bits);
}

/** Postings by how exactly they tell values apart, of the record itself or of its parts. */
interface Precision {
  value: readonly Level[];
  coarse: readonly Level[];
  fine: readonly Level[];
}
const ofParts: Precision = {
  value: [levels.partValue],
  coarse: [levels.partCoarse],
  fine: [levels.partFine],
};
const ofRecordsAndParts: Precision = {
  value: [levels.value, levels.partValue],
  coarse: [levels.coarse, levels.partCoarse],
  fine: [levels.fine, levels.partFine],
};

const ofCondition = (
  condition: FieldCondition,
  read: ReadPostings,
  precision: Precision,
): Matches => join(readsOf(condition).map((asked) => readBy(condition, read, precision, asked)));

const readBy = (
  { field }: FieldCondition,
  read: ReadPostings,
  precision: Precision,
  { by, ...asked }: Read,
): Matches => read({ field, levels: precision[by], ...asked });

type Read = { by: keyof Precision } & PostingValues;

function readsOf(condition: FieldCondition): Read[] {
  if ('oneOf' in condition) return [{ by: 'value', values: condition.oneOf }];
  return 'startsWith' in condition ? [readOfPrefix(condition.startsWith)] : readsOfRange(condition);
}

/** Whatever begins so lies in bins that begin so, where the prefix is no longer than they are. */
function readOfPrefix(prefix: string): Read {
  const range = { gte: prefix, lte: endOf(prefix) };
  if (coarseBin(range.lte).startsWith(prefix)) return { by: 'coarse', ...range };
  return { by: fineBin(range.lte).startsWith(prefix) ? 'fine' : 'value', ...range };
}

/** The coarse bins that lie within, and at the ends the fine ones that touch it. */
function binsOfRange({ gte, lte }: Range): Read[] {
  const low = gte === undefined ? undefined : coarseBin(gte);
  const high = lte === undefined ? undefined : coarseBin(lte);
  return [
    {
      by: 'coarse',
      ...(low !== undefined && { gt: low }),
      ...(high !== undefined && { lt: high }),
    },
    ...(gte === undefined || low === undefined
      ? []
      : [{ by: 'fine', gte: fineBin(gte), lte: endOf(low) } as const]),
    ...(lte === undefined || high === undefined
      ? []
      : [{ by: 'fine', gte: high, lte: fineBin(lte) } as const]),
  ];
}

/** The coarse bins that lie within; at an end that is not one, the fine ones that do, and there the values themselves. */
function readsOfRange({ gte, lte }: { gte?: string; lte?: string }): Read[] {
  if (gte !== undefined && lte !== undefined) {
    if (gte > lte) return [];
    if (coarseBin(gte) === coarseBin(lte)) return readsWithinBin(gte, lte);
  }
  const low = gte === undefined ? undefined : coarseBin(gte);
  const high = lte === undefined ? undefined : coarseBin(lte);
  return [
    { by: 'coarse', ...from(gte, low), ...(high !== undefined && { lt: high }) },
    ...(gte === undefined || low === undefined || gte === low
      ? []
      : readsWithinBin(gte, endOf(low))),
    ...(lte === undefined || high === undefined ? [] : readsWithinBin(high, lte)),
  ];
}

/** Of one coarse bin. */
function readsWithinBin(gte: string, lte: string): Read[] {
  const [low, high] = [fineBin(gte), fineBin(lte)];
  if (low === high) return [{ by: 'value', gte, lte }];
  return [
    { by: 'fine', ...from(gte, low), lt: high },
    ...(gte === low ? [] : [{ by: 'value', gte, lte: endOf(low) } as const]),
    { by: 'value', gte: high, lte },
  ];
}

/** A range that begins with a bin takes in all of it. */
const from = (gte: string | undefined, bin: string | undefined): PostingValues & object =>
  bin === undefined ? {} : gte === bin ? { gte: bin } : { gt: bin };
