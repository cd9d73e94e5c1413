import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexRecord, kindOf } from '@kopru/records';
import { openStore } from '@kopru/registry';
import { describeWithMongo, startOwnMongo } from '@kopru/store-mongodb/testing';
import type { Mongo } from '@kopru/store-mongodb/testing';
import { companyOf } from '../harness/records.ts';
import { startWorld } from '../world.ts';
import type { World } from '../world.ts';

// Kazakhstan's registry is on three servers. Their primary steps down repeatedly while a client
// reads page by page.

const count = 60;
const query = `query ($after: Cursor) {
  companies(first: 7, after: $after) {
    nodes { id } registries { registry state } pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  nodes: { id: string }[];
  registries: { registry: string; state: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

describeWithMongo('a primary that steps down between the pages of a query', () => {
  let mongo: Mongo;
  let world: World;
  let url: string;
  const ids = (code: string) =>
    Array.from({ length: count }, (_, index) => `${code}.c${String(index).padStart(3, '0')}`);

  beforeAll(async () => {
    mongo = await startOwnMongo(3);
    url = mongo.url();
    const records = Object.fromEntries(
      ['KZ', 'TR'].map((code) => [
        code,
        ids(code).map((id, index) => companyOf(id, `${index % 9} SYNTHETIC`)),
      ]),
    );
    world = await startWorld({
      records,
      openStore: (code) => openStore(code === 'KZ' ? url : 'memory:'),
    });
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    await mongo.stop();
  });

  async function stepDown(): Promise<void> {
    const connection = await mongoose.createConnection(url).asPromise();
    await connection.db!.admin().command({ replSetStepDown: 2, force: true });
    await connection.close();
  }

  async function readPage(after: string | null): Promise<Page> {
    const { data } = await world.ask(query, { after });
    return data!.companies as Page;
  }

  test(
    'costs at most a report: every page has all rows of the registries that it reports as OK',
    { timeout: 120_000 },
    async () => {
      const whole: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const page = await readPage(after);
        whole.push(...page.nodes.map(({ id }) => id));
        after = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
      }
      expect([...whole].sort()).toEqual([...ids('KZ'), ...ids('TR')].sort());

      const steps = new Set([0, 35, 70, 105]);
      let missed = 0;
      let at = 0;
      for (let after: string | null = null, more = true; more;) {
        const down = steps.delete(at) ? stepDown() : undefined;
        const page = await readPage(after);
        const lost = page.registries.some(
          ({ registry, state }) => registry === 'KZ' && state !== 'OK',
        );
        const expected = whole.slice(at, at + 7);
        if (!lost) {
          expect(page.nodes.map(({ id }) => id)).toEqual(expected);
          at += page.nodes.length;
          after = page.pageInfo.endCursor;
          more = page.pageInfo.hasNextPage;
        } else {
          // Whoever wants the page whole asks again from where it began.
          missed += 1;
          expect(page.nodes.every(({ id }) => id.startsWith('TR.'))).toBe(true);
          expect(missed).toBeLessThan(60);
        }
        await down;
      }
      expect(at).toBe(whole.length);
      expect(steps.size).toBe(0);
    },
  );

  test(
    'a load fails with an error and changes nothing if another primary takes over during it',
    { timeout: 120_000 },
    async () => {
      const store = await openStore(url);
      const kind = kindOf('COMPANY');
      const put = (id: string) => ({
        put: indexRecord(kind, kind.schema.parse(companyOf(id, 'SYNTHETIC'))),
      });
      const before = await store.summary();
      const load = (after: () => Promise<void>) =>
        store.load(
          (async function* () {
            yield [put('KZ.first')];
            await after();
            yield [put('KZ.second')];
          })(),
        );
      await expect(load(stepDown)).rejects.toThrow('another took over. Nothing was changed');
      expect(await store.summary()).toEqual(before);
      expect(await store.getMany(['KZ.first', 'KZ.second'])).toEqual([null, null]);
      await load(() => Promise.resolve());
      expect((await store.summary()).sequence).toBe(before.sequence + 2);
      await store.close();
    },
  );
});
