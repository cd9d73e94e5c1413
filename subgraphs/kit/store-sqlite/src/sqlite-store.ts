import type { RecordKindName } from '@kopru/records';
import type { ChangeEntry, Store, StoreSummary } from '@kopru/store';
import { openDatabase } from './database.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { openFieldCodes } from './field-codes.ts';
import { countMatching } from './query/find-matching-numbers.ts';
import { readFacts, readFactsNow } from './query/read-facts.ts';
import { readPage } from './query/read-page.ts';
import { readDoc } from './read-row.ts';
import { applyWrites } from './write/apply-writes.ts';
import { loadBatches } from './write/load-batches.ts';
import { reindex } from './write/reindex.ts';

/**
 * Opens the embedded store: one SQLite file, created if it does not exist. Throws a StoreError if
 * the file cannot be used.
 */
export function openSqliteStore(file: string, options: DatabaseOptions = {}): Store {
  const database = openDatabase(file, options);
  const codes = openFieldCodes(database);
  // node:sqlite is synchronous; the port is asynchronous for adapters whose database is a server.
  const read = <T>(work: () => T): Promise<T> => Promise.try(() => database.snapshot(work));
  const store: Store = {
    getMany: (ids) =>
      Promise.try(() => {
        const rows = database.all(
          'SELECT id, doc FROM record WHERE id IN (SELECT value FROM json_each(?))',
          [JSON.stringify(ids)],
        );
        const byId = new Map(rows.map((row) => [String(row.id), readDoc(row)]));
        return ids.map((id) => byId.get(id) ?? null);
      }),
    scan: (after, first) =>
      Promise.try(() =>
        database
          .all('SELECT id, doc FROM record WHERE id > ? ORDER BY id LIMIT ?', [after, first])
          .map(readDoc),
      ),
    page: (request) => read(() => readPage(database, codes, request)),
    count: (kind, filter) => read(() => countMatching(database, codes, kind, filter)),
    facts: (kind, filter) =>
      // A database in memory has only one connection.
      file === ':memory:'
        ? inOneBatch(() => readFactsNow(database, codes, kind, filter))
        : readFacts(() => openDatabase(file, options), codes, kind, filter),
    lists: ({ kind, field, values, order, first }) =>
      read(() =>
        values.map((value) => {
          const filter = { field, oneOf: [value] };
          return readPage(database, codes, { kind, filter, order, first }).rows.map(
            ({ record }) => record,
          );
        }),
      ),
    apply: (writes, after) => Promise.try(() => applyWrites(database, codes, writes, after)),
    changesSince: (sequence, first) =>
      Promise.try(() =>
        database
          .all(
            'SELECT sequence, kind, id, event, at, successor FROM change WHERE sequence > ? ORDER BY sequence LIMIT ?',
            [sequence, first],
          )
          .map((row) => ({ ...row }) as unknown as ChangeEntry),
      ),
    summary: () =>
      read(() => ({
        counts: database
          .all('SELECT kind, count(*) AS count FROM record GROUP BY kind')
          .map((row) => ({ kind: String(row.kind) as RecordKindName, count: Number(row.count) })),
        ...lastChange(database),
        indexVersion: Number(
          database.all(`SELECT value FROM setting WHERE name = 'index'`)[0]?.value,
        ),
      })),
    until: () => store,
    load: (batches) => loadBatches(file, batches),
    reindex: (version, indexOf) => reindex(file, version, indexOf),
    close: () => Promise.try(() => database.close()),
  };
  return store;
}

async function* inOneBatch<T>(read: () => Iterable<T>): AsyncGenerator<T> {
  yield* await Promise.try(() => [...read()]);
}

function lastChange(database: Database): Pick<StoreSummary, 'asOf' | 'sequence'> {
  const [row] = database.all(
    'SELECT sequence, at FROM change WHERE sequence = (SELECT max(sequence) FROM change)',
  );
  return row
    ? { asOf: String(row.at), sequence: Number(row.sequence) }
    : { asOf: null, sequence: 0 };
}
