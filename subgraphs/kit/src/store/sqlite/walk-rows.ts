import type { PageRequest, PageRow } from '../store.ts';
import { keyRange } from '../key-range.ts';
import type { KeyRange } from '../key-range.ts';
import { compileFilter } from './compile-filter.ts';
import type { CodeOf, Sql } from './compile-filter.ts';
import type { Database } from './database.ts';
import { readRow } from './read-row.ts';

/**
 * Goes along the order and tests each record: the page's rows and one more, where there is one. Null where so many steps in a
 * stretch neither filled the page nor reached the stretch's end.
 */
export function walkRows(
  database: Database,
  request: PageRequest,
  codeOf: CodeOf,
  maxSteps?: number,
): PageRow[] | null {
  const test = compileFilter(request.filter, 'c.n', codeOf);
  const rows: PageRow[] = [];
  for (const { missing, where } of stretches(request)) {
    const wanted = request.first + 1 - rows.length;
    if (wanted === 0) break;
    const [index, way] =
      missing || request.order.direction === 'ASC' ? ['sort_key_up', 'ASC'] : ['sort_key_down', 'DESC'];
    const steps = `FROM sort_key s INDEXED BY ${index} WHERE s.field = ? AND s.missing = ${missing} AND ${where.text}
        ORDER BY s.key ${way}, s.id LIMIT ?`;
    const from = [codeOf(request.order.field), ...where.values];
    // All but the innermost query keep the order they are given, and say so to be sure of it.
    const sql = `SELECT ${missing} AS missing, w.key, r.doc FROM (
        SELECT c.key, c.id, c.n FROM (SELECT s.key, s.id, s.n ${steps}) c WHERE ${test.text} ORDER BY c.key ${way}, c.id LIMIT ?
      ) w CROSS JOIN record r ON r.n = w.n ORDER BY w.key ${way}, w.id`;
    rows.push(...database.all(sql, [...from, maxSteps ?? -1, ...test.values, wanted]).map(readRow));
    const goesOn = () => database.all(`SELECT 1 ${steps} OFFSET ?`, [...from, 1, maxSteps ?? 0]).length > 0;
    if (maxSteps !== undefined && rows.length <= request.first && goesOn()) return null;
  }
  return rows;
}

interface Stretch {
  missing: 0 | 1;
  where: Sql;
}

/**
 * What of the order lies behind the position, in stretches each of which begins where an index can be entered: the rest of the position's
 * own key, the keys beyond it, the records without one. In one condition, ties already given would be passed again.
 */
function stretches(request: PageRequest): Stretch[] {
  const range = keyRange(request);
  return range
    ? keyed(request).flatMap((stretch) => (stretch.missing ? [] : [within(stretch, range)]))
    : keyed(request);
}

/** None but those whose keys lie in the range. */
function within({ missing, where }: Stretch, { gte, lte }: KeyRange): Stretch {
  const bounds = [
    ...(gte === undefined ? [] : [{ text: 's.key >= ?', value: gte }]),
    ...(lte === undefined ? [] : [{ text: 's.key <= ?', value: lte }]),
  ];
  return {
    missing,
    where: {
      text: [where.text, ...bounds.map(({ text }) => text)].join(' AND '),
      values: [...where.values, ...bounds.map(({ value }) => value)],
    },
  };
}

function keyed({ after, order }: PageRequest): Stretch[] {
  const whole = (missing: 0 | 1): Stretch => ({ missing, where: { text: '1', values: [] } });
  if (!after) return [whole(0), whole(1)];
  const sameKey = (missing: 0 | 1, key: string): Stretch => ({
    missing,
    where: { text: 's.key = ? AND s.id > ?', values: [key, after.id] },
  });
  if (after.key === null) return [sameKey(1, '')];
  const beyond = order.direction === 'ASC' ? '>' : '<';
  return [sameKey(0, after.key), { missing: 0, where: { text: `s.key ${beyond} ?`, values: [after.key] } }, whole(1)];
}
