import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '@kopru/registry';
import { explainError } from '../src/explain-error.ts';
import { steps } from '../src/schema.ts';
import { openSqliteStore } from '../src/sqlite-store.ts';
import type { StoredRecord } from '@kopru/records';
import { indexVersion } from '@kopru/records';
import { StoreError } from '@kopru/store';
import { indexed } from '@kopru/store/testing';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-store-'));
  file = join(folder, 'registry.sqlite');
});
afterEach(() => rm(folder, { recursive: true }));

/** The message of the StoreError that opening the store throws. */
async function openError(url: string): Promise<string> {
  const error: unknown = await openStore(url).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreError);
  return (error as StoreError).message;
}

function makeDatabase(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

describe('a file that cannot be a store is rejected with a message that says what to do', () => {
  test('if it is not a database', async () => {
    await writeFile(file, 'id,name\nKZ.a,Almaty\n'.repeat(100));
    expect(await openError(`sqlite:${file}`)).toBe(
      `Expected a database at ${file}, but the file is something else. Move it away, or name another file.`,
    );
  });

  test('if a newer version created it', async () => {
    await openSqliteStore(file).close();
    makeDatabase(`PRAGMA user_version = ${steps.length + 1}`);
    expect(await openError(`sqlite:${file}`)).toBe(
      `Expected a database of version ${steps.length} at most at ${file}, but it is of version ${steps.length + 1}. Run a newer Köprü, or name another file.`,
    );
  });

  test.each(['', 'PRAGMA user_version = 1;'])(
    'if it is the database of another program, which stays unchanged (%s)',
    async (version) => {
      makeDatabase(`CREATE TABLE record (a); INSERT INTO record VALUES (1); ${version}`);
      const before = await readFile(file);
      expect(await openError(`sqlite:${file}`)).toBe(
        `Expected a database of Köprü at ${file}, but it is another program's. Name another file.`,
      );
      expect(await readFile(file)).toEqual(before);
    },
  );

  test('if its folder does not exist or is not a folder', async () => {
    await writeFile(file, '');
    for (const path of [join(folder, 'none', 'a.sqlite'), join(file, 'a.sqlite'), folder]) {
      expect(await openError(`sqlite:${path}`)).toBe(
        `Expected to open or make the database ${path}, but could not. Check that its folder exists and can be written.`,
      );
    }
  });

  test('if no file or an unknown adapter is named', async () => {
    expect(await openError('sqlite:')).toBe(
      'Expected the path of a file after sqlite:, but got nothing. Give one.',
    );
    expect(await openError('oracle:thin:scott/tiger')).toBe(
      'Expected a store URL that begins with sqlite: or mongodb: or mongodb+srv: or memory:, but got oracle:. Give one of these.',
    );
    expect(await openError('registry.db')).toMatch(/^Expected a store URL .* but got no scheme\./);
  });
});

describe('an empty file', () => {
  test('becomes a store', async () => {
    await writeFile(file, '');
    const store = openSqliteStore(file);
    expect(await store.summary()).toEqual({ counts: [], asOf: null, sequence: 0, indexVersion });
    await store.close();
  });
});

describe('a file of version 1', () => {
  test('is upgraded, and finds all its records after the migration', async () => {
    makeDatabase(`${steps[0]} PRAGMA user_version = 1;
      INSERT INTO record (n, id, kind, doc) VALUES (1, 'KZ.a', 'COMPANY', '{"id": "KZ.a"}'), (2, 'KZ.i', 'INVESTOR', '{"id": "KZ.i"}');
      INSERT INTO term (field, value, n, part) VALUES
        ('status', 'ACTIVE', 1, 0), ('part.party', 'KZ.b', 1, 1), ('status', 'ACTIVE', 2, 0), ('only', 'x', 2, 0);
      INSERT INTO sort_key (kind, field, missing, key, id, n) VALUES
        ('COMPANY', 'FIRST', 1, '', 'KZ.a', 1), ('INVESTOR', 'FIRST', 0, 'k', 'KZ.i', 2);
      INSERT INTO change (kind, id, event, at) VALUES ('COMPANY', 'KZ.a', 'ADDED', '2026-11-23T00:00:00.000Z');`);
    const before = await readFile(file);
    expect(await openError(`sqlite:${file}`)).toBe(
      `Expected a database of version ${steps.length} at ${file}, but it is of version 1. Stop what writes to it and run kopru migrate.`,
    );
    expect(await readFile(file)).toEqual(before);
    const store = openSqliteStore(file, { mayUpgrade: true });
    expect((await store.summary()).indexVersion).toBe(1);
    const kinds = { 'KZ.a': 'COMPANY', 'KZ.i': 'INVESTOR' } as Record<string, StoredRecord['kind']>;
    await store.reindex(indexVersion, ({ id }) => ({
      record: { id, kind: kinds[id] } as StoredRecord,
      entries: [
        { field: 'status', value: 'ACTIVE', part: 0 },
        { field: 'part.party', value: 'KZ.b', part: 1 },
      ],
      keys: { FIRST: id === 'KZ.i' ? 'k' : null },
    }));
    const page = (kind: 'COMPANY' | 'INVESTOR') =>
      store.page({
        kind,
        filter: { field: 'status', oneOf: ['ACTIVE'] },
        order: { field: 'FIRST', direction: 'DESC' },
        first: 9,
      });
    expect((await page('COMPANY')).rows).toEqual([
      { key: null, record: { id: 'KZ.a', kind: 'COMPANY' } },
    ]);
    expect((await page('INVESTOR')).rows).toEqual([
      { key: 'k', record: { id: 'KZ.i', kind: 'INVESTOR' } },
    ]);
    expect(
      await store.count('COMPANY', { onePart: [{ field: 'part.party', oneOf: ['KZ.b'] }] }),
    ).toBe(1);
    await store.apply([{ put: indexed('KZ.a', { terms: { status: ['CLOSED'] } }) }]);
    expect((await page('COMPANY')).rows).toEqual([]);
    expect((await store.changesSince(0, 9)).map(({ event }) => event)).toEqual([
      'ADDED',
      'UPDATED',
    ]);
    expect((await store.summary()).indexVersion).toBe(indexVersion);
    await store.close();
  });
});

describe('a store', () => {
  test('may be closed twice; every call then fails', async () => {
    const store = openSqliteStore(file);
    await store.close();
    await store.close();
    await expect(store.getMany(['KZ.a'])).rejects.toThrow();
    await expect(store.apply([{ remove: 'KZ.a' }])).rejects.toThrow();
  });

  test('treats any text as a value, a field or an order, never as SQL', async () => {
    const texts = [
      "'; DROP TABLE record; --",
      '"; DROP TABLE term; --',
      "o'q",
      'a"b',
      '?1',
      ':a',
      '$b',
      '%',
      '_',
      '\\',
      '`x`',
      '[x]',
      ')',
    ];
    const store = openSqliteStore(file);
    const puts = texts.map((text, index) => {
      const { record, keys } = indexed(`KZ.${index}`, { text });
      return {
        put: {
          record,
          entries: [{ field: text, value: text, part: 1 }],
          keys: { ...keys, [text]: text },
        },
      };
    });
    await store.apply(puts);
    for (const [index, text] of texts.entries()) {
      const order = { field: text, direction: 'DESC' } as const;
      const filters = [
        { field: text, oneOf: [text] },
        { field: text, oneOf: [text, 'other'] },
        { field: text, startsWith: text },
        { field: text, gte: text, lte: text },
        { onePart: [{ field: text, oneOf: [text] }] },
      ];
      for (const filter of filters) {
        const page = { kind: 'COMPANY', filter, order, first: 5 } as const;
        const ids = async (after?: { key: string; id: string }) =>
          (await store.page({ ...page, ...(after && { after }) })).rows.map(
            ({ record }) => record.id,
          );
        expect(await ids(), text).toEqual([`KZ.${index}`]);
        expect(await ids({ key: text, id: text }), text).toEqual(
          text < 'KZ.' ? [`KZ.${index}`] : [],
        );
        expect(await store.count('COMPANY', filter)).toBe(1);
      }
      const lists = { kind: 'COMPANY', field: text, values: [text], order, first: 1 } as const;
      expect((await store.lists(lists))[0]?.length).toBe(1);
      expect(await store.getMany([text])).toEqual([null]);
      await store.apply([{ remove: text }]);
    }
    expect((await store.summary()).counts).toEqual([{ kind: 'COMPANY', count: texts.length }]);
    await store.close();
  });
});

test('facts of different containers come from one snapshot, even if a record changes its kind meanwhile', async () => {
  const store = openSqliteStore(file);
  const put = (id: string, kind: 'COMPANY' | 'INVESTOR', fact: string) => ({
    put: { ...indexed(id, { kind }), facts: [fact] },
  });
  await store.apply([put('KZ.a', 'COMPANY', 'before')]);
  // The numbers of the next records are in another container.
  makeDatabase(`INSERT INTO record (n, id, kind, doc) VALUES (40000, 'KZ.gap', 'INVESTOR', '{}')`);
  await store.apply([put('KZ.b', 'COMPANY', 'before'), put('KZ.c', 'COMPANY', 'before')]);
  const seen: unknown[] = [];
  for await (const batch of store.facts('COMPANY', { always: true })) {
    if (seen.length === 0)
      await store.apply([
        put('KZ.b', 'INVESTOR', 'of another kind'),
        put('KZ.c', 'COMPANY', 'after'),
      ]);
    seen.push(...batch.flat());
  }
  expect(seen).toEqual(['before', 'before', 'before']);
  await store.close();
});

test('a failure of the file is explained to the operator, a bug is left unchanged', () => {
  const explain = (errcode: number) =>
    explainError('a.sqlite', Object.assign(new Error('raw'), { errcode }));
  const busyRecovery = 5 + 256;
  for (const code of [5, busyRecovery, 8, 10, 11, 13, 14, 26]) {
    expect(explain(code)).toBeInstanceOf(StoreError);
    expect((explain(code) as StoreError).message).toMatch(
      /^Expected .* a\.sqlite, but .*\. [A-Z].*\.$/,
    );
  }
  expect((explain(1) as Error).message).toBe('raw');
});
