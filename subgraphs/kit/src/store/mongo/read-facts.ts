import mongoose from 'mongoose';
import type { RecordKindName } from '../../kinds/index.ts';
import { simplifyFilter } from '../simplify-filter.ts';
import type { Facts, Filter } from '../store.ts';
import { compileFilter, testOnly } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import { findCandidates, matchDriver } from './find-driver.ts';
import { factIndex, termIndex } from './model.ts';
import { withView } from './view.ts';
import type { Database, View } from './view.ts';

const atOnce = 5_000;
/** No more, so that the index alone can tell them. */
const fields = { facts: 1, _id: 0 } as const;

/** Of all records of a kind an index alone tells them; of those that match, the records found by the fewest candidates. All of one moment. */
export async function* readFacts(
  database: Database,
  msLeft: () => number,
  kind: RecordKindName,
  asked: Filter,
): AsyncGenerator<readonly Facts[]> {
  // A generator cannot stand within the view, so that the view waits for it.
  const batches: (readonly Facts[])[] = [];
  await withView(database, msLeft(), async (view) => {
    batches.length = 0;
    const { match, index } = await entryOf(view, kind, simplifyFilter(asked));
    view.observe({ collection: view.records.modelName, match, index, fields });
    const cursor = view.records
      .find(match, fields, { ...view.options, hint: index, batchSize: atOnce })
      .lean()
      .cursor();
    let batch: Facts[] = [];
    for await (const { facts } of cursor) {
      if (facts !== undefined) batch.push(JSON.parse(facts) as Facts);
      if (batch.length < atOnce) continue;
      batches.push(batch);
      batch = [];
    }
    batches.push(batch);
  });
  yield* batches;
}

async function entryOf(view: View, kind: RecordKindName, filter: Filter): Promise<{ match: Match; index: string }> {
  const isAll = 'always' in filter && filter.always;
  if (isAll)
    return {
      // Any text: whether there is one the index would not tell.
      match: { kind, facts: mongoose.trusted({ $gte: '' }) },
      index: factIndex,
    };
  const candidates = await findCandidates(filter, { view, kind, limit: Infinity });
  const match = { $and: [matchDriver(kind, candidates?.driver ?? null), testOnly(compileFilter(kind, filter))] };
  return { match, index: termIndex };
}
