import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { connect } from './connect.ts';
import { withExplainedErrors, explainError } from './explain-error.ts';

export type Cell = string | number | null;
/** A row of any table but `posting`, whose blobs are read by `rows`. */
export type Row = Record<string, Cell>;

/**
 * A connection that prepares each statement once. Its methods throw StoreError if the file fails.
 */
export interface Database {
  all(sql: string, values?: readonly SQLInputValue[]): Row[];
  /**
   * Yields rows one by one as lists of cells. It is faster than `all`, and the caller may stop
   * early.
   */
  rows(sql: string, values?: readonly SQLInputValue[]): Iterable<readonly (Cell | Uint8Array)[]>;
  run(sql: string, values?: readonly SQLInputValue[]): { lastInsertRowid: number };
  /** Writes all of the work or none of it. */
  transaction(work: () => void): void;
  /** The same for asynchronous work. Nothing else may use this connection meanwhile. */
  longTransaction(work: () => Promise<void>): Promise<void>;
  /** All of the work sees one state of the file, whatever another process writes meanwhile. */
  snapshot<T>(work: () => T): T;
  /**
   * Begins a snapshot that lasts until the returned function is called. Nothing else may use this
   * connection meanwhile.
   */
  beginSnapshot(): () => void;
  close(): void;
}

/** Called with each statement before it runs. */
export type OnQuery = (sql: string, values: readonly SQLInputValue[]) => void;

const maxStatements = 500;
/**
 * A longer statement comes from a large filter. It hardly ever repeats, and prepared it takes a
 * megabyte.
 */
const maxCachedLength = 4_000;

export interface DatabaseOptions {
  /** For tests and tracing. */
  onQuery?: OnQuery;
  /**
   * Whether an older file with records may be brought to the present version. False by default; see
   * connect.
   */
  mayUpgrade?: boolean;
}

export function openDatabase(
  file: string,
  { onQuery, mayUpgrade = false }: DatabaseOptions = {},
): Database {
  const connection = connect(file, mayUpgrade);
  // A statement returns either objects or lists, so there are two caches.
  const objectStatements = new Map<string, StatementSync>();
  const listStatements = new Map<string, StatementSync>();

  const prepare = (
    sql: string,
    values: readonly SQLInputValue[],
    asLists = false,
  ): StatementSync => {
    onQuery?.(sql, values);
    const cache = asLists ? listStatements : objectStatements;
    const cached = cache.get(sql);
    if (cached) return cached;
    const statement = connection.prepare(sql);
    statement.setReturnArrays(asLists);
    if (sql.length > maxCachedLength) return statement;
    if (cache.size >= maxStatements) cache.delete(String(cache.keys().next().value));
    cache.set(sql, statement);
    return statement;
  };
  const rollBack = (): void => {
    // SQLite has already ended the transaction if the disk is full.
    if (connection.isTransaction) connection.exec('ROLLBACK');
  };
  const inTransaction = <T>(begin: string, work: () => T): T =>
    withExplainedErrors(file, () => {
      connection.exec(begin);
      try {
        const result = work();
        connection.exec('COMMIT');
        return result;
      } catch (error) {
        rollBack();
        throw error;
      }
    });

  return {
    all: (sql, values = []) =>
      withExplainedErrors(file, () => prepare(sql, values).all(...values) as Row[]),
    *rows(sql, values = []) {
      try {
        yield* prepare(sql, values, true).iterate(...values) as Iterable<unknown> as Iterable<
          (Cell | Uint8Array)[]
        >;
      } catch (error) {
        throw explainError(file, error);
      }
    },
    run: (sql, values = []) =>
      withExplainedErrors(file, () => ({
        lastInsertRowid: Number(prepare(sql, values).run(...values).lastInsertRowid),
      })),
    transaction: (work) => inTransaction('BEGIN IMMEDIATE', work),
    longTransaction: async (work) => {
      try {
        connection.exec('BEGIN IMMEDIATE');
        await work();
        connection.exec('COMMIT');
      } catch (error) {
        rollBack();
        throw explainError(file, error);
      }
    },
    snapshot: (work) => inTransaction('BEGIN', work),
    beginSnapshot: () => {
      connection.exec('BEGIN');
      return () => connection.exec('COMMIT');
    },
    close() {
      if (connection.isOpen) connection.close();
    },
  };
}
