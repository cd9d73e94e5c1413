import { randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import { StoreError } from '@kopru/store';
import { bitmapsName } from './connect.ts';
import type { Database } from './connect.ts';
import type { StateDocument } from './documents.ts';
import { codes } from './errors.ts';
import { prepareDatabase } from './indexes.ts';

export interface Lease {
  id: string;
  /** The state before the load. */
  state: StateDocument;
  /** The collection that a large load fills. */
  into: string;
  /** Fails if the lease was taken away. */
  renew: () => Promise<void>;
  /** Fails also if another primary has taken over: it may lack unacknowledged writes. */
  renewOnSamePrimary: () => Promise<void>;
}

export function refuseDuringLoad({ load }: StateDocument): void {
  if (load) throw busy(load.startedAt);
}

const busy = (since: Date): StoreError =>
  new StoreError(
    'Expected to write, but another process has been loading records since ' +
      `${since.toISOString()}. Let it end, then try again.`,
  );

/** Keeps all others from writing while `load` runs. What it has not made count is cleared away. */
export async function withLease(
  database: Database,
  load: (lease: Lease) => Promise<void>,
): Promise<void> {
  await prepareDatabase(database);
  await recoverLoad(database);
  const lease = await takeLease(database);
  // For steps that take long. A failure shows in the next renewal that is awaited.
  const timer = setInterval(() => void lease.renew().catch(() => undefined), database.leaseMs / 6);
  timer.unref();
  try {
    await load(lease);
  } finally {
    clearInterval(timer);
    await clearLoad(database, lease.id);
  }
}

async function takeLease(database: Database): Promise<Lease> {
  const { state: states } = database;
  const id = randomUUID();
  const now = new Date();
  // A name of its own: a load that was taken for dead and wakes must not write into another's.
  const into = `records_${id.slice(0, 8)}`;
  const state = await states.findOneAndUpdate(
    { _id: 'store', load: { $exists: false } },
    { $set: { load: { id, aliveAt: now, startedAt: now, into } }, $inc: { writes: 1 } },
    { returnDocument: 'after' },
  );
  if (!state) throw busy((await states.findOne({ _id: 'store' }))?.load?.startedAt ?? now);
  await sweep(database, state);
  const renew = async () => {
    const { matchedCount } = await states.updateOne(
      { _id: 'store', 'load.id': id },
      { $set: { 'load.aliveAt': new Date() } },
    );
    if (matchedCount === 0)
      throw new StoreError(
        'Expected to be the only one that loads records, but this load was taken for dead ' +
          'and cleared away. Begin it again.',
      );
  };
  const primary = await primaryOf(database);
  const renewOnSamePrimary = async () => {
    // Acknowledged by a majority, which then has all that the primary took before.
    await renew();
    if ((await primaryOf(database)) !== primary)
      throw new StoreError(
        'Expected one primary for all of a load, but another took over. Nothing was changed; ' +
          'begin it again.',
      );
  };
  return { id, state, into, renew, renewOnSamePrimary };
}

/** The election of the primary; mongos does not say. */
async function primaryOf({ db }: Database): Promise<string> {
  const hello = await db.admin().command({ hello: 1 });
  return String(hello.electionId);
}

/** Clears away what a dead load has left. Nothing of it ever counted. */
export async function recoverLoad(database: Database): Promise<void> {
  const { load } = (await database.state.findOne({ _id: 'store' })) ?? {};
  if (load && load.aliveAt.getTime() < Date.now() - database.leaseMs)
    await clearLoad(database, load.id);
}

/** Ends the lease, if it still stands, without what was filled under it. */
async function clearLoad(database: Database, id: string): Promise<void> {
  // Taken over first: one process alone clears, and a load that wakes finds its lease gone.
  const taken = randomUUID();
  const state = await database.state.findOneAndUpdate(
    { _id: 'store', 'load.id': id },
    { $set: { 'load.id': taken, 'load.aliveAt': new Date() } },
    { returnDocument: 'after' },
  );
  if (!state) return;
  await sweep(database, state);
  await database.state.updateOne({ _id: 'store', 'load.id': taken }, { $unset: { load: 1 } });
}

/** Under a lease: drops the collections and change entries that do not count. */
async function sweep(database: Database, { records, sequence }: StateDocument): Promise<void> {
  const { db, changes } = database;
  const name = /^(?:records|bitmaps|postings)_/;
  const collections = await db.listCollections({ name }, { nameOnly: true }).toArray();
  const kept = [records, bitmapsName(records)];
  // Records before their bitmaps, see Snapshot.last.
  const dropped = collections.map((each) => each.name).filter((each) => !kept.includes(each));
  for (const each of dropped.sort().reverse()) await dropCollection(db, each);
  await changes.deleteMany({ _id: { $gt: sequence } });
}

/** Drops records that others have replaced, and then their bitmaps. */
export async function dropRecords({ db }: Database, records: string): Promise<void> {
  await dropCollection(db, records);
  await dropCollection(db, bitmapsName(records));
  await dropCollection(db, records.replace('records', 'postings'));
}

async function dropCollection(db: mongo.Db, name: string): Promise<void> {
  await db.dropCollection(name).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== codes.namespaceNotFound) throw error;
  });
}
