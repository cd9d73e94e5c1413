import type { RecordKindName } from '@kopru/records';
import { numbersOf } from '@kopru/store/bitmaps';
import { isExact } from '@kopru/store/bitmaps';
import { simplifyFilter } from '@kopru/store';
import { SnapshotExpiredError } from '@kopru/store';
import type { Facts, Filter } from '@kopru/records';
import { testFilter } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import type { Database } from './connect.ts';
import { explainError, isSnapshotExpired } from './errors.ts';
import { indexes } from './indexes.ts';
import { readMatches } from './read-bitmaps.ts';
import { checkSnapshot, openSnapshot, retryOnExpiredSnapshot } from './session.ts';
import type { Snapshot } from './session.ts';

const batchSize = 5_000;

/**
 * Reads from one snapshot. Throws SnapshotExpiredError if a load ends after the first facts were
 * given.
 */
export async function* readFacts(
  database: Database,
  deadlineMs: number,
  kind: RecordKindName,
  filter: Filter,
): AsyncGenerator<readonly Facts[]> {
  try {
    const { first, rest } = await retryOnExpiredSnapshot(deadlineMs, async (msLeft) => {
      const batches = readBatches(database, msLeft, kind, simplifyFilter(filter));
      return { first: await batches.next(), rest: batches };
    });
    try {
      if (!first.done) yield first.value;
      yield* rest;
    } finally {
      await rest.return(undefined);
    }
  } catch (error) {
    throw isSnapshotExpired(error)
      ? new SnapshotExpiredError()
      : explainError(database.connection, error);
  }
}

async function* readBatches(
  database: Database,
  deadlineMs: number,
  kind: RecordKindName,
  filter: Filter,
): AsyncGenerator<Facts[]> {
  const { snapshot, close } = await openSnapshot(database, deadlineMs);
  const { recordsNow, onQuery } = snapshot;
  try {
    for (const match of await matchesOf(snapshot, kind, filter)) {
      // No other field, so that the index covers the query.
      const projection = { 'index.facts': 1, _id: 0 } as const;
      const pipeline = [{ $match: match }, { $project: projection }];
      onQuery({ collection: recordsNow.collectionName, pipeline, index: indexes.numbers });
      const options = { ...snapshot.options, projection, hint: indexes.numbers, batchSize };
      const cursor = recordsNow.find(match, options);
      let batch: Facts[] = [];
      for await (const { index } of cursor) {
        if (typeof index.facts === 'string') batch.push(JSON.parse(index.facts) as Facts);
        if (batch.length < batchSize) continue;
        yield batch;
        batch = [];
      }
      // A cursor fails if its collection goes, but one that is opened later gives nothing.
      await checkSnapshot(snapshot);
      yield batch;
    }
  } finally {
    await close();
  }
}

/** All records of the kind, or those that the bitmaps give, tested if they are not exact. */
async function matchesOf(
  snapshot: Snapshot,
  kind: RecordKindName,
  filter: Filter,
): Promise<Match[]> {
  if ('always' in filter) return filter.always ? [{ kind }] : [];
  const matches = await readMatches(snapshot, kind, filter, 'exact');
  const test = isExact(matches) ? [] : [testFilter(kind, filter)];
  const numbers = numbersOf(matches.bits);
  return Array.from({ length: Math.ceil(numbers.length / batchSize) }, (_, batch) => ({
    $and: [
      { kind, 'index.number': { $in: numbers.slice(batch * batchSize, (batch + 1) * batchSize) } },
      ...test,
    ],
  }));
}
