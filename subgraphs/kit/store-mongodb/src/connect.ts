import mongoose from 'mongoose';
import type { Connection, mongo } from 'mongoose';
import { StoreError } from '@kopru/store';
import type { BitmapDocument, ChangeDocument, IsShared } from './documents.ts';
import type { RecordDocument, StateDocument } from './documents.ts';
import { explainError } from './errors.ts';

/** The version of the documents' shape. A database of a newer one is refused. */
export const shapeVersion = 2;

/** How long a primary is waited for outside of requests. A change of primary takes seconds. */
export const defaultSelectionMs = 10_000;

export interface Collections {
  state: mongo.Collection<StateDocument>;
  changes: mongo.Collection<ChangeDocument>;
  /** The state says which collection of records counts. */
  records: (name: string) => mongo.Collection<RecordDocument>;
  /** The bitmaps of the records in a collection. */
  bitmaps: (records: string) => mongo.Collection<BitmapDocument>;
}

export interface Database extends Collections {
  connection: Connection;
  db: mongo.Db;
  /** The orders that have an index. */
  orders: readonly string[];
  isShared: IsShared;
  /** A load is dead once it has not renewed its lease for so long. */
  leaseMs: number;
  /** A load of more writes fills a copy of the collection. */
  maxDelta: number;
  onQuery: (query: QueryTrace) => void;
}

/** A query of records or bitmaps, before it is sent. */
export interface QueryTrace {
  collection: string;
  pipeline: readonly mongo.Document[];
  index: string;
}

const connectionOptions: mongoose.ConnectOptions = {
  appName: 'kopru',
  // An acknowledged write outlives the server that took it.
  writeConcern: { w: 'majority', journal: true },
  // No readConcern: the connection's would silently replace a session's snapshot.
  readPreference: 'primary',
};

export async function connect(
  url: string,
  selectionMs: number,
): Promise<Collections & { connection: Connection; db: mongo.Db }> {
  const [, name = ''] = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(url) ?? [];
  if (/^(|admin|local|config)$/.test(name)) throw badUrl('names no database of a registry');
  const options = { ...connectionOptions, serverSelectionTimeoutMS: selectionMs };
  const connection = mongoose.createConnection(url, options);
  try {
    await connection.asPromise().catch((error: unknown) => {
      // Only a URL that was read gets a client.
      throw (connection.getClient() as unknown) ? error : badUrl('cannot be read');
    });
    const { db } = connection;
    if (!db) throw new Error('Expected an open connection to have a database');
    const database = { connection, db, ...collectionsOf(db) };
    await checkServer(db);
    await checkState(database);
    return database;
  } catch (error) {
    await connection.close();
    throw explainError(connection, error);
  }
}

const collectionsOf = (db: mongo.Db): Collections => ({
  state: db.collection('state'),
  changes: db.collection('changes'),
  records: (name) => db.collection(name),
  bitmaps: (records) => db.collection(bitmapsName(records)),
});

export const bitmapsName = (records: string): string => records.replace('records', 'bitmaps');

/** A URL is never repeated: it may hold a password. */
const badUrl = (what: string): StoreError =>
  new StoreError(
    'Expected a URL of MongoDB as mongodb://HOST:PORT/DATABASE?replicaSet=NAME, but the one ' +
      `given ${what}. Correct it.`,
  );

async function checkServer(db: mongo.Db): Promise<void> {
  const hello = await db.admin().command({ hello: 1 });
  if (hello.setName === undefined && hello.msg !== 'isdbgrid')
    throw new StoreError(
      'Expected a replica set of MongoDB, but got a single server, which has no ' +
        'transactions. Start it with --replSet.',
    );
}

async function checkState({ db, state }: Collections & { db: mongo.Db }): Promise<void> {
  const stored = await state.findOne({ _id: 'store' });
  const names = stored ? [] : await db.listCollections({}, { nameOnly: true }).toArray();
  if (names.length > 0 && !names.some(({ name }) => name === 'state'))
    throw new StoreError(
      `Expected a database of Köprü in ${db.databaseName}, but it is another program's. Name ` +
        'another database.',
    );
  if (stored && stored.version > shapeVersion)
    throw new StoreError(
      `Expected a database of version ${shapeVersion} at most in ${db.databaseName}, but it ` +
        `is of version ${stored.version}. Run a newer Köprü, or name another database.`,
    );
}
