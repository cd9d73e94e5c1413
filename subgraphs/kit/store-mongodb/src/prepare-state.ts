import { indexVersion } from '@kopru/records';
import { version } from './connect.ts';
import { indexesOf } from './model.ts';
import type { StateDocument } from './model.ts';
import type { Database } from './view.ts';

/** Holds the records until a load puts another in its place. */
export const firstCollection = 'records_1';

/** What a database has before its first record. Collections are made outside of transactions, which cannot index them; two processes may do so at once. */
export async function prepareState(database: Database): Promise<void> {
  const { models } = database;
  if (await models.state.exists({ _id: 'store' })) return;
  await models.state.createCollection();
  await models.changes.createCollection();
  await models.records(firstCollection).createCollection();
  await models.postings(firstCollection).createCollection();
  await indexRecords(database, firstCollection);
  const first: StateDocument = {
    _id: 'store',
    version,
    index: indexVersion,
    records: firstCollection,
    sequence: 0,
    asOf: null,
    counts: {},
    nextNumber: 0,
    writes: 0,
  };
  await models.state.updateOne({ _id: 'store' }, { $setOnInsert: first }, { upsert: true });
}

export async function indexRecords(
  { models, orders }: Database,
  collection: string,
): Promise<void> {
  await models.records(collection).collection.createIndexes(indexesOf(orders));
}
