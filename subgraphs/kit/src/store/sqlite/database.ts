import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { StoreError } from '../store-error.ts';

/** Our columns hold text and whole numbers only. */
export type Row = Record<string, string | number | null>;

/** A connection whose statements are prepared once. */
export interface Database {
  all(sql: string, values?: readonly SQLInputValue[]): Row[];
  run(sql: string, values?: readonly SQLInputValue[]): { changes: number; lastInsertRowid: number };
  /** All or nothing. */
  transaction(work: () => void): void;
  close(): void;
}

const schemaVersion = 1;

/**
 * `term` holds what records are found by, `sort_key` the orders, both in key order, so that every query shape walks an index. Sort keys
 * that are null have rows of their own kind, `missing`, since nulls come last in both directions.
 */
const schema = `
  CREATE TABLE record (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, doc TEXT NOT NULL);
  CREATE INDEX record_kind ON record (kind);
  CREATE TABLE term (field TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (field, value, n, part)) WITHOUT ROWID;
  CREATE INDEX term_of_record ON term (n, field, value, part);
  CREATE TABLE sort_key (kind TEXT NOT NULL, field TEXT NOT NULL, missing INTEGER NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL,
    n INTEGER NOT NULL, PRIMARY KEY (kind, field, missing, key, id)) WITHOUT ROWID;
  CREATE INDEX sort_key_of_record ON sort_key (n, field, missing, key, id);
  CREATE TABLE change (sequence INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, event TEXT NOT NULL,
    at TEXT NOT NULL);
`;

const maxStatements = 500;

/** Opens the file, making it where there is none. */
export function openDatabase(file: string): Database {
  const connection = connect(file);
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    if (statements.size >= maxStatements) statements.delete(String(statements.keys().next().value));
    statements.set(sql, made);
    return made;
  };
  return {
    all: (sql, values = []) => prepare(sql).all(...values) as Row[],
    run: (sql, values = []) => {
      const { changes, lastInsertRowid } = prepare(sql).run(...values);
      return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
    },
    transaction(work) {
      connection.exec('BEGIN IMMEDIATE');
      try {
        work();
        connection.exec('COMMIT');
      } catch (error) {
        connection.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => connection.close(),
  };
}

function connect(file: string): DatabaseSync {
  try {
    const connection = new DatabaseSync(file, { timeout: 5_000 });
    // FULL: a write is acknowledged only once the disk has it. WAL: readers and the one writer do not wait for each other.
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    prepareSchema(connection, file);
    return connection;
  } catch (error) {
    throw error instanceof StoreError ? error : new StoreError(explain(file, error as Error & { errcode?: number }));
  }
}

function prepareSchema(connection: DatabaseSync, file: string): void {
  connection.exec('BEGIN IMMEDIATE');
  const version = Number(connection.prepare('PRAGMA user_version').get()?.user_version);
  if (version === 0) connection.exec(`${schema} PRAGMA user_version = ${schemaVersion};`);
  connection.exec('COMMIT');
  if (version > schemaVersion) throw new StoreError(`Expected a database of version ${schemaVersion} at ${file}, but it is of version ${version}. Run a newer Köprü, or name another file.`); // prettier-ignore
}

function explain(file: string, { errcode, message }: Error & { errcode?: number }): string {
  const notADatabase = 26;
  if (errcode === notADatabase) return `Expected a database at ${file}, but the file is something else. Move it away, or name another file.`; // prettier-ignore
  return `Expected to open or make the database ${file}, but could not: ${message}. Check that its folder exists and can be written.`;
}
