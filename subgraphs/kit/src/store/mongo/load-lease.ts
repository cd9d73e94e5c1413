import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { StoreError } from '../store-error.ts';
import type { StateDocument } from './model.ts';
import type { Database } from './view.ts';

export interface Lease {
  id: string;
  state: StateDocument;
  /** The collection that is filled. */
  into: string;
  /** Says that the load lives. Throws where it was taken for dead. */
  beat: () => Promise<void>;
  end: () => void;
}

const isDead = (load: NonNullable<StateDocument['load']>, leaseMs: number): boolean =>
  load.aliveAt.getTime() < Date.now() - leaseMs;

export function refuseDuringLoad({ load }: StateDocument): void {
  if (load) throw busy(load.startedAt);
}

const busy = (since: Date) =>
  new StoreError(`Expected to write, but another process has been loading records since ${since.toISOString()}. Let it end, then try again.`); // prettier-ignore

/** Keeps everybody else from writing until it ends. */
export async function takeLease(database: Database): Promise<Lease> {
  const { models } = database;
  await recoverLoad(database);
  const id = randomUUID();
  const now = new Date();
  // Its own name: one that was taken for dead and wakes must not write into another's.
  const into = `records_${id.slice(0, 8)}`;
  const state = await models.state
    .findOneAndUpdate(
      { _id: 'store', load: null },
      { $set: { load: { id, aliveAt: now, startedAt: now, into } }, $inc: { writes: 1 } },
      { returnDocument: 'after' },
    )
    .lean();
  if (!state) throw busy((await models.state.findById('store').lean())?.load?.startedAt ?? now);
  await sweep(database, state, into);
  const beat = async () => {
    const { matchedCount } = await models.state.updateOne(
      { _id: 'store', 'load.id': id },
      { $set: { 'load.aliveAt': new Date() } },
    );
    if (matchedCount === 0) throw new StoreError('Expected to be the only one that loads records, but this load was taken for dead and cleared away. Begin it again.'); // prettier-ignore
  };
  // For the steps that take long; what goes wrong shows in the next one that is waited for.
  const timer = setInterval(() => void beat().catch(() => undefined), database.leaseMs / 6);
  timer.unref();
  return { id, state, into, beat, end: () => clearInterval(timer) };
}

/** Clears away what a load that was cut off has left; nothing of it ever counted. */
export async function recoverLoad(database: Database): Promise<void> {
  const { load } = (await database.models.state.findById('store').lean()) ?? {};
  if (load && isDead(load, database.leaseMs)) await clearLoad(database, load.id);
}

/** Gives the lease back, without what was filled. */
export async function clearLoad(database: Database, id: string): Promise<void> {
  const { models } = database;
  // Taken over first, so that one alone clears, and the dead one, should it wake, finds its lease gone.
  const mine = randomUUID();
  const state = await models.state
    .findOneAndUpdate(
      { _id: 'store', 'load.id': id },
      { $set: { 'load.id': mine, 'load.aliveAt': new Date() } },
      { returnDocument: 'after' },
    )
    .lean();
  if (!state) return;
  await sweep(database, state, null);
  await models.state.updateOne({ _id: 'store', 'load.id': mine }, { $unset: { load: 1 } });
}

/** Drops collections of records that do not count, but the one that is filled, and change entries that do not. Readers of a moment before begin again. */
export async function sweep(
  { connection, models }: Database,
  { records, sequence }: StateDocument,
  into: string | null,
): Promise<void> {
  const names = (await connection.db?.listCollections({ name: /^records_/ }, { nameOnly: true }).toArray()) ?? [];
  for (const { name } of names.filter((each) => each.name !== records && each.name !== into))
    await connection.db?.dropCollection(name);
  await models.changes.deleteMany({ _id: mongoose.trusted({ $gt: sequence }) });
}
