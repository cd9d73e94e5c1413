import type { Write } from '@kopru/store';
import { explainError } from './explain-error.ts';
import { clearLoad, dropRecords, takeLease } from './load-lease.ts';
import type { Lease } from './load-lease.ts';
import type { StateDocument } from './model.ts';
import { indexRecords, prepareState } from './prepare-state.ts';
import { gatherPostingEdits, writePostings } from './postings.ts';
import { gatherEdits, operationsOf, sumUp } from './sum-up.ts';
import type { Database } from './view.ts';
import { knownOf } from './write.ts';

/**
 * Batches of any number, which a transaction would be too short for: a copy of the records is filled beside them, and one write of the
 * state puts it in their place, with its change entries.
 */
export async function loadBatches(
  database: Database,
  batches: AsyncIterable<readonly Write[]>,
): Promise<void> {
  await replaceRecords(database, async (lease) => {
    const sum = await fill(database, lease, batches);
    if (!sum) return null;
    const { sequence, asOf, counts, nextNumber } = sum;
    return { sequence, asOf, counts, nextNumber };
  });
}

/** Under the lease of a load: what `fillInto` fills takes the records' place, together with what it says of the state; null where nothing changes. */
export async function replaceRecords(
  database: Database,
  fillInto: (lease: Lease) => Promise<Partial<StateDocument> | null>,
): Promise<void> {
  const { connection, models } = database;
  try {
    await prepareState(database);
    const lease = await takeLease(database);
    try {
      const state = await fillInto(lease);
      if (!state) {
        await clearLoad(database, lease.id);
        return;
      }
      await lease.beatOnSamePrimary();
      const { matchedCount } = await models.state.updateOne(
        { _id: 'store', 'load.id': lease.id },
        { $set: { ...state, records: lease.into }, $unset: { load: 1 }, $inc: { writes: 1 } },
      );
      if (matchedCount === 0) await lease.beat();
    } catch (error) {
      await clearLoad(database, lease.id);
      throw error;
    } finally {
      lease.end();
    }
    // Not swept, which needs the lease: somebody may write by now.
    await dropRecords(database, lease.state.records);
  } catch (error) {
    throw explainError(connection, error);
  }
}

/** Whoever waits for a later write to be durable has waited for these, as long as the primary stays: see beatOnSamePrimary. */
export const quick = { ordered: false, writeConcern: { w: 1, j: false } } as const;

async function copyRecords({ models }: Database, { state, into }: Lease): Promise<void> {
  for (const collectionOf of [models.records, models.postings]) {
    const copy = collectionOf(into);
    if (state.sequence === 0) await copy.createCollection();
    else
      await collectionOf(state.records).aggregate([{ $match: {} }, { $out: copy.collection.name }]);
  }
}

async function fill(database: Database, lease: Lease, batches: AsyncIterable<readonly Write[]>) {
  const { models, isShared } = database;
  const { state, into } = lease;
  const target = models.records(into);
  const edits = gatherPostingEdits();
  let sum: Pick<typeof state, 'sequence' | 'asOf' | 'counts' | 'nextNumber'> | null = null;
  let writing: Promise<readonly PromiseSettledResult<unknown>[]> = Promise.resolve([]);
  const written = async (): Promise<void> => {
    for (const result of await writing) if (result.status === 'rejected') throw result.reason;
  };
  try {
    // The next batch is made while the server writes the one before.
    for await (const writes of batches) {
      if (writes.length === 0) continue;
      // Not before there is something to write: most tables that are read again have nothing new.
      if (!sum) await copyRecords(database, lease);
      sum ??= state;
      await written();
      await lease.beat();
      const ids = writes.map((write) => ('put' in write ? write.put.record.id : write.remove));
      const known = await knownOf(target, ids);
      const next = sumUp(writes, known, sum, { at: new Date().toISOString(), isShared });
      const operations = operationsOf(next, known);
      writing = Promise.allSettled([
        operations.length > 0 && target.collection.bulkWrite(operations as never, quick),
        next.changes.length > 0 &&
          models.changes.collection.insertMany(next.changes as never, quick),
      ]);
      gatherEdits(next, known, isShared, edits);
      if (edits.isMany()) await writePostings({ models }, into, edits.take(), quick);
      sum = next;
    }
  } finally {
    // So that nothing is written any more while all is cleared away.
    await writing;
  }
  await written();
  if (!sum) return null;
  await writePostings({ models }, into, edits.take(), quick);
  // At the end, which is several times as quick.
  await indexRecords(database, into);
  return sum;
}
