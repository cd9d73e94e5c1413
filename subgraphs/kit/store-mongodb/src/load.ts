import type { mongo } from 'mongoose';
import type { Write } from '@kopru/store';
import { lockState, writeBatch } from './apply.ts';
import { collectBitmapEdits } from './bitmaps.ts';
import type { Database } from './connect.ts';
import type { StateDocument } from './documents.ts';
import { buildIndexes, createRecords, setValidator } from './indexes.ts';
import { dropRecords, withLease } from './lease.ts';
import type { Lease } from './lease.ts';
import { addBitmapEdits, planBatch, readStored, writesOf } from './plan-batch.ts';
import type { Totals } from './plan-batch.ts';
import { inTransaction } from './session.ts';

/**
 * Writes few rows in one transaction. For more, which would outlast one, fills a copy of the
 * records, and one write of the state puts it in their place.
 */
export async function loadBatches(
  database: Database,
  batches: AsyncIterable<readonly Write[]>,
): Promise<void> {
  await withLease(database, async (lease) => {
    const delta: Write[] = [];
    // Into an empty collection a copy is faster: its indexes are built at the end.
    const maxDelta = lease.state.sequence === 0 ? 0 : database.maxDelta;
    let copy: Copy | undefined;
    try {
      for await (const writes of batches) {
        delta.push(...writes);
        if (!copy && delta.length <= maxDelta) continue;
        copy ??= await beginCopy(database, lease);
        await copy.write(delta.splice(0));
      }
      if (!copy && delta.length > 0 && !(await applyDelta(database, lease, delta))) {
        copy = await beginCopy(database, lease);
        await copy.write(delta);
      }
      if (copy) await replaceRecords(database, lease, await copy.finish());
    } finally {
      await copy?.settle();
    }
  });
}

/** A server with little memory ends a transaction that fills its cache, each time it is tried. */
const maxAttempts = 3;

async function applyDelta(database: Database, lease: Lease, delta: Write[]): Promise<boolean> {
  await lease.renewOnSamePrimary();
  const write = async (session: mongo.ClientSession) => {
    const state = await lockState(database, { 'load.id': lease.id }, session);
    if (state) await writeBatch(database, state, delta, { session });
    else await lease.renew();
  };
  return inTransaction(database, write, maxAttempts);
}

interface Copy {
  /** The database writes one batch while the next is made. */
  write(writes: readonly Write[]): Promise<void>;
  finish(): Promise<Totals>;
  /** Waits until nothing is being written. */
  settle(): Promise<void>;
}

/** A later majority write confirms these too while the primary stays: see renewOnSamePrimary. */
export const fastWrite = { ordered: false, writeConcern: { w: 1, journal: false } } as const;

async function beginCopy(database: Database, lease: Lease): Promise<Copy> {
  const { changes, isShared } = database;
  const { state, into } = lease;
  const records = database.records(into);
  const edits = collectBitmapEdits(database);
  let totals: Totals = state;
  let writing: Promise<unknown> = Promise.resolve();
  const settle = async () => {
    await Promise.allSettled([writing]);
  };
  await copyRecords(database, lease);
  return {
    settle,
    async write(writes) {
      if (writes.length === 0) return;
      await writing;
      await lease.renew();
      const stored = await readStored(records, writes);
      const plan = planBatch(writes, stored, totals, isShared);
      totals = plan.totals;
      const operations = writesOf(plan, stored);
      writing = allDone([
        operations.length > 0 && records.bulkWrite(operations, fastWrite),
        plan.changes.length > 0 && changes.insertMany(plan.changes, fastWrite),
      ]);
      // A failure is thrown by the next write, or by finish.
      writing.catch(() => undefined);
      addBitmapEdits(plan, stored, edits);
      if (edits.shouldFlush()) await edits.flush(into, fastWrite);
    },
    async finish() {
      await writing;
      await edits.flush(into, fastWrite);
      await buildIndexes(database, into);
      return totals;
    },
  };
}

/** Unlike Promise.all, waits for all even if one fails. */
async function allDone(promises: unknown[]): Promise<void> {
  for (const result of await Promise.allSettled(promises))
    if (result.status === 'rejected') throw result.reason;
}

async function copyRecords(database: Database, { state, into }: Lease): Promise<void> {
  const { records, bitmaps } = database;
  await createRecords(database, into);
  if (state.sequence === 0) return;
  for (const collectionOf of [records, bitmaps])
    await collectionOf(state.records)
      .aggregate([{ $out: collectionOf(into).collectionName }])
      .toArray();
  // $out replaces the collection, and its validator.
  await setValidator(database, into);
}

/** Puts the collection that the lease filled in the place of the records. */
export async function replaceRecords(
  database: Database,
  lease: Lease,
  update: Partial<StateDocument>,
): Promise<void> {
  await lease.renewOnSamePrimary();
  const { matchedCount } = await database.state.updateOne(
    { _id: 'store', 'load.id': lease.id },
    { $set: { ...update, records: lease.into }, $unset: { load: 1 }, $inc: { writes: 1 } },
  );
  if (matchedCount === 0) await lease.renew();
  // Not swept, which needs the lease: others may write by now.
  await dropRecords(database, lease.state.records);
}
