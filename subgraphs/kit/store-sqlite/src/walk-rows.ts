import type { PageRequest, PageRow } from '@kopru/store';
import { hasBit, isExact } from '@kopru/store/postings';
import type { Part, Matches } from '@kopru/store/postings';
import { compileFilter } from './compile-filter.ts';
import type { CodeOf, Sql } from './compile-filter.ts';
import type { Database } from './database.ts';
import { readDoc } from './read-row.ts';

interface Walk {
  part: Part;
  /** Those that can match at all; null where that is every record. */
  among: Matches | null;
  /** So many rows. */
  most: number;
  maxSteps?: number;
}

const mostAtOnce = 1_000;

interface Found {
  n: number;
  key: string | null;
}

/** Goes along a part of the order and gives those that match; null where so many steps led to neither enough rows nor the end. */
export function walkRows(
  database: Database,
  request: PageRequest,
  codeOf: CodeOf,
  { part, among, most, maxSteps = Infinity }: Walk,
): PageRow[] | null {
  const [index, way] =
    'from' in part && request.order.direction === 'DESC'
      ? ['sort_key_down', 'DESC']
      : ['sort_key_up', 'ASC'];
  const isTold = among === null || isExact(among);
  const found: Found[] = [];
  // Many are tested at once, and ever more: one by one takes several times as long, and where few match, all but for ever.
  let untested: Found[] = [];
  let atOnce = most;
  const test = (): void => {
    atOnce = Math.min(atOnce * 2, mostAtOnce);
    found.push(...(isTold ? untested : testAll(database, request, codeOf, untested)));
    untested = [];
  };
  let taken = 0;
  for (const { text, values } of stretches(request, part)) {
    const steps = database.rows(
      `SELECT s.n, s.key FROM sort_key s INDEXED BY ${index} WHERE s.field = ? AND ${text} ORDER BY s.key ${way}, s.id`,
      [codeOf(request.order.field), ...values],
    );
    for (const [number, key] of steps) {
      if (untested.length >= (isTold ? most - found.length : atOnce)) test();
      if (found.length >= most) break;
      if (taken === maxSteps) return null;
      taken += 1;
      const n = Number(number);
      if (among === null || hasBit(among.bits, n))
        untested.push({ n, key: 'from' in part ? String(key) : null });
    }
  }
  test();
  return readRecords(database, found.slice(0, most));
}

/** In the order given. */
function testAll(
  database: Database,
  request: PageRequest,
  codeOf: CodeOf,
  untested: readonly Found[],
): Found[] {
  const { text, values } = compileFilter(request.filter, 'c.n', codeOf);
  const numbers = JSON.stringify(untested.map(({ n }) => n));
  const rows = database.rows(
    `SELECT c.n FROM (SELECT value AS n FROM json_each(?)) c WHERE ${text}`,
    [numbers, ...values],
  );
  const matching = new Set([...rows].map(([n]) => Number(n)));
  return untested.filter(({ n }) => matching.has(n));
}

function readRecords(database: Database, found: readonly Found[]): PageRow[] {
  const rows = database.all(
    'SELECT n, doc FROM record WHERE n IN (SELECT value FROM json_each(?))',
    [JSON.stringify(found.map(({ n }) => n))],
  );
  const byNumber = new Map(rows.map((row) => [Number(row.n), readDoc(row)]));
  return found.flatMap(({ n, key }) => {
    const record = byNumber.get(n);
    return record ? [{ key, record }] : [];
  });
}

/**
 * What of the part lies behind the position, in stretches each of which begins where an index can be entered: the rest of the position's
 * own key, and the keys beyond it. In one condition, ties already given would be passed again.
 */
function stretches({ after, order }: PageRequest, part: Part): Sql[] {
  if ('missing' in part)
    return after?.key === null
      ? [{ text: `s.missing = 1 AND s.key = '' AND s.id > ?`, values: [after.id] }]
      : [{ text: 's.missing = 1', values: [] }];
  const { from, to } = part;
  const key = after?.key;
  const isBehind = key != null && (order.direction === 'ASC' ? key > to : key < from);
  if (isBehind) return [];
  if (after === undefined || key == null || key < from || key > to)
    return [{ text: 's.missing = 0 AND s.key >= ? AND s.key <= ?', values: [from, to] }];
  const beyond: Sql =
    order.direction === 'ASC'
      ? { text: 's.missing = 0 AND s.key > ? AND s.key <= ?', values: [key, to] }
      : { text: 's.missing = 0 AND s.key >= ? AND s.key < ?', values: [from, key] };
  return [{ text: 's.missing = 0 AND s.key = ? AND s.id > ?', values: [key, after.id] }, beyond];
}
