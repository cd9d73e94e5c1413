import mongoose from 'mongoose';
import type { RecordKindName, Facts, Filter } from '@kopru/records';
import { simplifyFilter, SnapshotExpiredError } from '@kopru/store';
import { explainError } from './explain-error.ts';
import { compileFilter, testOnly } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import { findCandidates, matchDriver } from './find-driver.ts';
import { factIndex, termIndex } from './model.ts';
import { checkStillThere, isMomentGone, openView, untilMomentHolds } from './view.ts';
import type { Database, View } from './view.ts';

const atOnce = 5_000;
/** No more, so that the index alone can tell them. */
const fields = { facts: 1, _id: 0 } as const;

/**
 * Of all records of a kind an index alone tells them; of those that match, the records found by the fewest candidates. All of one moment: throws
 * MomentGone where a load ends under it after the first.
 */
export async function* readFacts(
  database: Database,
  msLeft: () => number,
  kind: RecordKindName,
  filter: Filter,
): AsyncGenerator<readonly Facts[]> {
  try {
    const { first, rest } = await untilMomentHolds(msLeft(), async (maxTimeMS) => {
      const batches = read(database, maxTimeMS, kind, simplifyFilter(filter));
      const first = await batches.next();
      return { first, rest: batches };
    });
    try {
      if (!first.done) yield first.value;
      yield* rest;
    } finally {
      await rest.return(undefined);
    }
  } catch (error) {
    throw isMomentGone(error)
      ? new SnapshotExpiredError()
      : explainError(database.connection, error);
  }
}

async function* read(
  database: Database,
  maxTimeMS: number,
  kind: RecordKindName,
  filter: Filter,
): AsyncGenerator<Facts[]> {
  const { view, close } = await openView(database, maxTimeMS);
  try {
    const { match, index } = await entryOf(view, kind, filter);
    view.observe({ collection: view.records.modelName, match, index, fields });
    const options = { ...view.options, projection: fields, hint: index, batchSize: atOnce };
    let batch: Facts[] = [];
    let isChecked = false;
    const check = async (): Promise<void> => {
      if (!isChecked) await checkStillThere(view);
      isChecked = true;
    };
    for await (const { facts } of view.records.collection.find(match, options)) {
      if (typeof facts === 'string') batch.push(JSON.parse(facts) as Facts);
      if (batch.length < atOnce) continue;
      await check();
      yield batch;
      batch = [];
    }
    await check();
    yield batch;
  } finally {
    await close();
  }
}

async function entryOf(
  view: View,
  kind: RecordKindName,
  filter: Filter,
): Promise<{ match: Match; index: string }> {
  const isAll = 'always' in filter && filter.always;
  if (isAll)
    return {
      // Any text: whether there is one the index would not tell.
      match: { kind, facts: mongoose.trusted({ $gte: '' }) },
      index: factIndex,
    };
  const candidates = await findCandidates(filter, { view, kind, limit: Infinity });
  const match = {
    $and: [matchDriver(kind, candidates?.driver ?? null), testOnly(compileFilter(kind, filter))],
  };
  return { match, index: termIndex };
}
