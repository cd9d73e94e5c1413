import type { ClientSession, Connection, Model } from 'mongoose';
import { explainError } from './explain-error.ts';
import { firstCollection } from './prepare-state.ts';
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

/** The server has let go of the moment that was read: of a collection that a load has replaced, or after a change of primary. */
const momentIsGone: readonly unknown[] = [175, 239, 246];

export async function withView<T>(database: Database, maxTimeMS: number, work: (view: View) => Promise<T>): Promise<T> {
  const once = async (): Promise<T> => {
    const { view, close } = await openView(database, maxTimeMS);
    try {
      return await work(view);
    } finally {
      await close();
    }
  };
  try {
    return await once().catch((error: unknown) => {
      if (!isMomentGone(error)) throw error;
      return once();
    });
  } catch (error) {
    throw explainError(database.connection, error);
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
    const records = models.records(state?.records ?? firstCollection);
    return { view: { ...database, state, records, options }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export const isMomentGone = (error: unknown): boolean => momentIsGone.includes((error as { code?: unknown }).code);
