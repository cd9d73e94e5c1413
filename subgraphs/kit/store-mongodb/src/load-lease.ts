import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { StoreError } from '@kopru/store';
import { isReplaced, postingsCollection } from './model.ts';
import type { StateDocument } from './model.ts';
import type { Database } from './view.ts';

export interface Lease {
  id: string;
  state: StateDocument;
  /** The collection that is filled. */
  into: string;
  /** Says that the load lives. Throws where it was taken for dead. */
  beat: () => Promise<void>;
  /** Says so too, and throws where another primary has taken over, which may lack what the one before took. */
  beatOnSamePrimary: () => Promise<void>;
  end: () => void;
}

const isDead = (load: NonNullable<StateDocument['load']>, leaseMs: number): boolean =>
  load.aliveAt.getTime() < Date.now() - leaseMs;

export function rejectDuringLoad({ load }: StateDocument): void {
  if (load) throw busy(load.startedAt);
}

const busy = (since: Date) =>
  new StoreError(
    `Expected to write, but another process has been loading records since ${since.toISOString()}. Let it end, then try again.`,
  );

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
    if (matchedCount === 0)
      throw new StoreError(
        'Expected to be the only one that loads records, but this load was taken for dead and cleared away. Begin it again.',
      );
  };
  const election = await electionOf(database.connection);
  const beatOnSamePrimary = async () => {
    // Acknowledged by a majority, which has then all that the primary took before.
    await beat();
    if ((await electionOf(database.connection)) !== election)
      throw new StoreError(
        'Expected one primary for all of a load, but another took over. Nothing was changed; begin it again.',
      );
  };
  // For the steps that take long; what goes wrong shows in the next one that is waited for.
  const timer = setInterval(() => void beat().catch(() => undefined), database.leaseMs / 6);
  timer.unref();
  return { id, state, into, beat, beatOnSamePrimary, end: () => clearInterval(timer) };
}

/** Of the primary there is; a cluster's mongos tells none. */
async function electionOf(connection: Connection): Promise<string> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  return String(hello?.electionId);
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

/** Records that others have replaced, and then their postings: see view.ts. */
export async function dropRecords({ connection }: Database, records: string): Promise<void> {
  for (const name of [records, postingsCollection(records)]) await drop(connection, name);
}

async function drop(connection: Connection, name: string): Promise<void> {
  const isGone = (error: unknown): boolean => (error as { code?: unknown }).code === 26;
  await connection.db?.dropCollection(name).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}

/** Under a lease: drops collections of records, and their postings, that do not count, but the one that is filled, and change entries that do not. Readers of a moment before begin again: see view.ts. */
export async function sweep(
  { connection, models }: Database,
  { records, sequence }: StateDocument,
  into: string | null,
): Promise<void> {
  const names =
    (await connection.db?.listCollections({ name: isReplaced }, { nameOnly: true }).toArray()) ??
    [];
  const kept = [records, ...(into === null ? [] : [into])].flatMap((each) => [
    each,
    postingsCollection(each),
  ]);
  const dropped = names.map(({ name }) => name).filter((name) => !kept.includes(name));
  // Records first, for the sake of readers.
  for (const name of dropped.sort().reverse()) await drop(connection, name);
  await models.changes.deleteMany({ _id: mongoose.trusted({ $gt: sequence }) });
}
