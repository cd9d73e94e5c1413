import mongoose from 'mongoose';
import type { RecordKindName } from '../../kinds/index.ts';
import { simplifyFilter } from '../simplify-filter.ts';
import type { Facts, Filter } from '../store.ts';
import { explainError } from './explain-error.ts';
import { compileFilter, testOnly } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import { findCandidates, matchDriver } from './find-driver.ts';
import { factIndex, termIndex } from './model.ts';
import { isMomentGone, openView } from './view.ts';
import type { Database, View } from './view.ts';

const atOnce = 5_000;
/** No more, so that the index alone can tell them. */
const fields = { facts: 1, _id: 0 } as const;

/** Of all records of a kind an index alone tells them; of those that match, the records found by the fewest candidates. All of one moment. */
export async function* readFacts(
  database: Database,
  msLeft: () => number,
  kind: RecordKindName,
  filter: Filter,
): AsyncGenerator<readonly Facts[]> {
  for (let isFirst = true, given = 0; ; isFirst = false) {
    try {
      for await (const batch of readOnce(database, msLeft(), kind, simplifyFilter(filter))) {
        given += 1;
        yield batch;
      }
      return;
    } catch (error) {
      if (!isFirst || given > 0 || !isMomentGone(error)) throw explainError(database.connection, error);
    }
  }
}

async function* readOnce(
  database: Database,
  maxTimeMS: number,
  kind: RecordKindName,
  filter: Filter,
): AsyncGenerator<Facts[]> {
  // prettier-ignore
  const { view, close } = await openView(database, maxTimeMS);
  try {
    const { match, index } = await entryOf(view, kind, filter);
    view.observe({ collection: view.records.modelName, match, index, fields });
    const options = { ...view.options, hint: index, batchSize: atOnce };
    let batch: Facts[] = [];
    for await (const { facts } of view.records.find(match, fields, options).lean().cursor()) {
      if (facts !== undefined) batch.push(JSON.parse(facts) as Facts);
      if (batch.length < atOnce) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  } finally {
    await close();
  }
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
