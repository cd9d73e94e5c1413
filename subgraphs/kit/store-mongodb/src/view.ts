import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { explainError } from './explain-error.ts';
import type { IsShared } from './terms.ts';
import type { Models, PostingDocument, RecordDocument, StateDocument } from './model.ts';

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

/** Told of each question about records or postings before it is asked. */
export type Observer = (asked: Asked) => void;

/** One moment of the database, which all the reads of one answer see, whatever is written meanwhile. */
export interface View extends Database {
  state: StateDocument | null;
  records: Model<RecordDocument>;
  postings: Model<PostingDocument>;
  /** Whether the last question about records gave any: then they had not been replaced, since of what is dropped they come first. */
  last: { found: boolean };
  /** Of every question: its moment, and what is left of the time for all; throws where nothing is. */
  options: { session: ClientSession; maxTimeMS: number };
}

/** The server has let go of the moment that was read, or has none yet of a collection just made: after a load, or a change of primary. */
const momentIsGone: readonly unknown[] = [175, 239, 246];

/** What there is before a database has its state: its first collection may be there already, and have no index yet. */
const neverMade = 'records_none';

/** Before a read begins again: the next moment comes within milliseconds, but not at once. */
const pauseMs = { first: 5, last: 200 } as const;

export async function withView<T>(
  database: Database,
  maxTimeMS: number,
  work: (view: View) => Promise<T>,
): Promise<T> {
  try {
    return await untilMomentHolds(maxTimeMS, async (msLeft) => {
      const { view, close } = await openView(database, msLeft);
      try {
        const answer = await work(view);
        await checkStillThere(view);
        return answer;
      } finally {
        await close();
      }
    });
  } catch (error) {
    throw explainError(database.connection, error);
  }
}

/** Reads again, at a later moment, while the moment that it read goes under it and there is time. */
export async function untilMomentHolds<T>(
  maxTimeMS: number,
  read: (msLeft: number) => Promise<T>,
): Promise<T> {
  const deadlineAt = performance.now() + maxTimeMS;
  for (let pause: number = pauseMs.first; ; pause = Math.min(2 * pause, pauseMs.last)) {
    const msLeft = deadlineAt - performance.now();
    try {
      return await read(Math.max(1, Math.ceil(msLeft)));
    } catch (error) {
      if (!isMomentGone(error) || deadlineAt - performance.now() < pause) throw error;
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
    const deadlineAt = performance.now() + maxTimeMS;
    const options = {
      session,
      get maxTimeMS() {
        const msLeft = Math.ceil(deadlineAt - performance.now());
        if (msLeft <= 0)
          throw new mongoose.mongo.MongoServerError({ code: timeIsUp, message: 'time is up' });
        return msLeft;
      },
    };
    const state = await models.state.findById('store', null, options).lean();
    const collection = state?.records ?? neverMade;
    const view = {
      last: { found: false },
      ...database,
      state,
      options,
      records: models.records(collection),
      postings: models.postings(collection),
    };
    return { view, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Of MongoDB, MaxTimeMSExpired. */
const timeIsUp = 50;

/** Throws where a load has replaced the records: of a collection that is gone a server before 7.0 answers that it is empty. */
export async function checkStillThere({ state, models, last }: View): Promise<void> {
  if (!state || last.found) return;
  const now = await models.state.collection.findOne({ _id: 'store' } as never, {
    projection: { records: 1 },
  });
  if (now?.records !== state.records)
    throw new mongoose.mongo.MongoServerError({ code: 246, message: 'the records were replaced' });
}

export const isMomentGone = (error: unknown): boolean =>
  momentIsGone.includes((error as { code?: unknown }).code);
