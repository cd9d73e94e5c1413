import { afterAll, beforeAll } from 'vitest';
import { openStore } from '@kopru/registry';
import { describeWithMongo, startMongo } from '@kopru/store-mongodb/testing';
import type { Mongo } from '@kopru/store-mongodb/testing';
import { describePageScans } from './describe-page-scans.ts';

// Some countries on MongoDB, the others on SQLite: the rows are the same.
const onMongo = ['KZ', 'TR', 'TRNC', 'TM'];

describeWithMongo('a federation on both stores', () => {
  let mongo: Mongo;
  beforeAll(async () => {
    mongo = await startMongo();
  });
  afterAll(() => mongo.stop());

  describePageScans(
    (code) => openStore(onMongo.includes(code) ? mongo.url() : 'sqlite::memory:'),
    20,
  );
});
