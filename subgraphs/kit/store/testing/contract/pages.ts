import { describe, expect, test } from 'vitest';
import type { PageRequest } from '../../src/store.ts';
import { indexed } from '../indexed.ts';
import type { Opened } from '../opened-store.ts';

export function describePages(opened: Opened): void {
  const put = (records: Readonly<Record<string, string | null>>) =>
    opened().store.apply(
      Object.entries(records).map(([id, first]) => ({ put: indexed(id, { first }) })),
    );
  const page = async (options: Partial<PageRequest> & { direction?: 'ASC' | 'DESC' } = {}) => {
    const { direction = 'ASC', ...request } = options;
    const order = { field: 'FIRST', direction };
    const result = await opened().store.page({
      kind: 'COMPANY',
      filter: { all: [] },
      first: 50,
      order,
      ...request,
    });
    return {
      ids: result.rows.map(({ record }) => record.id).join(' '),
      hasNext: result.hasNext,
      rows: result.rows,
    };
  };

  describe('a page', () => {
    test('orders by key, then by id ascending; missing keys come last in both directions', async () => {
      await put({
        'KZ.n2': null,
        'KZ.b2': 'b',
        'KZ.c': 'c',
        'KZ.n1': null,
        'KZ.a': 'a',
        'KZ.b1': 'b',
        'KZ.b3': 'b',
      });
      expect((await page()).ids).toBe('KZ.a KZ.b1 KZ.b2 KZ.b3 KZ.c KZ.n1 KZ.n2');
      expect((await page({ direction: 'DESC' })).ids).toBe(
        'KZ.c KZ.b1 KZ.b2 KZ.b3 KZ.a KZ.n1 KZ.n2',
      );
    });

    test('gives each row its record and its sort key; an empty key is not a missing key', async () => {
      await put({ 'KZ.x': 'x', 'KZ.empty': '', 'KZ.none': null });
      expect((await page()).rows).toEqual([
        { key: '', record: indexed('KZ.empty').record },
        { key: 'x', record: indexed('KZ.x').record },
        { key: null, record: indexed('KZ.none').record },
      ]);
    });

    test('compares keys and ids byte by byte', async () => {
      await put({
        'KZ.1': 'a',
        'KZ.2': 'Z',
        'KZ.3': '9',
        'KZ.4': '10',
        'KZ.5': 'a b',
        'KZ.6': 'a~',
        'KZ.7': 'aa',
      });
      expect((await page()).ids).toBe('KZ.4 KZ.3 KZ.2 KZ.1 KZ.5 KZ.7 KZ.6');
      await put({ 'KZ.a': 't', 'KZ.B': 't', 'KZ.-': 't', 'KZ._': 't', 'KZ.10': 't', 'KZ.9': 't' });
      expect((await page({ after: { key: 'b', id: 'KZ.' } })).ids).toBe(
        'KZ.- KZ.10 KZ.9 KZ.B KZ._ KZ.a',
      );
    });

    test('has the requested number of rows and says whether there are more', async () => {
      await put({ 'KZ.a': 'a', 'KZ.b': 'b', 'KZ.n': null });
      expect(await page({ first: 2 })).toMatchObject({ ids: 'KZ.a KZ.b', hasNext: true });
      expect(await page({ first: 3 })).toMatchObject({ ids: 'KZ.a KZ.b KZ.n', hasNext: false });
      expect(await page({ first: 0 })).toMatchObject({ ids: '', hasNext: true });
      expect(await page({ first: 0, after: { key: null, id: 'KZ.n' } })).toMatchObject({
        ids: '',
        hasNext: false,
      });
    });

    test('of an empty store or of a kind without records is empty', async () => {
      expect(await page({ first: 0 })).toEqual({ ids: '', hasNext: false, rows: [] });
      await put({ 'KZ.a': 'a' });
      expect(await page({ kind: 'INVESTOR' })).toEqual({ ids: '', hasNext: false, rows: [] });
    });

    test('has records of one kind in the requested order', async () => {
      await opened().store.apply([
        { put: indexed('KZ.a', { first: 'a', second: 'z' }) },
        { put: indexed('KZ.b', { first: 'b', second: 'y' }) },
        { put: indexed('KZ.i', { kind: 'INVESTOR', first: 'a', second: 'a' }) },
      ]);
      expect((await page({ order: { field: 'SECOND', direction: 'ASC' } })).ids).toBe('KZ.b KZ.a');
      expect((await page({ kind: 'INVESTOR' })).ids).toBe('KZ.i');
    });
  });

  describe('after a position', () => {
    const world = {
      'KZ.a': 'a',
      'KZ.b1': 'b',
      'KZ.b2': 'b',
      'KZ.c': 'c',
      'KZ.n1': null,
      'KZ.n2': null,
    };

    test.each([
      ['ASC', 'a', 'KZ.a', 'KZ.b1 KZ.b2 KZ.c KZ.n1 KZ.n2'],
      ['ASC', 'b', 'KZ.b1', 'KZ.b2 KZ.c KZ.n1 KZ.n2'],
      ['ASC', 'c', 'KZ.c', 'KZ.n1 KZ.n2'],
      ['DESC', 'c', 'KZ.c', 'KZ.b1 KZ.b2 KZ.a KZ.n1 KZ.n2'],
      ['DESC', 'b', 'KZ.b1', 'KZ.b2 KZ.a KZ.n1 KZ.n2'],
      ['DESC', 'a', 'KZ.a', 'KZ.n1 KZ.n2'],
      ['ASC', null, 'KZ.n1', 'KZ.n2'],
      ['DESC', null, 'KZ.n1', 'KZ.n2'],
      ['ASC', null, 'KZ.n2', ''],
    ] as const)('%s (%s, %s) continues with %s', async (direction, key, id, ids) => {
      await put(world);
      expect((await page({ direction, after: { key, id } })).ids).toBe(ids);
    });

    test.each([
      ['ASC', 'b', 'KZ.b1x', 'KZ.b2 KZ.c KZ.n1 KZ.n2'],
      ['DESC', 'bb', 'KZ.z', 'KZ.b1 KZ.b2 KZ.a KZ.n1 KZ.n2'],
      ['ASC', 'zz', 'KZ.z', 'KZ.n1 KZ.n2'],
      ['DESC', '', 'KZ.z', 'KZ.n1 KZ.n2'],
      ['ASC', null, 'KZ.', 'KZ.n1 KZ.n2'],
    ] as const)(
      '%s (%s, %s), without a record, continues with %s',
      async (direction, key, id, ids) => {
        await put(world);
        expect((await page({ direction, after: { key, id } })).ids).toBe(ids);
      },
    );

    test('continues where the record of the position was removed or moved', async () => {
      await put(world);
      await opened().store.apply([{ remove: 'KZ.b1' }, { put: indexed('KZ.a', { first: 'z' }) }]);
      expect((await page({ after: { key: 'b', id: 'KZ.b1' } })).ids).toBe(
        'KZ.b2 KZ.c KZ.a KZ.n1 KZ.n2',
      );
      expect((await page({ after: { key: 'a', id: 'KZ.a' } })).ids).toBe(
        'KZ.b2 KZ.c KZ.a KZ.n1 KZ.n2',
      );
    });
  });
}
