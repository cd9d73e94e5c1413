import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { StoreError } from '@kopru/store';
import { explainError } from './explain-error.ts';
import { modelsOf } from './model.ts';
import type { Models } from './model.ts';

/** Of the documents' form. A database of a newer one is refused. */
export const version = 1;

/** How long a server is looked for that may be written to: a change of primary takes some seconds. */
export const defaultSelectionMs = 10_000;

const connectionOptions: mongoose.ConnectOptions = {
  appName: 'kopru',
  writeConcern: { w: 'majority', journal: true },
  // No readConcern: one of the connection's would take the place of a session's snapshot, silently.
  readPreference: 'primary',
  autoIndex: false,
  autoCreate: false,
};

/** Majority: an acknowledged write outlives the server that took it. */
export async function connect(
  url: string,
  selectionMs: number,
): Promise<{ connection: Connection; models: Models }> {
  const [, database = ''] = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(url) ?? [];
  // The second, which mongoose's types lack: how long it holds back what is asked while a lost server is looked for.
  const options = {
    ...connectionOptions,
    serverSelectionTimeoutMS: selectionMs,
    bufferTimeoutMS: selectionMs,
  };
  // A URL is never repeated: it may hold a password.
  if (/^(|admin|local|config)$/.test(database)) throw badUrl('names no database of a registry');
  const connection = mongoose.createConnection(url, options);
  try {
    connection.set('sanitizeFilter', true);
    connection.set('strictQuery', 'throw');
    await connection.asPromise().catch((error: unknown) => {
      // Only a URL that was read gets a client.
      throw (connection.getClient() as unknown) ? error : badUrl('cannot be read');
    });
    const models = modelsOf(connection);
    await checkServer(connection);
    await checkState(connection, models);
    return { connection, models };
  } catch (error) {
    await connection.close();
    throw explainError(connection, error);
  }
}

const badUrl = (what: string) =>
  new StoreError(
    `Expected a URL of MongoDB as mongodb://HOST:PORT/DATABASE?replicaSet=NAME, but the one given ${what}. Correct it.`,
  );

async function checkServer(connection: Connection): Promise<void> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  if (hello?.setName === undefined && hello?.msg !== 'isdbgrid')
    throw new StoreError(
      'Expected a replica set of MongoDB, but got a single server, which has no transactions. Start it with --replSet.',
    );
}

async function checkState(connection: Connection, { state }: Models): Promise<void> {
  const found = await state.findById('store').lean();
  const names = found
    ? []
    : ((await connection.db?.listCollections({}, { nameOnly: true }).toArray()) ?? []);
  if (names.length > 0 && !names.some(({ name }) => name === 'state'))
    throw new StoreError(
      `Expected a database of Köprü in ${connection.name}, but it is another program's. Name another database.`,
    );
  if (found && found.version > version)
    throw new StoreError(
      `Expected a database of version ${version} at most in ${connection.name}, but it is of version ${found.version}. Run a newer Köprü, or name another database.`,
    );
}
