import { createHash } from 'node:crypto';
import { indexVersion } from '@kopru/records';
import { bitmapsName, shapeVersion } from './connect.ts';
import type { Database } from './connect.ts';
import type { StateDocument } from './documents.ts';
import { codes } from './errors.ts';
import { validator } from './schema.ts';

/** The indexes of records by what they serve. With one for each order they are fewer than 64. */
export const indexes = {
  /** Candidates of a rare term. */
  terms: 'terms',
  /** Candidates of bitmaps, and the facts of a kind, which it covers. */
  numbers: 'numbers',
  /** The records of a shared term in an order. Only kinds that have the order are in it. */
  order: (order: string): string => `order_${order}`,
} as const;

const indexesOf = (orders: readonly string[]) => [
  { key: { 'index.terms': 1 } as const, name: indexes.terms },
  {
    key: { kind: 1, 'index.number': 1, 'index.facts': 1 } as const,
    name: indexes.numbers,
  },
  ...orders.map((order) => ({
    key: { 'index.shared': 1, [keyPath(order)]: 1, _id: 1 } as const,
    name: indexes.order(order),
    partialFilterExpression: { [keyPath(order)]: { $exists: true } },
  })),
];

export const keyPath = (order: string): string => `index.keys.${order}`;

const firstCollection = 'records_1';

const validatorDigest = createHash('sha256').update(JSON.stringify(validator)).digest('hex');

/**
 * Creates what a database has before its first record, and keeps its validator up to date. Two
 * processes may do so at once. A transaction could not: it cannot build indexes.
 */
export async function prepareDatabase(database: Database): Promise<void> {
  const { state } = database;
  const current = await state.findOne({ _id: 'store' });
  if (current && (current.version < shapeVersion || current.validator === validatorDigest)) return;
  if (current) {
    await setValidator(database, current.records);
    await state.updateOne({ _id: 'store' }, { $set: { validator: validatorDigest } });
    return;
  }
  for (const name of ['state', 'changes']) await createCollection(database, name);
  await createRecords(database, firstCollection);
  await buildIndexes(database, firstCollection);
  const first: Omit<StateDocument, '_id'> = {
    ...newShape(indexVersion),
    records: firstCollection,
    sequence: 0,
    asOf: null,
    counts: {},
    nextNumber: 0,
    writes: 0,
  };
  await state.updateOne({ _id: 'store' }, { $setOnInsert: first }, { upsert: true });
}

/** What the state says of records that were just written. */
export const newShape = (index: number) => ({
  version: shapeVersion,
  index,
  validator: validatorDigest,
});

/** Creates a collection of records with its validator, and that of their bitmaps. */
export async function createRecords(database: Database, records: string): Promise<void> {
  await createCollection(database, records);
  await createCollection(database, bitmapsName(records));
  await setValidator(database, records);
}

async function createCollection({ db }: Database, name: string): Promise<void> {
  await db.createCollection(name).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== codes.namespaceExists) throw error;
  });
}

export const setValidator = ({ db }: Database, records: string): Promise<unknown> =>
  db.command({ collMod: records, validator });

/** After a collection is filled this is several times as fast as before. */
export const buildIndexes = (database: Database, records: string): Promise<unknown> =>
  database.records(records).createIndexes(indexesOf(database.orders));
