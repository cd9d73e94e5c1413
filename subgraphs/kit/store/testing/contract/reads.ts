import { describe, expect, test } from 'vitest';
import { indexed } from '../indexed.ts';
import type { Opened } from '../opened-store.ts';

export function describeReads(opened: Opened): void {
  describe('by id', () => {
    test('gives records in the order of the ids, and null for an absent one', async () => {
      const { store } = opened();
      const [a, b] = [indexed('KZ.a'), indexed('KZ.b', { kind: 'INVESTOR' })];
      await store.apply([{ put: a }, { put: b }]);
      expect(await store.getMany(['KZ.b', 'KZ.none', 'KZ.a', 'KZ.b'])).toEqual([
        b.record,
        null,
        a.record,
        b.record,
      ]);
      expect(await store.getMany([])).toEqual([]);
    });

    test('distinguishes ids by case and treats them as plain text', async () => {
      const { store } = opened();
      await store.apply([{ put: indexed('KZ.A_1') }]);
      expect(await store.getMany(['KZ.a_1', 'KZ.A%1', "KZ.A_1' OR '1'='1", 'KZ.'])).toEqual([
        null,
        null,
        null,
        null,
      ]);
    });
  });

  describe('a scan', () => {
    test('gives every record of any kind once by id, in batches of any size', async () => {
      const { store } = opened();
      const ids = ['KZ.B', 'KZ.a', 'KZ.a-1', 'KZ.a1', 'KZ.z'];
      await store.apply(
        [...ids]
          .reverse()
          .map((id, index) => ({ put: indexed(id, { kind: index % 2 ? 'INVESTOR' : 'COMPANY' }) })),
      );
      for (const size of [1, 2, 5, 9]) {
        const seen: string[] = [];
        for (let after = '', more = true; more;) {
          const records = await store.scan(after, size);
          seen.push(...records.map(({ id }) => id));
          after = records.at(-1)?.id ?? after;
          more = records.length === size;
        }
        expect(seen).toEqual(ids);
      }
      expect(await store.scan('', 0)).toEqual([]);
    });
  });

  describe('facts', () => {
    test('are those of the last version of each record; a record may have none', async () => {
      const { store } = opened();
      const { facts, ...none } = indexed('KZ.none');
      expect(facts).toBeDefined();
      await store.apply([
        { put: indexed('KZ.a') },
        { put: indexed('KZ.gone') },
        { put: indexed('KZ.i', { kind: 'INVESTOR' }) },
        { put: none },
      ]);
      await store.apply([
        { put: { ...indexed('KZ.a'), facts: ['"', null, 0.5] } },
        { remove: 'KZ.gone' },
      ]);
      expect((await Array.fromAsync(store.facts('COMPANY', { always: true }))).flat()).toEqual([
        ['"', null, 0.5],
      ]);
      expect((await Array.fromAsync(store.facts('COMPANY', { always: false }))).flat()).toEqual([]);
    });
  });

  describe('facts that are read slowly', () => {
    test('come from one snapshot, even if records are written meanwhile', async () => {
      const { store } = opened();
      // More than one batch of any adapter.
      const puts = Array.from({ length: 12_000 }, (_, index) => ({
        put: { ...indexed(`KZ.${index}`), facts: ['before'] },
      }));
      await store.apply(puts);
      const seen: string[] = [];
      for await (const batch of store.facts('COMPANY', { always: true })) {
        if (seen.length === 0)
          await store.apply(
            puts.slice(-3_000).map(({ put }) => ({ put: { ...put, facts: ['after'] } })),
          );
        seen.push(...batch.map(([fact]) => String(fact)));
      }
      expect(seen.length).toBe(12_000);
      expect(new Set(seen)).toEqual(new Set(['before']));
    });
  });

  describe('the first records by value', () => {
    const base = {
      kind: 'COMPANY',
      field: 'hub',
      order: { field: 'FIRST', direction: 'ASC' },
    } as const;
    const idsOf = async (request: Parameters<ReturnType<Opened>['store']['lists']>[0]) =>
      (await opened().store.lists(request)).map((records) => records.map(({ id }) => id));

    test('gives each value its first records in ascending order, records without a key last', async () => {
      await opened().store.apply([
        { put: indexed('KZ.none', { terms: { hub: ['x'] } }) },
        { put: indexed('KZ.c', { terms: { hub: ['x'] }, first: 'c' }) },
        { put: indexed('KZ.b2', { terms: { hub: ['x', 'y'] }, first: 'b' }) },
        { put: indexed('KZ.b1', { terms: { hub: ['x'] }, first: 'b' }) },
        { put: indexed('KZ.i', { kind: 'INVESTOR', terms: { hub: ['x'] }, first: 'a' }) },
      ]);
      expect(await idsOf({ ...base, values: ['x', 'absent', 'y'], first: 10 })).toEqual([
        ['KZ.b1', 'KZ.b2', 'KZ.c', 'KZ.none'],
        [],
        ['KZ.b2'],
      ]);
      expect(await idsOf({ ...base, values: ['y', 'x', 'x'], first: 2 })).toEqual([
        ['KZ.b2'],
        ['KZ.b1', 'KZ.b2'],
        ['KZ.b1', 'KZ.b2'],
      ]);
      expect(await idsOf({ ...base, values: ['x'], first: 0 })).toEqual([[]]);
      expect(await idsOf({ ...base, values: [], first: 10 })).toEqual([]);
    });

    test('gives a record once, even if several of its parts have the value', async () => {
      await opened().store.apply([
        { put: indexed('KZ.a', { parts: [{ party: ['x'] }, { party: ['x'] }] }) },
      ]);
      expect(await idsOf({ ...base, field: 'part.party', values: ['x'], first: 10 })).toEqual([
        ['KZ.a'],
      ]);
    });

    test('of a kind and a field that were never written is empty', async () => {
      expect(await idsOf({ ...base, values: ['x', 'y'], first: 10 })).toEqual([[], []]);
    });
  });

  describe('the summary', () => {
    test('counts the records of each kind and gives the time of the last change', async () => {
      const { store } = opened();
      expect(await store.summary()).toMatchObject({ counts: [], asOf: null });
      await store.apply([
        { put: indexed('KZ.a') },
        { put: indexed('KZ.i', { kind: 'INVESTOR' }) },
        { put: indexed('KZ.b') },
      ]);
      await store.apply([{ remove: 'KZ.a' }]);
      const { counts, asOf } = await store.summary();
      expect(counts).toEqual([
        { kind: 'COMPANY', count: 1 },
        { kind: 'INVESTOR', count: 1 },
      ]);
      expect(asOf).toBe((await store.changesSince(0, 10)).at(-1)?.at);
      await store.apply([{ remove: 'KZ.b' }]);
      expect((await store.summary()).counts).toEqual([{ kind: 'INVESTOR', count: 1 }]);
    });
  });
}
