import fc from 'fast-check';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryStore } from '@kopru/store';
import { openMongoStore } from '../src/mongo-store.ts';
import { bitmapsOf, parseBitmapId } from '../src/bitmaps.ts';
import { addSerialized, containerSize, numbersOf } from '@kopru/store/bitmaps';
import type { PageRequest, Write } from '@kopru/store';
import { describeWithMongo } from '../testing/describe.ts';
import { startMongo } from '../testing/start.ts';
import type { Mongo } from '../testing/start.ts';
import { batch, manyRecords } from '@kopru/store/testing';
import { indexed } from '@kopru/store/testing';

// The bitmaps of MongoDB hold what its records say, whichever way they were written.

const isShared = (_kind: string, field: string): boolean => field === 'x';

async function* inBatches(writes: readonly Write[]): AsyncGenerator<readonly Write[]> {
  for (let from = 0; from < writes.length; from += 500)
    yield await Promise.resolve(writes.slice(from, from + 500));
}

interface Document {
  _id: string;
  kind: 'COMPANY' | 'INVESTOR';
  index: { number: number; terms: string[]; keys: Record<string, string> };
}

describeWithMongo('the bitmaps of MongoDB', () => {
  let mongo: Mongo;
  beforeAll(async () => void (mongo = await startMongo()));
  afterAll(() => mongo.stop());

  /** The numbers by bitmap: as they are stored, and as the records say. */
  async function compare(url: string): Promise<number> {
    const connection = await mongoose.createConnection(url).asPromise();
    const names = (await connection.listCollections()).map(({ name }) => name);
    const [records = '', ...others] = names.filter((name) => name.startsWith('records_'));
    const collection = records.replace('records', 'bitmaps');
    expect(others).toEqual([]);
    expect(names.filter((name) => name.startsWith('bitmaps_'))).toEqual([collection]);
    const stored = new Map<string, number[]>();
    const bitmaps = connection.collection<{ _id: string; container: mongoose.mongo.Binary }>(
      collection,
    );
    for await (const { _id, container: bytes } of bitmaps.find()) {
      const { bitmap, container } = parseBitmapId(_id);
      const bits = new Map<number, Uint32Array>();
      addSerialized(bits, container, bytes.buffer);
      stored.set(bitmap, [...(stored.get(bitmap) ?? []), ...numbersOf(bits)]);
    }
    const said = new Map<string, number[]>();
    const numbers = new Set<number>();
    for await (const document of connection.collection<Document>(records).find()) {
      const { number } = document.index;
      numbers.add(number);
      for (const bitmap of bitmapsOf(document, isShared))
        said.set(bitmap, [...(said.get(bitmap) ?? []), number]);
    }
    const state = await connection
      .collection<{ _id: string; nextNumber: number }>('state')
      .findOne({ _id: 'store' });
    await connection.close();
    const inOrder = (sets: Map<string, number[]>) =>
      [...sets]
        .map(([bitmap, list]) => [bitmap, list.sort((a, b) => a - b)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    expect(inOrder(stored)).toEqual(inOrder(said));
    expect(Math.max(-1, ...numbers)).toBeLessThan(state?.nextNumber ?? 0);
    return said.size;
  }

  test('are those of the records after random batches, loads and a new index', async () => {
    const url = mongo.url();
    // Some of the loads are one transaction, others fill a copy.
    const store = await openMongoStore(url, { isShared, maxDelta: 30 });
    await store.apply([{ put: indexed('KZ.first') }]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(batch, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('apply', 'load'),
        async (batches, operation) => {
          if (operation === 'apply') for (const writes of batches) await store.apply(writes);
          else
            await store.load(
              (async function* () {
                yield* await Promise.resolve(batches);
              })(),
            );
          await compare(url);
        },
      ),
      { numRuns: 15 },
    );
    await store.reindex(7, (record) => indexed(record.id, { kind: record.kind === 'INVESTOR' ? 'INVESTOR' : 'COMPANY', terms: { x: ['a', 'b'], y: ['c'] }, first: 'k' })); // prettier-ignore
    expect(await compare(url)).toBeGreaterThan(5);
    await store.close();
  });

  test('are those of the records in several chunks, and after most are gone from them', async () => {
    const url = mongo.url();
    const store = await openMongoStore(url, { isShared, maxDelta: 1_000 });
    const puts = manyRecords(3_000);
    const load = (writes: Write[]) => store.load(inBatches(writes));
    await load(puts.slice(0, 500));
    const connection = await mongoose.createConnection(url).asPromise();
    // As if there had been so many.
    const nextNumber = containerSize - 1_000;
    await connection
      .collection<{ _id: string }>('state')
      .updateOne({ _id: 'store' }, { $set: { nextNumber } });
    await connection.close();
    await load(puts);
    await compare(url);
    await load(puts.flatMap((each, index) => ('put' in each && index % 50 > 0 ? [{ remove: each.put.record.id }] : []))); // prettier-ignore
    await compare(url);
    expect((await store.summary()).counts.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    await store.close();
  });

  test('lead through an order in which keys are the beginnings of others', async () => {
    const groups = [['2005', 4_000, 0], ['1999-07', 3_000, 0], ['1999-05', 2_000, 300], ['1999', 2_000, 1_000]] as const; // prettier-ignore
    const writes = groups.flatMap(
      ([first, count, matching]) =>
      Array.from({ length: count }, (_, index) => ({ put: indexed(`KZ.${first}.${index}`, { terms: { x: ['a'], y: index < matching ? ['b'] : ['c'] }, first }) })), // prettier-ignore
    );
    const store = await openMongoStore(mongo.url(), { isShared, orders: ['FIRST'] });
    const oracle = createMemoryStore();
    await oracle.apply(writes);
    await store.load(inBatches(writes));
    const filter = {
      all: [
        { field: 'x', oneOf: ['a'] },
        { field: 'y', gte: 'b', lte: 'b' },
      ],
    };
    for (const direction of ['ASC', 'DESC'] as const) {
      const request = {
        kind: 'COMPANY',
        filter,
        order: { field: 'FIRST', direction },
        first: 500,
      } as const;
      for (let after: PageRequest['after'], more = true; more;) {
        const [page, expected] = [await store.page({ ...request, ...(after && { after }) }), await oracle.page({ ...request, ...(after && { after }) })]; // prettier-ignore
        expect(page.rows.map(({ record }) => record.id)).toEqual(
          expected.rows.map(({ record }) => record.id),
        );
        expect(page.hasNext).toBe(expected.hasNext);
        const last = expected.rows.at(-1)!;
        after = { key: last.key, id: last.record.id };
        more = expected.hasNext;
      }
    }
    await store.close();
  });
});
