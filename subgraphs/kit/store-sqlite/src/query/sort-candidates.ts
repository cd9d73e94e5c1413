import type { PageRequest, PageRow } from '@kopru/store';
import type { Database } from '../database.ts';
import { readRow } from '../read-row.ts';
import { compileFilter } from './compile-filter.ts';
import type { CodeOf, Sql } from './compile-filter.ts';

interface Candidates {
  numbers: readonly number[];
  /** Every candidate matches, so none is tested. */
  exact: boolean;
}

/** Tests the candidates unless they are exact, sorts them, and reads the first `limit` records. */
export function sortCandidates(
  database: Database,
  request: PageRequest,
  codeOf: CodeOf,
  { numbers, exact, limit }: Candidates & { limit: number },
): PageRow[] {
  const { order } = request;
  const test = compileFilter(exact ? { always: true } : request.filter, 's.n', codeOf);
  const position = afterPosition(request);
  // CROSS JOIN fixes the order of the tables. The records come last, so only those of the page are
  // read.
  const sql = `SELECT w.missing, w.key, r.doc FROM (
      SELECT s.missing, s.key, s.id, s.n FROM (SELECT value AS n FROM json_each(?)) d
      CROSS JOIN sort_key s ON s.n = d.n AND s.field = ?
      WHERE ${position.text} AND ${test.text}
      ORDER BY s.missing, s.key ${order.direction}, s.id LIMIT ?
    ) w CROSS JOIN record r ON r.n = w.n ORDER BY w.missing, w.key ${order.direction}, w.id`;
  const values = [
    JSON.stringify(numbers),
    codeOf(order.field),
    ...position.values,
    ...test.values,
    limit,
  ];
  return database.all(sql, values).map(readRow);
}

/** A condition on the sort key: the row comes after the request's position. */
function afterPosition({ after, order }: PageRequest): Sql {
  if (!after) return { text: '1', values: [] };
  if (after.key === null) return { text: 's.missing = 1 AND s.id > ?', values: [after.id] };
  const beyond = order.direction === 'ASC' ? '>' : '<';
  return {
    text: `(s.missing = 1 OR s.key ${beyond} ? OR (s.key = ? AND s.id > ?))`,
    values: [after.key, after.key, after.id],
  };
}
