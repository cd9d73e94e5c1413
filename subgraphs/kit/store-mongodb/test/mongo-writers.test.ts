import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMongoStore } from '../src/mongo-store.ts';
import type { Write } from '@kopru/store';
import { describeWithMongo } from '../testing/describe.ts';
import { startMongo } from '../testing/start.ts';
import type { Mongo } from '../testing/start.ts';
import { indexed } from '@kopru/store/testing';

// Several processes that write to one database.

const put = (id: string): Write => ({ put: indexed(id, { terms: { t: ['x'] } }) });

describeWithMongo('a registry on MongoDB', () => {
  let mongo: Mongo;
  beforeAll(async () => {
    mongo = await startMongo();
  });
  afterAll(() => mongo.stop());

  test('numbers the changes of two processes that write at once without a gap, in the order they become visible', async () => {
    const url = mongo.url();
    const stores = await Promise.all([openMongoStore(url), openMongoStore(url)]);
    const seen: number[] = [];
    let writing = true;
    const follow = async () => {
      const reader = await openMongoStore(url);
      for (let more = true; more;) {
        const goesOn = writing;
        const entries = await reader.changesSince(seen.at(-1) ?? 0, 50);
        seen.push(...entries.map(({ sequence }) => sequence));
        more = goesOn || entries.length > 0;
      }
      await reader.close();
    };
    const following = follow();
    await Promise.all(
      stores.map(async (store, writer) => {
        for (let batch = 0; batch < 15; batch += 1)
          await store.apply([put(`KZ.w${writer}b${batch}x`), put(`KZ.w${writer}b${batch}y`)]);
      }),
    );
    writing = false;
    await following;
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(await stores[0].count('COMPANY', { field: 't', oneOf: ['x'] })).toBe(60);
    await Promise.all(stores.map((store) => store.close()));
  });

  test.each([0, 9])(
    'keeps what another process writes the moment a load has ended, in one transaction up to %i rows',
    { timeout: 180_000 },
    async (maxDelta) => {
      const url = mongo.url();
      const [loader, writer] = await Promise.all([
        openMongoStore(url, { maxDelta }),
        openMongoStore(url),
      ]);
      let loading = true;
      const write = async () => {
        for (let batch = 0; loading; batch += 1)
          await writer.apply([put(`KZ.w${batch}`)]).catch((error: unknown) => {
            if (!String(error).includes('another process has been loading')) throw error;
          });
      };
      const writing = write();
      for (let load = 0; load < 8; load += 1)
        await loader.load(
          (async function* () {
            yield await Promise.resolve([put(`KZ.l${load}`)]);
          })(),
        );
      loading = false;
      await writing;
      const { sequence } = await writer.summary();
      const changes = await writer.changesSince(0, 100_000);
      expect(changes.map((each) => each.sequence)).toEqual(
        Array.from({ length: sequence }, (_, index) => index + 1),
      );
      await Promise.all([loader.close(), writer.close()]);
    },
  );
});
