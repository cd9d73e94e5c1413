import { describe, expect, test } from 'vitest';
import type { Write } from '../../src/store.ts';
import { indexed } from '../indexed.ts';
import { createReaders } from '../readers.ts';
import type { Opened } from '../opened-store.ts';

export function describeLoads(opened: Opened): void {
  const { changes, companies } = createReaders(opened);

  describe('a load', () => {
    const put = (id: string, first: string) => ({
      put: indexed(id, { first, terms: { t: [first] } }),
    });
    async function* batches(...all: Write[][]): AsyncGenerator<Write[]> {
      for (const each of all) yield await Promise.resolve(each);
    }

    test('of many batches becomes visible at once; until then reads give the old records', async () => {
      const { store } = opened();
      await store.apply([put('KZ.a', 'old'), put('KZ.b', 'old')]);
      const seen: unknown[] = [];
      const observe = async () =>
        seen.push([
          await companies(),
          (await changes()).length,
          await store.count('COMPANY', { all: [] }),
        ]);
      async function* watched(): AsyncGenerator<Write[]> {
        yield [put('KZ.a', 'new'), { remove: 'KZ.b' }];
        await observe();
        yield [put('KZ.c', 'new'), put('KZ.d', 'new')];
        await observe();
      }
      await store.load(watched());
      expect(seen).toEqual([
        [['KZ.a old', 'KZ.b old'], 2, 2],
        [['KZ.a old', 'KZ.b old'], 2, 2],
      ]);
      expect(await companies()).toEqual(['KZ.a new', 'KZ.c new', 'KZ.d new']);
      expect(await companies({ field: 't', oneOf: ['old'] })).toEqual([]);
      expect(await changes(2)).toEqual([
        '3 COMPANY KZ.a UPDATED',
        '4 COMPANY KZ.b REMOVED',
        '5 COMPANY KZ.c ADDED',
        '6 COMPANY KZ.d ADDED',
      ]);
      expect((await store.summary()).counts).toEqual([{ kind: 'COMPANY', count: 3 }]);
    });

    test('sees in each batch what the earlier batches wrote', async () => {
      const { store } = opened();
      await store.load(
        batches([put('KZ.a', 'a')], [put('KZ.a', 'b')], [{ remove: 'KZ.a' }], [put('KZ.a', 'c')]),
      );
      expect(await companies()).toEqual(['KZ.a c']);
      expect(await changes()).toEqual(
        ['ADDED', 'UPDATED', 'REMOVED', 'ADDED'].map(
          (event, index) => `${index + 1} COMPANY KZ.a ${event}`,
        ),
      );
    });

    test('that breaks off writes nothing, and the store accepts new writes', async () => {
      const { store } = opened();
      await store.apply([put('KZ.a', 'old')]);
      async function* broken(): AsyncGenerator<Write[]> {
        yield await Promise.resolve([put('KZ.a', 'new'), put('KZ.b', 'new')]);
        throw new Error('a bad file');
      }
      await expect(store.load(broken())).rejects.toThrow('a bad file');
      expect(await companies()).toEqual(['KZ.a old']);
      expect(await changes()).toEqual(['1 COMPANY KZ.a ADDED']);
      await store.apply([put('KZ.c', 'c')]);
      await store.load(batches([put('KZ.d', 'd')]));
      expect(await companies()).toEqual(['KZ.c c', 'KZ.d d', 'KZ.a old']);
      expect(await changes(1)).toEqual(['2 COMPANY KZ.c ADDED', '3 COMPANY KZ.d ADDED']);
    });

    test('of nothing changes nothing', async () => {
      await opened().store.load(batches());
      await opened().store.load(batches([], [{ remove: 'KZ.none' }]));
      expect(await changes()).toEqual([]);
      expect(await companies()).toEqual([]);
    });
  });
}
