import type { PageRequest, PageRow } from '@kopru/store';
import { compileFilter } from './compile-filter.ts';
import type { CodeOf, Sql } from './compile-filter.ts';
import type { Database } from './database.ts';
import { readRow } from './read-row.ts';

interface Candidates {
  numbers: readonly number[];
  /** Every one of them matches. */
  exact: boolean;
}

/** Tests the candidates, unless they match anyway, and sorts them: so many rows at most. */
export function collectRows(
  database: Database,
  request: PageRequest,
  codeOf: CodeOf,
  { numbers, exact, most }: Candidates & { most: number },
): PageRow[] {
  const { order } = request;
  const test = compileFilter(exact ? { always: true } : request.filter, 's.n', codeOf);
  const after = behind(request);
  // CROSS JOIN fixes the order of the tables. The records themselves come last, so that only the page's own are read.
  const sql = `SELECT w.missing, w.key, r.doc FROM (
      SELECT s.missing, s.key, s.id, s.n FROM (SELECT value AS n FROM json_each(?)) d
      CROSS JOIN sort_key s ON s.n = d.n AND s.field = ?
      WHERE ${after.text} AND ${test.text}
      ORDER BY s.missing, s.key ${order.direction}, s.id LIMIT ?
    ) w CROSS JOIN record r ON r.n = w.n ORDER BY w.missing, w.key ${order.direction}, w.id`;
  const values = [
    JSON.stringify(numbers),
    codeOf(order.field),
    ...after.values,
    ...test.values,
    most,
  ];
  return database.all(sql, values).map(readRow);
}

function behind({ after, order }: PageRequest): Sql {
  if (!after) return { text: '1', values: [] };
  if (after.key === null) return { text: 's.missing = 1 AND s.id > ?', values: [after.id] };
  const beyond = order.direction === 'ASC' ? '>' : '<';
  return {
    text: `(s.missing = 1 OR s.key ${beyond} ? OR (s.key = ? AND s.id > ?))`,
    values: [after.key, after.key, after.id],
  };
}
