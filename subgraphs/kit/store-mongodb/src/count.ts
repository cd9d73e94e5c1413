import type { RecordKindName } from '@kopru/records';
import { countNumbers, numbersOf, subtract } from '@kopru/store/bitmaps';
import { isExact } from '@kopru/store/bitmaps';
import { simplifyFilter } from '@kopru/store';
import type { Filter } from '@kopru/records';
import { testFilter } from './compile-filter.ts';
import { indexes } from './indexes.ts';
import { readMatches } from './read-bitmaps.ts';
import { countRecords } from './session.ts';
import type { Snapshot } from './session.ts';

const batchSize = 5_000;

/** Counts by bitmaps. Tests the records of which these are not sure. */
export async function countMatches(
  snapshot: Snapshot,
  kind: RecordKindName,
  asked: Filter,
): Promise<number> {
  const filter = simplifyFilter(asked);
  const all = snapshot.current?.counts[kind] ?? 0;
  if ('always' in filter) return filter.always ? all : 0;
  if ('not' in filter) return all - (await countMatches(snapshot, kind, filter.not));
  const matches = await readMatches(snapshot, kind, filter, 'exact');
  const unsure = isExact(matches) ? [] : numbersOf(subtract(matches.bits, matches.sure));
  let count = countNumbers(matches.sure);
  for (let from = 0; from < unsure.length; from += batchSize) {
    const numbers = { $in: unsure.slice(from, from + batchSize) };
    const match = { $and: [{ kind, 'index.number': numbers }, testFilter(kind, filter)] };
    count += await countRecords(snapshot, match, indexes.numbers);
  }
  return count;
}
