import mongoose from 'mongoose';
import type { RecordKindName, Filter } from '@kopru/records';
import { simplifyFilter } from '@kopru/store';
import { compileFilter, testOnly } from './compile-filter.ts';
import { countBits, numbersOf, subtract } from '@kopru/store/postings';
import { findMatching } from './find-matching.ts';
import { findCandidates, matchDriver } from './find-driver.ts';
import { numberIndex, termIndex } from './model.ts';
import type { View } from './view.ts';

/** So many are found by their numbers sooner than all candidates by their terms. */
const mostTested = 50_000;
const atOnce = 5_000;

/** From the postings, and of what these leave open by a test; where that is much, goes through the fewest candidates there are, however many. */
export async function readCount(view: View, kind: RecordKindName, asked: Filter): Promise<number> {
  const filter = simplifyFilter(asked);
  const all = view.state?.counts[kind] ?? 0;
  if ('always' in filter) return filter.always ? all : 0;
  if ('not' in filter) return all - (await readCount(view, kind, filter.not));
  const { bits, sure } = await findMatching(view, kind, filter, 'exact');
  const unsure = bits === sure ? [] : numbersOf(subtract(bits, sure));
  if (unsure.length <= mostTested)
    return countBits(sure) + (await countTested(view, kind, filter, unsure));
  const candidates = await findCandidates(filter, { view, kind, limit: Infinity });
  if (candidates && 'field' in filter) return candidates.count;
  const match = {
    $and: [matchDriver(kind, candidates?.driver ?? null), testOnly(compileFilter(kind, filter))],
  };
  view.observe({ collection: view.records.modelName, match, index: termIndex });
  return view.records.countDocuments(match, { ...view.options, hint: termIndex });
}

async function countTested(
  view: View,
  kind: RecordKindName,
  filter: Filter,
  numbers: readonly number[],
): Promise<number> {
  let count = 0;
  for (let from = 0; from < numbers.length; from += atOnce) {
    const some = { n: mongoose.trusted({ $in: numbers.slice(from, from + atOnce) }) };
    const match = { $and: [some, testOnly(compileFilter(kind, filter))] };
    view.observe({ collection: view.records.modelName, match, index: numberIndex });
    count += await view.records.countDocuments(match, { ...view.options, hint: numberIndex });
  }
  return count;
}
