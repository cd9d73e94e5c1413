import { setTimeout as sleep } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import type { Database } from './connect.ts';
import type { BitmapDocument, RecordDocument, StateDocument } from './documents.ts';
import { codes, explainError, isSnapshotExpired, serverError } from './errors.ts';

/** One point in time of the database. All reads of one answer see it, whatever is written. */
export interface Snapshot extends Database {
  current: StateDocument | null;
  recordsNow: mongo.Collection<RecordDocument>;
  bitmapsNow: mongo.Collection<BitmapDocument>;
  /** Options of each read. `maxTimeMS` is the time left for all. It throws if there is none. */
  options: { session: mongo.ClientSession; maxTimeMS: number };
  /** Whether the last query gave records. Then they were there, and so were their bitmaps. */
  last: { found: boolean };
}

/** A database without a state has no collection of records yet, or one without an index. */
const missingCollection = 'records_none';

/** Between two attempts: the next snapshot comes within milliseconds, but not at once. */
const retryMs = { first: 5, last: 200 } as const;

/** Runs the reads of one answer. Begins again if their snapshot expires before the deadline. */
export async function withSnapshot<T>(
  database: Database,
  deadlineMs: number,
  read: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  try {
    return await retryOnExpiredSnapshot(deadlineMs, async (msLeft) => {
      const { snapshot, close } = await openSnapshot(database, msLeft);
      try {
        const answer = await read(snapshot);
        await checkSnapshot(snapshot);
        return answer;
      } finally {
        await close();
      }
    });
  } catch (error) {
    throw explainError(database.connection, error);
  }
}

/** Fails at the deadline also while a primary is waited for, which no option of a read bounds. */
export async function retryOnExpiredSnapshot<T>(
  deadlineMs: number,
  read: (msLeft: number) => Promise<T>,
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(serverError(codes.timeout, 'time is up')), deadlineMs);
  const answer = readUntil(deadlineMs, read);
  // Nobody waits for what fails after the deadline.
  answer.catch(() => undefined);
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

async function readUntil<T>(deadlineMs: number, read: (msLeft: number) => Promise<T>): Promise<T> {
  const deadlineAt = performance.now() + deadlineMs;
  for (let pause: number = retryMs.first; ; pause = Math.min(2 * pause, retryMs.last)) {
    try {
      return await read(Math.max(1, Math.ceil(deadlineAt - performance.now())));
    } catch (error) {
      if (!isSnapshotExpired(error) || deadlineAt - performance.now() < pause) throw error;
      await sleep(pause);
    }
  }
}

/** For reads that last as long as somebody takes what they give. The caller closes it. */
export async function openSnapshot(
  database: Database,
  deadlineMs: number,
): Promise<{ snapshot: Snapshot; close: () => Promise<void> }> {
  const session = database.connection.getClient().startSession({ snapshot: true });
  const close = (): Promise<void> => session.endSession();
  const deadlineAt = performance.now() + deadlineMs;
  const options = {
    session,
    get maxTimeMS() {
      const msLeft = Math.ceil(deadlineAt - performance.now());
      if (msLeft <= 0) throw serverError(codes.timeout, 'time is up');
      return msLeft;
    },
  };
  try {
    const current = await database.state.findOne({ _id: 'store' }, { ...options });
    const name = current?.records ?? missingCollection;
    const recordsNow = database.records(name);
    const bitmapsNow = database.bitmaps(name);
    const last = { found: false };
    return { snapshot: { ...database, current, recordsNow, bitmapsNow, options, last }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fails if a load has replaced the records: a server before 7.0 says that they are empty. */
export async function checkSnapshot({ current, state, last }: Snapshot): Promise<void> {
  if (!current || last.found) return;
  const now = await state.findOne({ _id: 'store' }, { projection: { records: 1 } });
  if (now?.records !== current.records)
    throw serverError(codes.snapshotExpired, 'the records were replaced');
}

const batchSize = 5_000;

/** All queries of records but those of facts. */
export async function readRecords<T extends mongo.Document>(
  { recordsNow, options, onQuery, last }: Snapshot,
  pipeline: mongo.Document[],
  index: string,
): Promise<T[]> {
  onQuery({ collection: recordsNow.collectionName, pipeline, index });
  const cursor = recordsNow.aggregate<T>(pipeline, { ...options, hint: index, batchSize });
  const rows = await cursor.toArray();
  last.found = rows.length > 0;
  return rows;
}

export async function countRecords(
  { recordsNow, options, onQuery, last }: Snapshot,
  match: Record<string, unknown>,
  index: string,
  limit?: number,
): Promise<number> {
  onQuery({ collection: recordsNow.collectionName, pipeline: [{ $match: match }], index });
  const limited = limit === undefined ? {} : { limit };
  const count = await recordsNow.countDocuments(match, { ...options, hint: index, ...limited });
  last.found = count > 0;
  return count;
}

/**
 * Writes all or nothing. Begins again if it meets another transaction or a change of primary.
 * Gives false, and has written nothing, if so many attempts have failed.
 */
export async function inTransaction(
  { connection }: Database,
  write: (session: mongo.ClientSession) => Promise<void>,
  maxAttempts = Infinity,
): Promise<boolean> {
  let attempts = 0;
  const attempt = async (session: mongo.ClientSession): Promise<boolean> => {
    attempts += 1;
    if (attempts > maxAttempts) return false;
    await write(session);
    return true;
  };
  return connection
    .getClient()
    .withSession((session) =>
      session.withTransaction(attempt, { readConcern: { level: 'snapshot' } }),
    );
}
