import { afterAll, beforeAll } from 'vitest';
import type { MongoOptions } from '../src/mongo-store.ts';
import { openMongoStore } from '../src/mongo-store.ts';
import { describeWithMongo } from '../testing/describe.ts';
import { startMongo } from '../testing/start.ts';
import type { Mongo } from '../testing/start.ts';
import { describeStore } from '@kopru/store/testing';
import type { OpenedStore } from '@kopru/store/testing';

describeWithMongo('on a real server', () => {
  let mongo: Mongo;
  beforeAll(async () => {
    mongo = await startMongo();
  });
  afterAll(() => mongo.stop());

  // The orders of the test's own records, with indexes and, as of a kind that is newer than its
  // database, without.
  describeStore('MongoDB', () => opened({ orders: ['FIRST', 'SECOND'], isShared: () => true }));
  describeStore('MongoDB without indexes of orders', () => opened({ orders: [] }));

  async function opened(options: MongoOptions): Promise<OpenedStore> {
    const url = mongo.url();
    const result: OpenedStore = {
      store: await openMongoStore(url, options),
      async reopen() {
        await result.store.close();
        result.store = await openMongoStore(url, options);
        return result.store;
      },
      close: () => result.store.close(),
    };
    return result;
  }
});
