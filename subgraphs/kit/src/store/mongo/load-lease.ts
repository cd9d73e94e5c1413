import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { StoreError } from '../store-error.ts';
import type { StateDocument } from './model.ts';
import type { Database } from './view.ts';

/** A load says so often that it lives. */
const beatMs = 5_000;
/** One that has not for so long is dead, and whoever comes next clears away what it left. */
const deadAfterMs = 30_000;

export interface Lease {
  id: string;
  state: StateDocument;
  /** The collection that is filled. */
  into: string;
  /** Throws where the lease was lost. */
  check: () => void;
  end: () => void;
}

const isDead = (load: NonNullable<StateDocument['load']>): boolean => load.aliveAt.getTime() < Date.now() - deadAfterMs;

export function refuseDuringLoad({ load }: StateDocument): void {
  if (load && !isDead(load)) throw busy(load.startedAt);
}

const busy = (since: Date) =>
  new StoreError(`Expected to write, but another process has been loading records since ${since.toISOString()}. Let it end, then try again.`); // prettier-ignore

/** Keeps everybody else from writing until it ends. */
export async function takeLease(database: Database): Promise<Lease> {
  const { models } = database;
  await recoverLoad(database);
  const id = randomUUID();
  const now = new Date();
  const before = await models.state.findById('store').lean();
  const into = `records_${Number(before?.records.replace(/^records_/, '')) + 1}`;
  const state = await models.state
    .findOneAndUpdate(
      { _id: 'store', load: null },
      { $set: { load: { id, aliveAt: now, startedAt: now, into } }, $inc: { writes: 1 } },
      { new: true },
    )
    .lean();
  if (!state) throw busy((await models.state.findById('store').lean())?.load?.startedAt ?? now);
  let lost: unknown;
  const beat = async () => {
    const { matchedCount } = await models.state.updateOne(
      { _id: 'store', 'load.id': id },
      { $set: { 'load.aliveAt': new Date() } },
    );
    if (matchedCount === 0) throw new StoreError('Expected to be the only one that loads records, but this load was taken for dead and cleared away. Begin it again.'); // prettier-ignore
  };
  const timer = setInterval(() => void beat().catch((error: unknown) => (lost = error)), beatMs);
  timer.unref();
  return {
    id,
    state,
    into,
    check: () => {
      if (lost) throw lost as Error;
    },
    end: () => clearInterval(timer),
  };
}

/** Clears away what a load that was cut off has left; nothing of it ever counted. */
export async function recoverLoad(database: Database): Promise<void> {
  const { load } = (await database.models.state.findById('store').lean()) ?? {};
  if (load && isDead(load)) await clearLoad(database, load.id);
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
      { new: true },
    )
    .lean();
  if (!state) return;
  await sweep(database, state);
  await models.state.updateOne({ _id: 'store', 'load.id': mine }, { $unset: { load: 1 } });
}

/** Drops collections of records that do not count, and change entries that do not. Readers of a moment before begin again. */
export async function sweep({ connection, models }: Database, { records, sequence }: StateDocument): Promise<void> {
  const names = (await connection.db?.listCollections({ name: /^records_\d+$/ }, { nameOnly: true }).toArray()) ?? [];
  for (const { name } of names.filter((each) => each.name !== records)) await connection.db?.dropCollection(name);
  await models.changes.deleteMany({ _id: mongoose.trusted({ $gt: sequence }) });
}
