import type { RecordKindName, StoredRecord } from '../../kinds/index.ts';
import type { ChangeEntry, Store } from '../store.ts';
import { openDatabase } from './database.ts';
import type { Row } from './database.ts';
import { readCount, readPage } from './read-page.ts';
import { applyWrites } from './write.ts';

/** The embedded store: one SQLite file, no server to install. */
export function openSqliteStore(file: string): Store {
  const database = openDatabase(file);
  return {
    getMany: (ids) =>
      answer(() => {
        const rows = database.all('SELECT id, doc FROM record WHERE id IN (SELECT value FROM json_each(?))', [
          JSON.stringify(ids),
        ]);
        const found = new Map(rows.map((row) => [String(row.id), readDoc(row)]));
        return ids.map((id) => found.get(id) ?? null);
      }),
    page: (request) => answer(() => readPage(database, request)),
    count: (kind, filter) => answer(() => readCount(database, kind, filter)),
    lists: ({ kind, field, values, order, first }) =>
      answer(() => {
        const rows = database.all(
          `SELECT place, doc FROM (
             SELECT v.key AS place, s.n, row_number() OVER (PARTITION BY v.key ORDER BY s.missing, s.key, s.id) AS rank
             FROM json_each(?) v CROSS JOIN term t ON t.field = ? AND t.value = v.value
             CROSS JOIN sort_key s INDEXED BY sort_key_of_record ON s.n = t.n AND s.field = ? AND s.kind = ?
           ) w CROSS JOIN record r ON r.n = w.n WHERE w.rank <= ? ORDER BY place, rank`,
          [JSON.stringify(values), field, order, kind, first],
        );
        return values.map((_, place) => rows.filter((row) => row.place === place).map(readDoc));
      }),
    apply: (writes) => answer(() => applyWrites(database, writes, new Date().toISOString())),
    changesSince: (sequence, first) =>
      answer(() =>
        database
          .all('SELECT sequence, kind, id, event, at FROM change WHERE sequence > ? ORDER BY sequence LIMIT ?', [
            sequence,
            first,
          ])
          .map((row) => ({ ...row }) as unknown as ChangeEntry),
      ),
    summary: () =>
      answer(() => ({
        counts: database
          .all('SELECT kind, count(*) AS count FROM record GROUP BY kind')
          .map((row) => ({ kind: String(row.kind) as RecordKindName, count: Number(row.count) })),
        asOf:
          (database.all('SELECT at FROM change ORDER BY sequence DESC LIMIT 1')[0]?.at as string | undefined) ?? null,
      })),
    close: () => answer(() => database.close()),
  };
}

const readDoc = (row: Row): StoredRecord => JSON.parse(String(row.doc)) as StoredRecord;

/** node:sqlite is synchronous; the port is not, since another adapter's database is far away. */
const answer = <T>(read: () => T): Promise<T> => new Promise((resolve) => resolve(read()));
