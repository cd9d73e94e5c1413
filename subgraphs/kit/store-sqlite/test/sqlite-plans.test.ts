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
import { commonQuestions, companies, neverMeeting, rareQuestions } from '@kopru/store/testing';

// What SQLite does for each statement that the store really issues. Its planner looks at no statistics here, so that a plan seen is the
// plan of any file.

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
  store = openSqliteStore(file, { observe: (sql, values) => issued.push({ sql, values }) });
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

/** The statements issued while something was asked, each form of them once. */
async function issuedBy(ask: () => Promise<unknown>): Promise<Statement[]> {
  issued = [];
  await ask();
  return [...new Map(issued.map((statement) => [statement.sql, statement])).values()];
}

const planOf = ({ sql, values }: Statement): string[] =>
  explainer
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map(({ detail }) => String(detail));

/** Steps that go through a whole table, or a whole index without a place to begin at. */
const scansIn = (statement: Statement): string[] =>
  planOf(statement).filter((step) => {
    const [, scanned, rest] = /^SCAN (\S+)(.*)$/.exec(step) ?? [];
    if (scanned === undefined) return false;
    // c, d, w: rows that the statement itself has found by an index; json_each, 16-ROW VALUES CLAUSE: a list that came with the question.
    const own = /^(c|d|w|json_each|CONSTANT|\d+-ROW|\(subquery-\d+\))$/.test(scanned);
    const wholeOfIndex = scanned === 'record' && rest === ' USING COVERING INDEX record_kind';
    return !own && !wholeOfIndex;
  });

const walks = ({ sql }: Statement): boolean => /INDEXED BY sort_key_(up|down)/.test(sql);
const sorts = (statement: Statement): boolean =>
  planOf(statement).some((step) => /B-TREE FOR .*ORDER BY/.test(step));

const ask = (
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

const questions = [...rareQuestions, ...commonQuestions, neverMeeting];
const directions = ['ASC', 'DESC'] as const;
const positions = [undefined, { key: longTie, id: 'KZ.c5' }, { key: null, id: 'KZ.c5' }];

describe('no statement goes through a table without an index', () => {
  test('and where one did, it would be noticed', () => {
    expect(scansIn({ sql: 'SELECT n FROM term WHERE part = ?', values: [1] }).length).toBe(1);
    expect(
      scansIn({ sql: 'SELECT doc FROM record WHERE kind > ? OR doc = 1', values: [''] }).length,
    ).toBe(1);
    for (const order of ['id', 'missing, key DESC, id DESC']) {
      expect(
        sorts({ sql: `SELECT key FROM sort_key WHERE field = ? ORDER BY ${order}`, values: [1] }),
      ).toBe(true);
    }
  });

  test('the questions take in every field of the filter', () => {
    const asked = new Set(JSON.stringify(questions).match(/\w+(?=":)/g));
    expect(Object.keys(kind.filters).filter((field) => !asked.has(field))).toEqual([]);
  });

  test.each(Object.keys(kind.orders))('of a page by %s', async (field) => {
    const statements = await issuedBy(async () => {
      for (const where of questions) {
        for (const direction of directions) {
          for (const after of positions) await store.page(ask(where, field, direction, after));
        }
      }
    });
    expect(statements.length).toBeGreaterThan(25);
    expect(statements.flatMap(scansIn)).toEqual([]);
    expect(statements.filter((statement) => walks(statement) && sorts(statement))).toEqual([]);
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
      for (const where of questions) await store.count('COMPANY', ask(where).filter);
      await store.lists(lists);
      await store.getMany(['KZ.c1', 'KZ.c2']);
      await store.changesSince(5, 10);
      await store.summary();
      await store.apply([{ put: rewritten! }, { remove: 'KZ.none' }]);
    });
    expect(statements.length).toBeGreaterThan(20);
    expect(statements.flatMap(scansIn)).toEqual([]);
  });
});

describe('a page', () => {
  test.each(rareQuestions.map((where) => [JSON.stringify(where), where] as const))(
    'of rare %s is found by the postings and sorted',
    async (_, where) => {
      for (const direction of directions) {
        const rows = await oracle.count('COMPANY', ask(where).filter);
        const statements = await issuedBy(() => store.page(ask(where, 'MODIFIED', direction)));
        expect(statements.filter(walks)).toEqual([]);
        expect(statements.filter(sorts).length).toBe(rows > 0 ? 1 : 0);
      }
    },
  );

  test.each(commonQuestions.map((where) => [JSON.stringify(where), where] as const))(
    'of common %s walks the order, and sorts nothing',
    async (_, where) => {
      for (const direction of directions) {
        const statements = await issuedBy(() => store.page(ask(where, 'MODIFIED', direction)));
        expect(statements.filter(walks).length).toBeGreaterThan(0);
        expect(statements.filter(sorts)).toEqual([]);
      }
    },
  );

  test('of two common conditions that never meet looks at no order and no record', async () => {
    const statements = await issuedBy(() => store.page(ask(neverMeeting)));
    expect(tablesOf(statements)).toEqual(['posting']);
  });

  test('of many that all stand far behind in the order passes by no more of it than one bin', async () => {
    const statements = await issuedBy(() =>
      store.page(ask({ employees: { gte: 400 } }, 'EMPLOYEES', 'ASC')),
    );
    const [walk] = statements.filter(walks);
    expect(walk?.values).toEqual([
      expect.any(Number),
      expect.stringMatching(/^p0+4$/),
      expect.any(String),
    ]);
  });

  test('is the same rows whichever way they are found', async () => {
    for (const where of questions) {
      for (const direction of directions) {
        const request = ask(where, 'MODIFIED', direction, { key: longTie, id: 'KZ.c5' });
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

test('facts are read from their own table, and no record is', async () => {
  for (const where of [{}, { status: ['ACTIVE'] }, { locality: 'oral' }]) {
    const statements = await issuedBy(() =>
      Array.fromAsync(store.facts('COMPANY', ask(where).filter)),
    );
    expect(tablesOf(statements).sort()).toEqual(['fact', 'posting']);
    expect(statements.flatMap(scansIn)).toEqual([]);
  }
});

test('a count of the whole kind, of conditions and of what does not meet them reads postings alone', async () => {
  for (const where of [
    {},
    { status: ['ACTIVE'] },
    { name: 'zauyt' },
    { not: { status: ['ACTIVE'] } },
    neverMeeting,
  ]) {
    const statements = await issuedBy(() => store.count('COMPANY', ask(where).filter));
    expect(tablesOf(statements)).toEqual(['posting']);
  }
});

/** The tables that the plans of statements enter, but that of the fields' numbers. */
function tablesOf(statements: readonly Statement[]): string[] {
  const entered = statements
    .flatMap(planOf)
    .map((step) => /^(?:SEARCH|SCAN) (\w+)/.exec(step)?.[1] ?? '');
  return [...new Set(entered)].filter((table) => !['', 'field', 'json_each'].includes(table));
}
