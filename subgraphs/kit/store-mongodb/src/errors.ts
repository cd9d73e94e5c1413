import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { StoreError } from '@kopru/store';

/** The error codes of MongoDB that the adapter handles. */
export const codes = {
  timeout: 50,
  namespaceNotFound: 26,
  namespaceExists: 48,
  snapshotExpired: 246,
} as const;

const expired = (where: string): string =>
  `Expected ${where} to answer from one snapshot, but within the time of the request it had ` +
  'none. Try again.';

/** What the operator can do, by code: https://www.mongodb.com/docs/manual/reference/error-codes/ */
const messages: Readonly<Record<number, (where: string, message: string) => string>> = {
  13: (where) =>
    `Expected to read and write ${where}, but the user may not. Give the user the role ` +
    'readWrite there.',
  18: (where) =>
    `Expected to sign in at ${where}, but was refused. Check the user and the password.`,
  20: (where) =>
    `Expected a replica set at ${where}, but it is a single server, which has no ` +
    'transactions. Start it with --replSet.',
  [codes.timeout]: (where) =>
    `Expected an answer of ${where} within the time of the request, but it took longer. ` +
    'Narrow the question, or give it more time.',
  121: (where, message) =>
    `Expected a record that ${where} accepts, but its validator refused it (${message}). Run ` +
    'kopru migrate, or correct the record.',
  175: expired,
  239: expired,
  [codes.snapshotExpired]: expired,
  14031: (where) => `Expected room for ${where}, but its disk is full. Make room, then try again.`,
};

/**
 * Gives a StoreError where the operator can help, and any other error as it is, since it is a bug.
 * No message holds the URL, which may hold a password.
 */
export function explainError(connection: Connection, error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const { hosts, dbName } = connection.getClient().options;
  const where = `MongoDB at ${hosts.map(String).join(',')}/${dbName}`;
  const { code, message } = error as { code?: number; message: string };
  const isLost = connection.readyState !== mongoose.ConnectionStates.connected;
  if (isUnreachable(error) || (isLost && code === codes.timeout))
    return new StoreError(
      `Expected a primary of ${where}, but none answered. Start it, or correct the address.`,
    );
  const explain = code === undefined ? undefined : messages[code];
  return explain ? new StoreError(explain(where, message)) : error;
}

const { mongo } = mongoose;
const unreachable = [
  mongoose.Error.MongooseServerSelectionError,
  mongo.MongoServerSelectionError,
  mongo.MongoNetworkError,
  mongo.MongoNotConnectedError,
];
const isUnreachable = (error: unknown): boolean =>
  unreachable.some((each) => error instanceof each) ||
  (error instanceof mongo.MongoError && error.hasErrorLabel('RetryableWriteError'));

const expiredCodes: readonly unknown[] = [175, 239, codes.snapshotExpired];

/**
 * The server no longer keeps the snapshot, or the collection is newer than it: after a load, or
 * after a change of primary.
 */
export const isSnapshotExpired = (error: unknown): boolean =>
  expiredCodes.includes((error as { code?: unknown }).code);

export const serverError = (code: number, message: string): Error =>
  new mongo.MongoServerError({ code, message });
