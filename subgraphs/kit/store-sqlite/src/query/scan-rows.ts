import type { PageRequest, PageRow } from '@kopru/store';
import { hasBit, isExact } from '@kopru/store/bitmaps';
import type { Part, Matches } from '@kopru/store/bitmaps';
import type { Database } from '../database.ts';
import { readDoc } from '../read-row.ts';
import { compileFilter } from './compile-filter.ts';
import type { CodeOf } from './compile-filter.ts';
import { scanRanges } from './scan-ranges.ts';

interface Scan {
  part: Part;
  /** The only records that can match; null if every record matches. */
  among: Matches | null;
  /** The most rows to return. */
  limit: number;
  /** The most index entries to read. Unbounded by default. */
  maxSteps?: number;
}

const maxBatchSize = 1_000;

interface Row {
  n: number;
  key: string | null;
}

/**
 * Scans a part of the order and returns the rows that match. Returns null if `maxSteps` entries
 * gave neither `limit` rows nor the end of
 * the part.
 */
export function scanRows(
  database: Database,
  request: PageRequest,
  codeOf: CodeOf,
  { part, among, limit, maxSteps = Infinity }: Scan,
): PageRow[] | null {
  const [index, direction] =
    'from' in part && request.order.direction === 'DESC'
      ? ['sort_key_down', 'DESC']
      : ['sort_key_up', 'ASC'];
  const exact = among === null || isExact(among);
  const matching: Row[] = [];
  // Rows are tested in growing batches; one at a time is several times slower.
  let untested: Row[] = [];
  let batchSize = limit;
  const test = (): void => {
    batchSize = Math.min(batchSize * 2, maxBatchSize);
    matching.push(...(exact ? untested : testRows(database, request, codeOf, untested)));
    untested = [];
  };
  let steps = 0;
  for (const { text, values } of scanRanges(request, part)) {
    const entries = database.rows(
      `SELECT s.n, s.key FROM sort_key s INDEXED BY ${index} WHERE s.field = ? AND ${text} ORDER BY s.key ${direction}, s.id`,
      [codeOf(request.order.field), ...values],
    );
    for (const [number, key] of entries) {
      if (untested.length >= (exact ? limit - matching.length : batchSize)) test();
      if (matching.length >= limit) break;
      if (steps === maxSteps) return null;
      steps += 1;
      const n = Number(number);
      if (among === null || hasBit(among.bits, n))
        untested.push({ n, key: 'from' in part ? String(key) : null });
    }
  }
  test();
  return readRecords(database, matching.slice(0, limit));
}

/** The rows that meet the request's filter, in the order given. */
function testRows(
  database: Database,
  request: PageRequest,
  codeOf: CodeOf,
  untested: readonly Row[],
): Row[] {
  const { text, values } = compileFilter(request.filter, 'c.n', codeOf);
  const numbers = JSON.stringify(untested.map(({ n }) => n));
  const rows = database.rows(
    `SELECT c.n FROM (SELECT value AS n FROM json_each(?)) c WHERE ${text}`,
    [numbers, ...values],
  );
  const matching = new Set([...rows].map(([n]) => Number(n)));
  return untested.filter(({ n }) => matching.has(n));
}

function readRecords(database: Database, matching: readonly Row[]): PageRow[] {
  const rows = database.all(
    'SELECT n, doc FROM record WHERE n IN (SELECT value FROM json_each(?))',
    [JSON.stringify(matching.map(({ n }) => n))],
  );
  const byNumber = new Map(rows.map((row) => [Number(row.n), readDoc(row)]));
  return matching.flatMap(({ n, key }) => {
    const record = byNumber.get(n);
    return record ? [{ key, record }] : [];
  });
}
