import type { mongo } from 'mongoose';
import { StoreConflict } from '@kopru/store';
import type { Write } from '@kopru/store';
import { collectBitmapEdits } from './bitmaps.ts';
import type { Database } from './connect.ts';
import type { StateDocument } from './documents.ts';
import { prepareDatabase } from './indexes.ts';
import { recoverLoad, refuseDuringLoad } from './lease.ts';
import { addBitmapEdits, planBatch, readStored, writesOf } from './plan-batch.ts';
import { inTransaction } from './session.ts';
import { validateDocuments } from './validate.ts';

/** Writes a batch in one transaction. */
export async function applyWrites(
  database: Database,
  writes: readonly Write[],
  after?: number,
): Promise<void> {
  await prepareDatabase(database);
  await recoverLoad(database);
  await inTransaction(database, async (session) => {
    const state = await lockState(database, {}, session);
    if (!state) throw new Error('Expected the state of the database, but it is gone');
    refuseDuringLoad(state);
    if (after !== undefined && after !== state.sequence)
      throw new StoreConflict(after, state.sequence);
    await writeBatch(database, state, writes, { session, validate: validateDocuments });
  });
}

/**
 * Writes the state first: of two transactions the later begins again, so that changes become
 * visible in the order of their numbers.
 */
export const lockState = (
  { state }: Database,
  lease: { 'load.id'?: string },
  session: mongo.ClientSession,
): Promise<StateDocument | null> =>
  state.findOneAndUpdate(
    { _id: 'store', ...lease },
    { $inc: { writes: 1 } },
    { session, returnDocument: 'after' },
  );

interface BatchOptions {
  session: mongo.ClientSession;
  validate?: typeof validateDocuments;
}

export async function writeBatch(
  database: Database,
  current: StateDocument,
  writes: readonly Write[],
  { session, validate }: BatchOptions,
): Promise<void> {
  const { changes, state, isShared } = database;
  const records = database.records(current.records);
  const stored = await readStored(records, writes, { session });
  const plan = planBatch(writes, stored, current, isShared);
  if (plan.changes.length === 0) return;
  await validate?.([...plan.documents.values()].filter((each) => each !== null));
  const operations = writesOf(plan, stored);
  const options = { session, ordered: false };
  if (operations.length > 0) await records.bulkWrite(operations, options);
  // Not inserted: a load that was cut off may have left entries with these numbers.
  const entries = plan.changes.map((change) => ({
    replaceOne: { filter: { _id: change._id }, replacement: change, upsert: true },
  }));
  await changes.bulkWrite(entries, options);
  const edits = collectBitmapEdits(database);
  addBitmapEdits(plan, stored, edits);
  await edits.flush(current.records, { session });
  await state.updateOne({ _id: 'store' }, { $set: plan.totals }, { session });
}
