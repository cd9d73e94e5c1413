import type { PageRequest, PageRow } from '../store.ts';
import { endOf } from '../postings/bins.ts';
import { hasBit } from '../postings/bits.ts';
import type { Bits } from '../postings/bits.ts';
import { compileFilter } from './compile-filter.ts';
import type { CodeOf, Sql } from './compile-filter.ts';
import type { Database } from './database.ts';
import { readDoc } from './read-row.ts';

/** Which part of the order is walked: a bin of keys, or the records without one. */
export type Part = { bin: string } | { missing: true };

interface Walk {
  part: Part;
  /** Of the part, those that match. */
  members: Bits;
  /** Every one of them matches. */
  exact: boolean;
  most: number;
}

/** Goes along a part of the order and gives those that match, so many rows at most. */
export function walkRows(
  database: Database,
  request: PageRequest,
  codeOf: CodeOf,
  { part, members, exact, most }: Walk,
): PageRow[] {
  const test = compileFilter(request.filter, 'c.n', codeOf);
  const matches = (n: number): boolean =>
    exact || database.all(`SELECT 1 FROM (SELECT ? AS n) c WHERE ${test.text}`, [n, ...test.values]).length > 0;
  const [index, way] = 'bin' in part && request.order.direction === 'DESC' ? ['sort_key_down', 'DESC'] : ['sort_key_up', 'ASC']; // prettier-ignore
  const found: { n: number; key: string | null }[] = [];
  for (const { text, values } of stretches(request, part)) {
    const steps = database.rows(
      `SELECT s.n, s.key FROM sort_key s INDEXED BY ${index} WHERE s.field = ? AND ${text} ORDER BY s.key ${way}, s.id`,
      [codeOf(request.order.field), ...values],
    );
    for (const [number, key] of steps) {
      if (found.length === most) break;
      const n = Number(number);
      if (hasBit(members, n) && matches(n)) found.push({ n, key: 'bin' in part ? String(key) : null });
    }
  }
  return readRecords(database, found);
}

function readRecords(database: Database, found: readonly { n: number; key: string | null }[]): PageRow[] {
  const rows = database.all('SELECT n, doc FROM record WHERE n IN (SELECT value FROM json_each(?))', [JSON.stringify(found.map(({ n }) => n))]); // prettier-ignore
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
  const bin: Sql = { text: 's.missing = 0 AND s.key >= ? AND s.key <= ?', values: [part.bin, endOf(part.bin)] };
  const key = after?.key;
  if (after === undefined || key == null || key < part.bin || key > endOf(part.bin)) return [bin];
  const beyond: Sql =
    order.direction === 'ASC'
      ? { text: 's.missing = 0 AND s.key > ? AND s.key <= ?', values: [key, endOf(part.bin)] }
      : { text: 's.missing = 0 AND s.key >= ? AND s.key < ?', values: [part.bin, key] };
  return [{ text: 's.missing = 0 AND s.key = ? AND s.id > ?', values: [key, after.id] }, beyond];
}
