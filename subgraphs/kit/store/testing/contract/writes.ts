import { describe, expect, test } from 'vitest';
import { indexVersion } from '@kopru/records';
import { StoreConflict } from '../../src/store-error.ts';
import type { Store, Write } from '../../src/store.ts';
import { indexed } from '../indexed.ts';
import { createReaders } from '../readers.ts';
import type { Opened } from '../opened-store.ts';

export function describeWrites(opened: Opened): void {
  const { changes, companies } = createReaders(opened);

  describe('a batch', () => {
    test('adds a change entry for each write that changed something, in order', async () => {
      const { store } = opened();
      await store.apply([{ put: indexed('KZ.a') }, { put: indexed('KZ.i', { kind: 'INVESTOR' }) }]);
      await store.apply([
        { remove: 'KZ.none' },
        { put: indexed('KZ.a') },
        { remove: 'KZ.i' },
        { remove: 'KZ.i' },
      ]);
      await store.apply([]);
      expect(await changes()).toEqual([
        '1 COMPANY KZ.a ADDED',
        '2 INVESTOR KZ.i ADDED',
        '3 COMPANY KZ.a UPDATED',
        '4 INVESTOR KZ.i REMOVED',
      ]);
      expect(await changes(2, 1)).toEqual(['3 COMPANY KZ.a UPDATED']);
      expect(await changes(4)).toEqual([]);
      expect(await changes(0, 0)).toEqual([]);
      for (const { at } of await store.changesSince(0, 100))
        expect(new Date(at).toISOString()).toBe(at);
    });

    test('is applied write by write, so the last write of a record counts', async () => {
      await opened().store.apply([
        { put: indexed('KZ.a', { first: 'old' }) },
        { put: indexed('KZ.a', { first: 'new' }) },
        { put: indexed('KZ.b') },
        { remove: 'KZ.b' },
        { remove: 'KZ.a' },
        { put: indexed('KZ.a', { first: 'newest' }) },
      ]);
      expect(await companies()).toEqual(['KZ.a newest']);
      expect(await changes()).toEqual(
        ['a ADDED', 'a UPDATED', 'b ADDED', 'b REMOVED', 'a REMOVED', 'a ADDED'].map(
          (change, index) => `${index + 1} COMPANY KZ.${change}`,
        ),
      );
    });

    test('is rejected as a whole if it was built after a change that is no longer the last', async () => {
      const { store } = opened();
      await store.apply([{ put: indexed('KZ.a', { first: 'a' }) }], 0);
      const { sequence } = await store.summary();
      expect(sequence).toBe(1);
      await store.apply([{ put: indexed('KZ.a', { first: 'b' }) }]);
      const late = [{ put: indexed('KZ.a', { first: 'late' }) }, { put: indexed('KZ.new') }];
      await expect(store.apply(late, sequence)).rejects.toThrow(StoreConflict);
      expect(await companies()).toEqual(['KZ.a b']);
      await store.apply(late, sequence + 1);
      expect(await companies()).toEqual(['KZ.a late', 'KZ.new null']);
      expect(await changes(2)).toEqual(['3 COMPANY KZ.a UPDATED', '4 COMPANY KZ.new ADDED']);
    });

    test('that fails writes nothing, and the store works as before', async () => {
      const { store } = opened();
      await store.apply([{ put: indexed('KZ.a', { first: 'a', terms: { t: ['x'] } }) }]);
      const bad = {
        get put(): never {
          throw new Error('a bad write');
        },
      };
      const batch: Write[] = [
        { put: indexed('KZ.a', { first: 'changed', terms: { newField: ['x'] } }) },
        { put: indexed('KZ.i', { kind: 'INVESTOR', terms: { newField: ['x'] } }) },
        { remove: 'KZ.a' },
        bad,
        { put: indexed('KZ.c') },
      ];
      await expect(store.apply(batch)).rejects.toThrow('a bad write');
      expect(await companies({ field: 't', oneOf: ['x'] })).toEqual(['KZ.a a']);
      expect(await store.getMany(['KZ.i', 'KZ.c'])).toEqual([null, null]);
      expect(await changes()).toEqual(['1 COMPANY KZ.a ADDED']);

      await store.apply([{ put: indexed('KZ.b', { first: 'b', terms: { newField: ['x'] } }) }]);
      expect(await companies({ field: 'newField', oneOf: ['x'] })).toEqual(['KZ.b b']);
      expect(await changes(1)).toEqual(['2 COMPANY KZ.b ADDED']);
    });
  });

  describe('a rewritten record', () => {
    test('is found only by its new terms, parts and keys', async () => {
      const { store } = opened();
      const old = {
        first: 'a',
        terms: { t: ['old', 'kept'] },
        parts: [{ party: ['old'] }, { party: ['x'] }],
      };
      await store.apply([{ put: indexed('KZ.a', old) }, { put: indexed('KZ.b', { first: 'b' }) }]);
      await store.apply([
        { put: indexed('KZ.a', { first: 'c', terms: { t: ['new', 'kept'] }, text: 'rewritten' }) },
      ]);
      expect(await companies()).toEqual(['KZ.b b', 'KZ.a c']);
      expect(await companies({ field: 't', oneOf: ['old'] })).toEqual([]);
      expect(await companies({ field: 't', oneOf: ['new'] })).toEqual(['KZ.a c']);
      expect(await companies({ field: 't', oneOf: ['kept'] })).toEqual(['KZ.a c']);
      expect(await companies({ onePart: [] })).toEqual([]);
      expect((await store.getMany(['KZ.a']))[0]).toMatchObject({
        names: [{ text: 'SYNTHETIC rewritten' }],
      });
      expect(await store.count('COMPANY', { all: [] })).toBe(2);
    });

    test('may change its kind, because an id is unique over all kinds', async () => {
      const { store } = opened();
      await store.apply([{ put: indexed('KZ.a', { terms: { t: ['x'] } }) }]);
      await store.apply([{ put: indexed('KZ.a', { kind: 'INVESTOR', terms: { t: ['x'] } }) }]);
      expect(await companies()).toEqual([]);
      expect(await store.count('COMPANY', { field: 't', oneOf: ['x'] })).toBe(0);
      expect(await store.count('INVESTOR', { field: 't', oneOf: ['x'] })).toBe(1);
      expect(await changes(1)).toEqual(['2 COMPANY KZ.a REMOVED', '3 INVESTOR KZ.a ADDED']);
    });

    test('that was merged into another records its successor', async () => {
      const { store } = opened();
      await store.apply([{ put: indexed('KZ.a') }, { put: indexed('KZ.b') }]);
      await store.apply([
        { remove: 'KZ.a', successor: 'KZ.b' },
        { remove: 'KZ.none', successor: 'KZ.b' },
      ]);
      expect(await store.getMany(['KZ.a'])).toEqual([null]);
      expect(
        (await store.changesSince(1, 9)).map(({ event, successor }) => [event, successor]),
      ).toEqual([
        ['ADDED', null],
        ['MERGED', 'KZ.b'],
      ]);
    });

    test('may have an entry twice', async () => {
      const put = indexed('KZ.a', { terms: { t: ['x', 'x'] } });
      await opened().store.apply([{ put }, { put }]);
      expect(await opened().store.count('COMPANY', { field: 't', oneOf: ['x'] })).toBe(1);
    });
  });

  describe('a new index', () => {
    test('finds and orders every record by the new entries, and adds no change', async () => {
      const { store, reopen } = opened();
      const old = { first: 'a', terms: { t: ['old'] }, parts: [{ party: ['old'] }] };
      await store.apply([{ put: indexed('KZ.a', old) }, { put: indexed('KZ.b', { first: 'b' }) }]);
      const before = await store.summary();
      const keys = new Map([
        ['KZ.a', 'z'],
        ['KZ.b', 'y'],
      ]);
      const indexOf = (record: { id: string }) =>
        indexed(record.id, { first: keys.get(record.id) ?? null, terms: { t: ['new'] } });
      expect(await store.reindex(7, indexOf)).toBe(2);
      const check = async (each: Store) => {
        const page = {
          kind: 'COMPANY',
          order: { field: 'FIRST', direction: 'ASC' },
          first: 9,
        } as const;
        const { rows } = await each.page({ ...page, filter: { field: 't', oneOf: ['new'] } });
        expect(rows.map(({ record, key }) => `${record.id} ${key}`)).toEqual(['KZ.b y', 'KZ.a z']);
        expect(
          await each.count('COMPANY', { any: [{ field: 't', oneOf: ['old'] }, { onePart: [] }] }),
        ).toBe(0);
        expect(await each.summary()).toEqual({ ...before, indexVersion: 7 });
        expect(await each.changesSince(2, 9)).toEqual([]);
      };
      await check(store);
      if (reopen) await check(await reopen());
    });

    test('that fails keeps the old one', async () => {
      const { store } = opened();
      await store.apply([
        { put: indexed('KZ.a', { first: 'a' }) },
        { put: indexed('KZ.b', { first: 'b' }) },
      ]);
      const indexOf = (record: { id: string }) => {
        if (record.id === 'KZ.b') throw new Error('a record that cannot be read');
        return indexed(record.id, { first: 'z' });
      };
      await expect(store.reindex(7, indexOf)).rejects.toThrow('cannot be read');
      expect(await companies()).toEqual(['KZ.a a', 'KZ.b b']);
      expect((await store.summary()).indexVersion).toBe(indexVersion);
      await store.apply([{ put: indexed('KZ.c', { first: 'c' }) }]);
      expect(await companies()).toEqual(['KZ.a a', 'KZ.b b', 'KZ.c c']);
    });
  });

  describe('a removed record', () => {
    test('is absent everywhere except in the changes, and may be added again', async () => {
      const { store } = opened();
      const put = indexed('KZ.a', { first: 'a', terms: { t: ['x'] }, parts: [{ party: ['x'] }] });
      await store.apply([{ put }]);
      await store.apply([{ remove: 'KZ.a' }]);
      // A new record, which may get the same number, must not inherit the terms of the removed one.
      await store.apply([{ put: indexed('KZ.b', { first: 'b' }) }]);
      expect(await store.getMany(['KZ.a'])).toEqual([null]);
      expect(await companies()).toEqual(['KZ.b b']);
      expect(await companies({ any: [{ field: 't', oneOf: ['x'] }, { onePart: [] }] })).toEqual([]);
      const lists = {
        kind: 'COMPANY',
        field: 't',
        values: ['x'],
        order: { field: 'FIRST', direction: 'ASC' },
        first: 9,
      } as const;
      expect(await store.lists(lists)).toEqual([[]]);
      await store.apply([{ put }]);
      expect(await companies({ field: 't', oneOf: ['x'] })).toEqual(['KZ.a a']);
      expect((await changes()).at(-1)).toBe('4 COMPANY KZ.a ADDED');
    });
  });

  test('records survive when the store is opened again, and change numbers continue', async () => {
    const { store, reopen } = opened();
    if (!reopen) return;
    const put = indexed('KZ.a', { first: 'a', terms: { t: ['x'] } });
    await store.apply([{ put }, { put: indexed('KZ.b') }, { remove: 'KZ.b' }]);
    const again = await reopen();
    expect(await again.getMany(['KZ.a', 'KZ.b'])).toEqual([put.record, null]);
    expect(await again.count('COMPANY', { field: 't', oneOf: ['x'] })).toBe(1);
    await again.apply([{ remove: 'KZ.a' }]);
    expect(
      (await again.changesSince(2, 9)).map(({ sequence, event }) => `${sequence} ${event}`),
    ).toEqual(['3 REMOVED', '4 REMOVED']);
  });
}
