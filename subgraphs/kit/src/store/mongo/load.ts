import type { Write } from '../store.ts';
import { explainError } from './explain-error.ts';
import { clearLoad, sweep, takeLease } from './load-lease.ts';
import type { Lease } from './load-lease.ts';
import type { StateDocument } from './model.ts';
import { indexRecords, prepareState } from './prepare-state.ts';
import { operationsOf, sumUp } from './sum-up.ts';
import type { Database } from './view.ts';
import { kindsOf } from './write.ts';

/**
 * Batches of any number, which a transaction would be too short for: a copy of the records is filled beside them, and one write of the
 * state puts it in their place, with its change entries.
 */
export async function loadBatches(database: Database, batches: AsyncIterable<readonly Write[]>): Promise<void> {
  await replaceRecords(database, async (lease) => {
    const { sequence, asOf, counts } = await fill(database, lease, batches);
    return { sequence, asOf, counts };
  });
}

/** Under the lease of a load: what `fillInto` fills takes the records' place, together with what it says of the state. */
export async function replaceRecords(
  database: Database,
  fillInto: (lease: Lease) => Promise<Partial<StateDocument>>,
): Promise<void> {
  const { connection, models } = database;
  try {
    await prepareState(database);
    const lease = await takeLease(database);
    try {
      const state = await fillInto(lease);
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
    const state = await models.state.findById('store').lean();
    if (state && !state.load) await sweep(database, state, null);
  } catch (error) {
    throw explainError(connection, error);
  }
}

/** Whoever waits for the last write to be durable has waited for these. */
export const quick = { ordered: false, writeConcern: { w: 1, j: false } } as const;

async function fill({ models, ...database }: Database, lease: Lease, batches: AsyncIterable<readonly Write[]>) {
  const { state, into } = lease;
  const target = models.records(into);
  if (state.sequence === 0) await target.createCollection();
  else await models.records(state.records).aggregate([{ $match: {} }, { $out: into }]);
  let sum: Pick<typeof state, 'sequence' | 'asOf' | 'counts'> = state;
  for await (const writes of batches) {
    await lease.beat();
    const ids = writes.map((write) => ('put' in write ? write.put.record.id : write.remove));
    const known = await kindsOf(target, ids);
    const next = sumUp(writes, known, sum, new Date().toISOString());
    const operations = operationsOf(next, known, database.isShared);
    if (operations.length > 0) await target.collection.bulkWrite(operations as never, quick);
    if (next.changes.length > 0) await models.changes.collection.insertMany(next.changes as never, quick);
    sum = next;
  }
  // At the end, which is several times as quick.
  await indexRecords({ models, ...database }, into);
  return sum;
}
