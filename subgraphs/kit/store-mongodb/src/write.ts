import type { ClientSession, Model } from 'mongoose';
import type { Write } from '@kopru/store';
import { explainError } from './explain-error.ts';
import { StoreConflict } from '@kopru/store';
import { recoverLoad, rejectDuringLoad } from './load-lease.ts';
import type { RecordDocument } from './model.ts';
import { prepareState } from './prepare-state.ts';
import { gatherPostingEdits, writePostings } from './postings.ts';
import { gatherEdits, operationsOf, sumUp } from './sum-up.ts';
import type { Known } from './sum-up.ts';
import type { Database } from './view.ts';

/** One transaction: every write, its change entry, and the state that makes them count; or none. */
export async function applyWrites(
  database: Database,
  writes: readonly Write[],
  after?: number,
): Promise<void> {
  try {
    await prepareState(database);
    await recoverLoad(database);
    await database.connection.transaction((session) => writeAll(database, writes, session, after), {
      readConcern: { level: 'snapshot' },
    });
  } catch (error) {
    throw explainError(database.connection, error);
  }
}

async function writeAll(
  { models, isShared }: Database,
  writes: readonly Write[],
  session: ClientSession,
  after?: number,
): Promise<void> {
  // Written first: of two transactions the later begins again, so that changes become visible in the order of their numbers.
  const state = await models.state
    .findByIdAndUpdate('store', { $inc: { writes: 1 } }, { session, returnDocument: 'after' })
    .lean();
  if (!state) throw new Error('Expected the state of the database, but it is gone');
  rejectDuringLoad(state);
  if (after !== undefined && after !== state.sequence)
    throw new StoreConflict(after, state.sequence);
  const records = models.records(state.records);
  const ids = writes.map((write) => ('put' in write ? write.put.record.id : write.remove));
  const known = await knownOf(records, ids, session);
  const sum = sumUp(writes, known, state, { at: new Date().toISOString(), isShared });
  if (sum.changes.length === 0) return;
  const operations = operationsOf(sum, known);
  if (operations.length > 0)
    await records.collection.bulkWrite(operations as never, { session, ordered: false });
  // Not inserted: a load that was cut off may have left some of these numbers.
  const entries = sum.changes.map((change) => ({
    replaceOne: { filter: { _id: change._id }, replacement: change, upsert: true },
  }));
  await models.changes.collection.bulkWrite(entries as never, { session, ordered: false });
  const edits = gatherPostingEdits();
  gatherEdits(sum, known, isShared, edits);
  await writePostings({ models }, state.records, edits.take(), { session });
  const { sequence, asOf, counts, nextNumber } = sum;
  await models.state.updateOne(
    { _id: 'store' },
    { $set: { sequence, asOf, counts, nextNumber } },
    { session },
  );
}

/** Those of the records that are there. */
export async function knownOf(
  records: Model<RecordDocument>,
  ids: readonly string[],
  session?: ClientSession,
): Promise<Map<string, Known>> {
  const projection = { kind: 1, n: 1, terms: 1, keys: 1 };
  const found = await records.collection
    .find({ _id: { $in: [...new Set(ids)] } } as never, { projection, ...(session && { session }) })
    .toArray();
  return new Map(found.map((each) => [String(each._id), each as unknown as Known]));
}
