import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMongoStore } from '../src/mongo-store.ts';
import { openStore } from '@kopru/registry';
import { migrateStore } from '@kopru/registry';
import type { Write } from '@kopru/store';
import { describeWithMongo } from '../testing/describe.ts';
import { startMongo } from '../testing/start.ts';
import type { Mongo } from '../testing/start.ts';
import { indexed } from '@kopru/store/testing';
import { companies } from '@kopru/store/testing';

// What the documents of MongoDB are, and what keeps them so.

const put = (id: string): Write => ({ put: indexed(id, { terms: { t: ['x'] } }) });

describeWithMongo('the documents of MongoDB', () => {
  let mongo: Mongo;
  beforeAll(async () => {
    mongo = await startMongo();
  });
  afterAll(() => mongo.stop());

  async function withDatabase<T>(
    url: string,
    work: (db: mongoose.mongo.Db) => Promise<T>,
  ): Promise<T> {
    const connection = await mongoose.createConnection(url).asPromise();
    try {
      return await work(connection.db!);
    } finally {
      await connection.close();
    }
  }

  test('have the fields of the record, and beside them those of the index', async () => {
    const url = mongo.url();
    const store = await openMongoStore(url);
    const [company] = companies(1);
    await store.apply([{ put: company! }]);
    const document = await withDatabase(url, (db) =>
      db.collection<{ _id: string; index: object }>('records_1').findOne({}),
    );
    const { _id, index, ...fields } = document!;
    expect({ id: _id, ...fields }).toEqual(company!.record);
    expect(Object.keys(index).sort()).toEqual([
      'facts',
      'keys',
      'number',
      'parts',
      'shared',
      'terms',
    ]);
    await store.close();
  });

  test("an edit by hand that breaks a record's kind, or its index fields, is refused by the server", async () => {
    const url = mongo.url();
    const store = await openMongoStore(url, { maxDelta: 1 });
    const edits: mongoose.mongo.UpdateFilter<{ _id: string }>[] = [
      { $set: { status: 'GONE' } },
      { $set: { colour: 'red' } },
      { $unset: { names: 1 } },
      { $set: { kind: 'INVESTOR' } },
      { $set: { 'index.terms': 'x' } },
      { $unset: { index: 1 } },
    ];
    const editAll = () =>
      withDatabase(url, async (db) => {
        const [{ name } = { name: '' }] = await db.listCollections({ name: /^records_/ }).toArray();
        const records = db.collection<{ _id: string }>(name);
        for (const edit of edits)
          await expect(records.updateOne({ _id: 'KZ.a' }, edit)).rejects.toThrow(
            'Document failed validation',
          );
        await records.updateOne({ _id: 'KZ.a' }, { $set: { status: 'DISSOLVED' } });
      });
    await store.apply([put('KZ.a'), put('KZ.b')]);
    await editAll();
    expect(await store.getMany(['KZ.a'])).toMatchObject([{ status: 'DISSOLVED' }]);
    // A load that fills a copy and a new index keep the validator.
    await store.load(
      (async function* () {
        yield await Promise.resolve([put('KZ.c'), put('KZ.d')]);
      })(),
    );
    await editAll();
    await store.reindex(7, (record) => indexed(record.id));
    await editAll();
    await store.close();
  });

  test('a record that does not fit its kind is refused by name', async () => {
    const store = await openMongoStore(mongo.url());
    const { record, ...index } = indexed('KZ.a');
    const misfit = { ...index, record: { ...record, status: 'GONE' } as unknown as typeof record };
    await expect(store.apply([{ put: misfit }])).rejects.toThrow(
      /^Expected KZ\.a to fit COMPANY, but/,
    );
    const load = store.load(
      (async function* () {
        yield await Promise.resolve([{ put: misfit }]);
      })(),
    );
    await expect(load).rejects.toThrow('its validator refused it');
    expect(await store.getMany(['KZ.a'])).toEqual([null]);
    await store.close();
  });

  test('a load of few rows keeps the collection of the records, one of many replaces it', async () => {
    const url = mongo.url();
    const store = await openMongoStore(url, { maxDelta: 3 });
    await store.apply([put('KZ.a')]);
    const collections = () =>
      withDatabase(url, async (db) =>
        (await db.listCollections().toArray()).map(({ name }) => name).sort(),
      );
    const before = await collections();
    const load = (writes: Write[]) =>
      store.load(
        (async function* () {
          yield await Promise.resolve([]);
          yield writes;
        })(),
      );
    await load([]);
    await load([put('KZ.b'), put('KZ.a'), { remove: 'KZ.b' }]);
    expect(await collections()).toEqual(before);
    await store.apply([put('KZ.b')]);
    await load(['c', 'd', 'e', 'f'].map((id) => put(`KZ.${id}`)));
    expect(await collections()).not.toEqual(before);
    expect(await collections()).toHaveLength(before.length);
    const ids = (await store.changesSince(0, 99)).map(({ id }) => id.slice(3));
    expect(ids.join('')).toBe('abab' + 'bcdef');
    await store.close();
  });

  test('of the first shape are refused until kopru migrate has rewritten them', async () => {
    const url = mongo.url();
    const puts = companies(1_200);
    const store = await openMongoStore(url);
    await store.load(
      (async function* () {
        yield await Promise.resolve(puts.map((each) => ({ put: each })));
      })(),
    );
    const before = await store.summary();
    await store.close();
    await withDatabase(url, async (db) => {
      const state = db.collection<{ _id: string; records: string }>('state');
      const { records = '' } = (await state.findOne({ _id: 'store' })) ?? {};
      const old = puts.map(({ record }, n) => ({
        _id: record.id,
        n,
        kind: record.kind,
        doc: record,
      }));
      await db.collection<{ _id: string }>('records_old').insertMany(old);
      await db.collection('postings_old').insertOne({});
      await db.dropCollection(records);
      await db.dropCollection(records.replace('records', 'bitmaps'));
      await state.updateOne(
        { _id: 'store' },
        { $set: { records: 'records_old', version: 1, index: 3 }, $unset: { validator: 1 } },
      );
    });
    await expect(openStore(url)).rejects.toThrow(
      'are of version 0. Stop what writes to it and run kopru migrate.',
    );
    expect(await migrateStore(url)).toMatchObject({ from: 0, records: 1_200 });
    const migrated = await openStore(url);
    expect(await migrated.summary()).toEqual(before);
    expect(await migrated.getMany([puts[7]!.record.id])).toEqual([puts[7]!.record]);
    const names = await withDatabase(url, async (db) =>
      (await db.listCollections().toArray()).map(({ name }) => name.replace(/_.*/, '')).sort(),
    );
    expect(names).toEqual(['bitmaps', 'changes', 'records', 'state']);
    await migrated.close();
  });
});
