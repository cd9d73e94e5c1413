import { addSerialized, exactly } from '@kopru/store/bitmaps';
import type { Matches, ReadBitmaps } from '@kopru/store/bitmaps';
import type { Database } from '../database.ts';
import type { CodeOf } from './compile-filter.ts';

const signs = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/**
 * Reads bitmaps of a field from the `posting` table, by their values or by a range of values, and
 * unites them.
 */
export const createBitmapReader =
  (database: Database, codeOf: CodeOf): ReadBitmaps =>
  ({ field, levels, ...selected }) => {
    const select = `SELECT chunk, numbers FROM posting WHERE field = ? AND level IN (${levels.map(() => '?').join(', ')})`;
    if ('values' in selected)
      return readBitmap(database, `${select} AND value IN (SELECT value FROM json_each(?))`, [
        codeOf(field),
        ...levels,
        JSON.stringify(selected.values),
      ]);
    const bounds = Object.entries(signs).flatMap(([name, sign]) => {
      const bound = selected[name as keyof typeof signs];
      return bound === undefined ? [] : [{ test: `AND value ${sign} ?`, bound }];
    });
    const sql = [select, ...bounds.map(({ test }) => test)].join(' ');
    return readBitmap(database, sql, [
      codeOf(field),
      ...levels,
      ...bounds.map(({ bound }) => bound),
    ]);
  };

function readBitmap(
  database: Database,
  sql: string,
  values: readonly (string | number)[],
): Matches {
  const bitmap = new Map<number, Uint32Array>();
  for (const [container, numbers] of database.rows(sql, values))
    addSerialized(bitmap, Number(container), numbers as Uint8Array);
  return exactly(bitmap);
}
