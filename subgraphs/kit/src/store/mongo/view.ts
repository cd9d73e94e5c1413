import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientSession, Connection, Model } from 'mongoose';
import { explainError } from './explain-error.ts';
import type { IsShared } from './terms.ts';
import type { Models, RecordDocument, StateDocument } from './model.ts';

/** What a store needs to ask its database. */
export interface Database {
  connection: Connection;
  models: Models;
  /** Orders that an index serves. */
  orders: readonly string[];
  isShared: IsShared;
  /** A load that has not said for so long that it lives is dead, and whoever comes next clears away what it left. */
  leaseMs: number;
  observe: Observer;
}

/** A question as the database is asked it. */
export interface Asked {
  collection: string;
  match: object;
  index: string;
  sort?: Readonly<Record<string, 1 | -1>>;
  limit?: number;
  /** Where only these are read. */
  fields?: Readonly<Record<string, 0 | 1>>;
}

/** Told of each question about records before it is asked. */
export type Observer = (asked: Asked) => void;

/** One moment of the database, which all the reads of one answer see, whatever is written meanwhile. */
export interface View extends Database {
  state: StateDocument | null;
  records: Model<RecordDocument>;
  /** Of every question: its moment, and the time the server may take for it. */
  options: { session: ClientSession; maxTimeMS: number };
}

/** The server has let go of the moment that was read, or has none yet of a collection just made: after a load, or a change of primary. */
const momentIsGone: readonly unknown[] = [175, 239, 246];

/** What there is before a database has its state: its first collection may be there already, and have no index yet. */
const neverMade = 'records_none';

/** Before a read begins again: the next moment comes within milliseconds, but not at once. */
const pauseMs = { first: 5, last: 200 } as const;

export async function withView<T>(database: Database, maxTimeMS: number, work: (view: View) => Promise<T>): Promise<T> {
  try {
    return await untilMomentHolds(maxTimeMS, async (msLeft) => {
      const { view, close } = await openView(database, msLeft);
      try {
        return await work(view);
      } finally {
        await close();
      }
    });
  } catch (error) {
    throw explainError(database.connection, error);
  }
}

/** Reads again, at a later moment, while the moment that it read goes under it and there is time. */
export async function untilMomentHolds<T>(maxTimeMS: number, read: (msLeft: number) => Promise<T>): Promise<T> {
  const deadlineAt = performance.now() + maxTimeMS;
  for (let pause: number = pauseMs.first; ; pause = Math.min(2 * pause, pauseMs.last)) {
    const msLeft = deadlineAt - performance.now();
    try {
      return await read(Math.max(1, Math.ceil(msLeft)));
    } catch (error) {
      if (!isMomentGone(error) || msLeft < pause) throw error;
      await sleep(pause);
    }
  }
}

/** For reads that end only once somebody has taken what they give. Whoever opens it closes it. */
export async function openView(
  database: Database,
  maxTimeMS: number,
): Promise<{ view: View; close: () => Promise<void> }> {
  const { connection, models } = database;
  const session = await connection.startSession({ snapshot: true });
  const close = (): Promise<void> => session.endSession();
  try {
    const options = { session, maxTimeMS };
    const state = await models.state.findById('store', null, options).lean();
    const records = models.records(state?.records ?? neverMade);
    return { view: { ...database, state, records, options }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export const isMomentGone = (error: unknown): boolean => momentIsGone.includes((error as { code?: unknown }).code);
