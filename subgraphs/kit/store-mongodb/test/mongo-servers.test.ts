import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openMongoStore } from '../src/mongo-store.ts';
import { retryOnExpiredSnapshot } from '../src/session.ts';
import { StoreError } from '@kopru/store';
import type { Filter } from '@kopru/records';
import type { Write } from '@kopru/store';
import { describeWithMongo } from '../testing/describe.ts';
import { startMongo, startOwnMongo } from '../testing/start.ts';
import type { Mongo } from '../testing/start.ts';
import { indexed } from '@kopru/store/testing';

// What an operator meets: wrong addresses, other people's databases, two processes at once, and
// writers that die.

const order = { field: 'NAME', direction: 'ASC' } as const;
const put = (id: string): Write => ({ put: indexed(id, { terms: { t: ['x'] } }) });

test('a URL that cannot be read, or names no database, is refused without being repeated', async () => {
  for (const url of [
    'mongodb://',
    'mongodb://user:secret@host:port/db',
    'mongodb://user:secret@[/db',
  ]) {
    await expect(openMongoStore(url)).rejects.toThrow(/^Expected a URL of MongoDB as mongodb:/);
    await expect(openMongoStore(url)).rejects.not.toThrow('secret');
  }
});

describeWithMongo('a registry on MongoDB', () => {
  let mongo: Mongo;
  beforeAll(async () => {
    mongo = await startMongo();
  });
  afterAll(() => mongo.stop());

  /** A plain connection, as another program has it. */
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

  test('asks for the name of a database', async () => {
    const [server, options] = mongo.url().split(/\/kopru-[^?]*/);
    for (const name of ['', '/', '/admin'])
      await expect(
        openMongoStore(`${server!}${name}${name === '' ? '/' : ''}${options!}`),
      ).rejects.toThrow('but the one given names no database');
  });

  test("leaves another program's database as it is", async () => {
    const url = mongo.url();
    await withDatabase(url, (db) =>
      db.collection<{ _id: string }>('orders').insertOne({ _id: 'one' }),
    );
    await expect(openMongoStore(url)).rejects.toThrow("it is another program's");
    expect(
      await withDatabase(url, async (db) =>
        (await db.listCollections().toArray()).map(({ name }) => name),
      ),
    ).toEqual(['orders']);
  });

  test('of a newer version than its own is refused', async () => {
    const url = mongo.url();
    const store = await openMongoStore(url);
    await store.apply([put('KZ.a')]);
    await store.close();
    await withDatabase(url, (db) =>
      db
        .collection<{ _id: string }>('state')
        .updateOne({ _id: 'store' }, { $set: { version: 99 } }),
    );
    await expect(openMongoStore(url)).rejects.toThrow(
      /of version 2 at most in kopru-\w+, but it is of version 99/,
    );
  });

  test(
    'says which server did not answer, and not with which password',
    { timeout: 60_000 },
    async () => {
      const silent = createServer();
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const { port } = silent.address() as AddressInfo;
      const opening = openMongoStore(
        `mongodb://agency:secret@127.0.0.1:${port}/kz?connectTimeoutMS=300`,
        {
          selectionMs: 400,
        },
      );
      await expect(opening).rejects.toThrow(
        `Expected a primary of MongoDB at 127.0.0.1:${port}/kz, but none answered.`,
      );
      await expect(opening).rejects.not.toThrow('secret');
      silent.close();
    },
  );

  test(
    'says so of a server that goes away while the registry runs',
    { timeout: 60_000 },
    async () => {
      const lost = await startOwnMongo();
      const store = await openMongoStore(lost.url(), { selectionMs: 1_000 });
      await store.apply([put('KZ.a')]);
      await lost.stop();
      for (const deadlineMs of [100, 400]) {
        const startedAt = performance.now();
        await expect(store.until(startedAt + deadlineMs).getMany(['KZ.a'])).rejects.toThrow(
          StoreError,
        );
        expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 150);
      }
      const sentence =
        /^Expected a primary of MongoDB at 127\.0\.0\.1:\d+\/kopru-\w+, but none answered\. Start it, or correct the address\.$/;
      await expect(store.getMany(['KZ.a'])).rejects.toThrow(sentence);
      await expect(store.apply([put('KZ.b')])).rejects.toThrow(sentence);
      await store.close();
    },
  );

  test(
    'answers every question while its collections are made and one load after the other replaces them',
    { timeout: 180_000 },
    async () => {
      for (let round = 0; round < 3; round += 1) {
        const url = mongo.url();
        const [writer, reader] = await Promise.all([
          openMongoStore(url, { maxDelta: 0 }),
          openMongoStore(url),
        ]);
        let [written, writing] = [false, true];
        /** Once there is a record, it is in every answer. */
        const ask = async (question: () => Promise<number>) => {
          let asked = 0;
          for (; writing; asked += 1) {
            const isThere = written;
            const found = await question();
            if (isThere) expect(found).toBeGreaterThan(0);
          }
          return asked;
        };
        const x = { field: 't', oneOf: ['x'] };
        const page = (filter: Filter) => async () => (await reader.page({ kind: 'COMPANY', filter, order: { field: 'FIRST', direction: 'ASC' }, first: 9 })).rows.length; // prettier-ignore
        const asking = Promise.all([
          ask(async () => (await reader.getMany(['KZ.a'])).filter((each) => each !== null).length),
          ask(async () => (await reader.changesSince(0, 9)).length),
          ask(page(x)),
          ask(page({ all: [x, { not: { field: 't', oneOf: ['y'] } }] })),
          ask(() => reader.count('COMPANY', { all: [x, { not: { field: 't', oneOf: ['y'] } }] })),
          ask(async () => (await Array.fromAsync(reader.facts('COMPANY', x))).flat().length),
        ]);
        asking.catch(() => (writing = false));
        await writer.apply([put('KZ.a')]);
        written = true;
        for (let load = 0; load < 4; load += 1)
          await writer.load(
            (async function* () {
              yield await Promise.resolve([put('KZ.a'), put(`KZ.b${load}`)]);
            })(),
          );
        writing = false;
        for (const asked of await asking) expect(asked).toBeGreaterThan(10);
        await Promise.all([reader.close(), writer.close()]);
      }
    },
  );

  test('reads again while its moment is gone and there is time, and says so where there is none', async () => {
    const gone = Object.assign(new Error('gone'), { code: 246 });
    const failing = (times: number) =>
      vi.fn((msLeft: number) => (times-- > 0 ? Promise.reject(gone) : Promise.resolve(msLeft)));
    const often = failing(5);
    expect(await retryOnExpiredSnapshot(10_000, often)).toBeGreaterThan(9_000);
    expect(often).toHaveBeenCalledTimes(6);
    const lefts = often.mock.calls.map(([msLeft]) => msLeft);
    expect(lefts).toEqual([...lefts].sort((a, b) => b - a));
    await expect(retryOnExpiredSnapshot(30, failing(99))).rejects.toBe(gone);
    const broken = vi.fn(() => Promise.reject(new Error('a bug')));
    await expect(retryOnExpiredSnapshot(10_000, broken)).rejects.toThrow('a bug');
    expect(broken).toHaveBeenCalledTimes(1);
  });

  test('refuses to write while another process loads, and takes a load for dead that has not stirred for half a minute', async () => {
    const url = mongo.url();
    const [loader, writer] = await Promise.all([openMongoStore(url), openMongoStore(url)]);
    await writer.apply([put('KZ.a')]);
    const { promise: stalled, resolve: goOn } = Promise.withResolvers<unknown>();
    const { promise: begun, resolve: hasBegun } = Promise.withResolvers<unknown>();
    const loading = loader.load(
      (async function* () {
        yield [put('KZ.lost')];
        hasBegun(null);
        await stalled;
        yield [put('KZ.lost2')];
      })(),
    );
    await begun;
    await expect(writer.apply([put('KZ.b')])).rejects.toThrow(
      /another process has been loading records since 20/,
    );
    expect(
      await writer.page({ kind: 'COMPANY', filter: { all: [] }, order, first: 9 }),
    ).toMatchObject({ rows: [] });

    const longAgo = new Date(Date.now() - 60_000);
    await withDatabase(url, (db) =>
      db
        .collection<{ _id: string }>('state')
        .updateOne({ _id: 'store' }, { $set: { 'load.aliveAt': longAgo } }),
    );
    await writer.apply([put('KZ.b')]);
    expect(
      (await writer.changesSince(0, 9)).map(({ sequence, id }) => `${sequence} ${id}`),
    ).toEqual(['1 KZ.a', '2 KZ.b']);
    goOn(null);
    await expect(loading).rejects.toThrow('taken for dead');
    expect(await writer.getMany(['KZ.lost', 'KZ.lost2'])).toEqual([null, null]);
    const collections = await withDatabase(url, async (db) =>
      (await db.listCollections({ name: /^records/ }).toArray()).map(({ name }) => name),
    );
    expect(collections).toEqual(['records_1']);
    await Promise.all([loader.close(), writer.close()]);
  });

  test('gives up a question whose time is over', async () => {
    const store = await openMongoStore(`${mongo.url()}&appName=${randomUUID()}`);
    await store.apply(Array.from({ length: 4_000 }, (_, index) => put(`KZ.c${index}`)));
    const slow = Array.from({ length: 300 }, (_, index) => ({
      not: {
        onePart: [
          { field: 't', startsWith: 'x' },
          { field: 't', gte: `a${index}` },
        ],
      },
    }));
    const late = store.until(performance.now() + 1);
    await expect(late.count('COMPANY', { all: slow })).rejects.toThrow(
      'within the time of the request',
    );
    await store.close();
  });
});
