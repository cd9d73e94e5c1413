import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kindOf } from '@kopru/records';
import { whereFilter } from '@kopru/registry';
import { createMemoryStore } from '@kopru/store';
import { openSqliteStore } from '../src/sqlite-store.ts';
import type { PageRequest, Store } from '@kopru/store';
import type { Direction } from '@kopru/records';
import { commonFilters, companies, disjointFilter, rareFilters } from '@kopru/store/testing';

// Checks the query plan of each statement that the store issues. The planner has no statistics
// here, so a plan is the same for any file.

const kind = kindOf('COMPANY');
const size = 24_000;
const longTie = '2026-02-01T00:00:00.000Z';

interface Statement {
  sql: string;
  values: readonly SQLInputValue[];
}

let folder: string;
let store: Store;
let oracle: Store;
let explainer: DatabaseSync;
let issued: Statement[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-plans-'));
  const file = join(folder, 'registry.sqlite');
  store = openSqliteStore(file, { onQuery: (sql, values) => issued.push({ sql, values }) });
  oracle = createMemoryStore();
  const writes = companies(size).map((put) => ({ put }));
  await store.apply(writes);
  await oracle.apply(writes);
  explainer = new DatabaseSync(file);
});
afterAll(async () => {
  explainer.close();
  await store.close();
  await rm(folder, { recursive: true });
});

/** The statements that the work issues, each SQL text once. */
async function issuedBy(work: () => Promise<unknown>): Promise<Statement[]> {
  issued = [];
  await work();
  return [...new Map(issued.map((statement) => [statement.sql, statement])).values()];
}

const planOf = ({ sql, values }: Statement): string[] =>
  explainer
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map(({ detail }) => String(detail));

/** Steps that scan a whole table, or a whole index without a start key. */
const fullScansIn = (statement: Statement): string[] =>
  planOf(statement).filter((step) => {
    const [, scanned, rest] = /^SCAN (\S+)(.*)$/.exec(step) ?? [];
    if (scanned === undefined) return false;
    // c, d, w: rows that the statement found by an index; json_each, 16-ROW VALUES CLAUSE: a list
    // bound to the statement.
    const isBoundList = /^(c|d|w|json_each|CONSTANT|\d+-ROW|\(subquery-\d+\))$/.test(scanned);
    const wholeOfIndex = scanned === 'record' && rest === ' USING COVERING INDEX record_kind';
    return !isBoundList && !wholeOfIndex;
  });

const scansOrder = ({ sql }: Statement): boolean => /INDEXED BY sort_key_(up|down)/.test(sql);
const sorts = (statement: Statement): boolean =>
  planOf(statement).some((step) => /B-TREE FOR .*ORDER BY/.test(step));

const pageOf = (
  where: object,
  field = 'NAME',
  direction: Direction = 'ASC',
  after?: PageRequest['after'],
): PageRequest => ({
  kind: 'COMPANY',
  filter: whereFilter(kind, where as Readonly<Record<string, unknown>>, 'KZ'),
  order: { field, direction },
  first: 50,
  ...(after && { after }),
});

const filters = [...rareFilters, ...commonFilters, disjointFilter];
const directions = ['ASC', 'DESC'] as const;
const positions = [undefined, { key: longTie, id: 'KZ.c5' }, { key: null, id: 'KZ.c5' }];

describe('no statement scans a table without an index', () => {
  test('and a statement that did would be detected', () => {
    expect(fullScansIn({ sql: 'SELECT n FROM term WHERE part = ?', values: [1] }).length).toBe(1);
    expect(
      fullScansIn({ sql: 'SELECT doc FROM record WHERE kind > ? OR doc = 1', values: [''] }).length,
    ).toBe(1);
    for (const order of ['id', 'missing, key DESC, id DESC']) {
      expect(
        sorts({ sql: `SELECT key FROM sort_key WHERE field = ? ORDER BY ${order}`, values: [1] }),
      ).toBe(true);
    }
  });

  test('the filters cover every field of the kind', () => {
    const used = new Set(JSON.stringify(filters).match(/\w+(?=":)/g));
    expect(Object.keys(kind.filters).filter((field) => !used.has(field))).toEqual([]);
  });

  test.each(Object.keys(kind.orders))('of a page by %s', async (field) => {
    const statements = await issuedBy(async () => {
      for (const where of filters) {
        for (const direction of directions) {
          for (const after of positions) await store.page(pageOf(where, field, direction, after));
        }
      }
    });
    expect(statements.length).toBeGreaterThan(25);
    expect(statements.flatMap(fullScansIn)).toEqual([]);
    expect(statements.filter((statement) => scansOrder(statement) && sorts(statement))).toEqual([]);
  });

  test('of a count, lists, records by id, changes, the summary and writes', async () => {
    const [rewritten] = companies(1);
    const lists = {
      kind: 'COMPANY',
      field: 'startup.hub',
      values: ['KZ.h3', 'KZ.h13'],
      order: { field: 'NAME', direction: 'ASC' },
      first: 20,
    } as const;
    const statements = await issuedBy(async () => {
      for (const where of filters) await store.count('COMPANY', pageOf(where).filter);
      await store.lists(lists);
      await store.getMany(['KZ.c1', 'KZ.c2']);
      await store.changesSince(5, 10);
      await store.summary();
      await store.apply([{ put: rewritten! }, { remove: 'KZ.none' }]);
    });
    expect(statements.length).toBeGreaterThan(20);
    expect(statements.flatMap(fullScansIn)).toEqual([]);
  });
});

describe('a page', () => {
  test.each(rareFilters.map((where) => [JSON.stringify(where), where] as const))(
    'of rare %s is found by bitmaps and sorted',
    async (_, where) => {
      for (const direction of directions) {
        const rows = await oracle.count('COMPANY', pageOf(where).filter);
        const statements = await issuedBy(() => store.page(pageOf(where, 'MODIFIED', direction)));
        expect(statements.filter(scansOrder)).toEqual([]);
        expect(statements.filter(sorts).length).toBe(rows > 0 ? 1 : 0);
      }
    },
  );

  test.each(commonFilters.map((where) => [JSON.stringify(where), where] as const))(
    'of common %s scans the order and sorts nothing',
    async (_, where) => {
      for (const direction of directions) {
        const statements = await issuedBy(() => store.page(pageOf(where, 'MODIFIED', direction)));
        expect(statements.filter(scansOrder).length).toBeGreaterThan(0);
        expect(statements.filter(sorts)).toEqual([]);
      }
    },
  );

  test('of two common conditions that never meet reads no order and no record', async () => {
    const statements = await issuedBy(() => store.page(pageOf(disjointFilter)));
    expect(tablesOf(statements)).toEqual(['posting']);
  });

  test('of many matches deep in the order scans only one bucket of it', async () => {
    const statements = await issuedBy(() =>
      store.page(pageOf({ employees: { gte: 400 } }, 'EMPLOYEES', 'ASC')),
    );
    const [scan] = statements.filter(scansOrder);
    expect(scan?.values).toEqual([
      expect.any(Number),
      expect.stringMatching(/^p0+4$/),
      expect.any(String),
    ]);
  });

  test('has the same rows whichever strategy finds them', async () => {
    for (const where of filters) {
      for (const direction of directions) {
        const request = pageOf(where, 'MODIFIED', direction, { key: longTie, id: 'KZ.c5' });
        expect(await store.page(request), JSON.stringify(where)).toEqual(
          await oracle.page(request),
        );
        expect(await store.count('COMPANY', request.filter)).toBe(
          await oracle.count('COMPANY', request.filter),
        );
      }
    }
  });
});

test('facts are read from their own table without reading records', async () => {
  for (const where of [{}, { status: ['ACTIVE'] }, { locality: 'oral' }]) {
    const statements = await issuedBy(() =>
      Array.fromAsync(store.facts('COMPANY', pageOf(where).filter)),
    );
    expect(tablesOf(statements).sort()).toEqual(['fact', 'posting']);
    expect(statements.flatMap(fullScansIn)).toEqual([]);
  }
});

test('a count of the whole kind, of conditions and of their negation reads only bitmaps', async () => {
  for (const where of [
    {},
    { status: ['ACTIVE'] },
    { name: 'zauyt' },
    { not: { status: ['ACTIVE'] } },
    disjointFilter,
  ]) {
    const statements = await issuedBy(() => store.count('COMPANY', pageOf(where).filter));
    expect(tablesOf(statements)).toEqual(['posting']);
  }
});

/** The tables that the statements read, except the table of field numbers. */
function tablesOf(statements: readonly Statement[]): string[] {
  const entered = statements
    .flatMap(planOf)
    .map((step) => /^(?:SEARCH|SCAN) (\w+)/.exec(step)?.[1] ?? '');
  return [...new Set(entered)].filter((table) => !['', 'field', 'json_each'].includes(table));
}
