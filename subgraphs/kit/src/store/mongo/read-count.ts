import type { RecordKindName } from '../../kinds/index.ts';
import { simplifyFilter } from '../simplify-filter.ts';
import type { Filter } from '../store.ts';
import { compileFilter, testOnly } from './compile-filter.ts';
import { findCandidates, matchDriver } from './find-driver.ts';
import { termIndex } from './model.ts';
import type { View } from './view.ts';

/** Goes through the fewest candidates there are, however many, and tests each; else through the kind. */
export async function readCount(view: View, kind: RecordKindName, asked: Filter): Promise<number> {
  const filter = simplifyFilter(asked);
  const all = view.state?.counts[kind] ?? 0;
  if ('always' in filter) return filter.always ? all : 0;
  if ('not' in filter) return all - (await readCount(view, kind, filter.not));
  const candidates = await findCandidates(filter, { view, kind, limit: Infinity });
  if (candidates && 'field' in filter) return candidates.count;
  const match = { $and: [matchDriver(kind, candidates?.driver ?? null), testOnly(compileFilter(kind, filter))] };
  view.observe({ collection: view.records.modelName, match, index: termIndex });
  return view.records.countDocuments(match, { ...view.options, hint: termIndex });
}
