import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { StoreError } from '@kopru/store';

const momentGone = (where: string): string =>
  `Expected ${where} to answer of one moment, but within the time of the request it had none. Try again.`;

/** MongoDB's codes that the operator can do something about (https://www.mongodb.com/docs/manual/reference/error-codes/). */
const sentences: Readonly<Record<number, (where: string, message: string) => string>> = {
  13: (where) =>
    `Expected to read and write ${where}, but the user may not. Give the user the role readWrite there.`,
  18: (where) =>
    `Expected to sign in at ${where}, but was refused. Check the user and the password.`,
  20: (where) =>
    `Expected a replica set at ${where}, but it is a single server, which has no transactions. Start it with --replSet.`,
  50: (where) =>
    `Expected an answer of ${where} within the time of the request, but it took longer. Narrow the question, or give it more time.`,
  175: momentGone,
  239: momentGone,
  246: momentGone,
  14031: (where) => `Expected room for ${where}, but its disk is full. Make room, then try again.`,
};

/** A StoreError where the operator can help; any other error as it is, since it is a bug. No sentence holds the URL, which may hold a password. */
export function explainError(connection: Connection, error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const where = `MongoDB at ${placeOf(connection)}`;
  if (isUnreachable(error))
    return new StoreError(
      `Expected a primary of ${where}, but none answered. Start it, or correct the address.`,
    );
  const { code, message } = error as { code?: number; message: string };
  const sentence = code === undefined ? undefined : sentences[code];
  return sentence ? new StoreError(sentence(where, message)) : error;
}

const { MongoServerSelectionError, MongoNetworkError, MongoNotConnectedError } = mongoose.mongo;
const isUnreachable = (error: unknown): boolean =>
  error instanceof mongoose.Error.MongooseServerSelectionError ||
  // Mongoose's, for what it held back until a lost connection would be there again; it has no class of its own.
  (error instanceof mongoose.Error && error.message.includes('buffering timed out')) ||
  [MongoServerSelectionError, MongoNetworkError, MongoNotConnectedError].some(
    (kind) => error instanceof kind,
  ) ||
  (error instanceof mongoose.mongo.MongoError && error.hasErrorLabel('RetryableWriteError'));

const placeOf = (connection: Connection): string => {
  const hosts = connection.getClient().options.hosts.map((host) => host.toString());
  return `${hosts.join(',')}/${connection.getClient().options.dbName}`;
};
