import type { StoredRecord } from '../../kinds/index.ts';
import type { FieldCondition, Filter, Page, PageRequest, PageRow } from '../store.ts';
import type { Database } from './database.ts';
import { compileFilter, selectNumbers } from './compile-filter.ts';
import type { Sql } from './compile-filter.ts';

/**
 * With up to so many records a condition counts as rare: they are collected and sorted. A commoner one is tested while walking the order,
 * where the page fills soon. Left to choose, SQLite walks for rare terms and sorts common ones.
 */
const rare = 2_000;

export function readPage(database: Database, request: PageRequest): Page {
  const driver = rarestCondition(database, request.filter);
  const rows: PageRow[] = [];
  // Nulls come last in both directions, so they are a walk of their own behind the keys.
  const segments = request.after?.key === null ? [true] : [false, true];
  for (const missing of segments) {
    if (rows.length > request.first) break;
    rows.push(...readSegment(database, request, driver, missing, request.first + 1 - rows.length));
  }
  return { rows: rows.slice(0, request.first), hasNext: rows.length > request.first };
}

function readSegment(
  database: Database,
  request: PageRequest,
  driver: Sql | null,
  missing: boolean,
  limit: number,
): PageRow[] {
  const { kind, filter, order } = request;
  const after = afterSql(request, missing);
  const test = compileFilter(filter, 's.n');
  const direction = order.direction === 'DESC' && !missing ? 'DESC' : 'ASC';
  // CROSS JOIN fixes the order of the tables: the collected numbers first, or the order's own index.
  const from = driver
    ? `(SELECT DISTINCT n FROM (${driver.text})) d CROSS JOIN sort_key s INDEXED BY sort_key_of_record ON s.n = d.n`
    : 'sort_key s';
  const sql = `SELECT s.key, r.doc FROM ${from} CROSS JOIN record r ON r.n = s.n
    WHERE s.kind = ? AND s.field = ? AND s.missing = ${missing ? 1 : 0} AND ${after.text} AND ${test.text}
    ORDER BY s.key ${direction}, s.id ASC LIMIT ?`;
  const values = [...(driver?.values ?? []), kind, order.field, ...after.values, ...test.values, limit];
  return database.all(sql, values).map((row) => ({
    key: missing ? null : String(row.key),
    record: JSON.parse(String(row.doc)) as StoredRecord,
  }));
}

function afterSql({ after, order }: PageRequest, missing: boolean): Sql {
  if (!after || (missing && after.key !== null)) return { text: '1', values: [] };
  if (missing || after.key === null) return { text: 's.id > ?', values: [after.id] };
  // The first condition lets SQLite start its walk at the key, the second passes over the rows of that key already given.
  const [reached, behind] = order.direction === 'DESC' ? ['<=', '<'] : ['>=', '>'];
  return { text: `s.key ${reached} ? AND (s.key ${behind} ? OR s.id > ?)`, values: [after.key, after.key, after.id] };
}

/** The condition with the fewest records among those that must all hold, if it is a rare one. */
function rarestCondition(database: Database, filter: Filter): Sql | null {
  let best: { count: number; sql: Sql } | null = null;
  for (const condition of requiredConditions(filter)) {
    const sql = selectNumbers(condition);
    const limit = best?.count ?? rare;
    const [row] = database.all(`SELECT count(*) AS count FROM (${sql.text} LIMIT ?)`, [...sql.values, limit]);
    const count = Number(row?.count);
    if (count < limit) best = { count, sql };
  }
  return best?.sql ?? null;
}

type Positive = FieldCondition | { onePart: readonly FieldCondition[] };

function requiredConditions(filter: Filter): Positive[] {
  if ('all' in filter) return filter.all.flatMap(requiredConditions);
  return 'field' in filter || 'onePart' in filter ? [filter] : [];
}

export function readCount(database: Database, kind: string, filter: Filter): number {
  const driver = rarestCondition(database, filter);
  const test = compileFilter(filter, 'r.n');
  const from = driver ? `(SELECT DISTINCT n FROM (${driver.text})) d CROSS JOIN record r ON r.n = d.n` : 'record r';
  const sql = `SELECT count(*) AS count FROM ${from} WHERE r.kind = ? AND ${test.text}`;
  const [row] = database.all(sql, [...(driver?.values ?? []), kind, ...test.values]);
  return Number(row?.count);
}
