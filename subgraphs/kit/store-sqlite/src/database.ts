import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { connect } from './connect.ts';
import { explainError } from './explain-error.ts';

export type Cell = string | number | null;
/** Of all tables but that of the postings, whose numbers come by `rows`. */
export type Row = Record<string, Cell>;

/** A connection whose statements are prepared once. */
export interface Database {
  all(sql: string, values?: readonly SQLInputValue[]): Row[];
  /** The same one by one, each as the list of its cells: quicker, and whoever has enough stops. */
  rows(sql: string, values?: readonly SQLInputValue[]): Iterable<readonly (Cell | Uint8Array)[]>;
  run(sql: string, values?: readonly SQLInputValue[]): { lastInsertRowid: number };
  /** All of the work or none of it is written. */
  transaction(work: () => void): void;
  /** The same for work that waits in between; nothing else may use this connection meanwhile. */
  longTransaction(work: () => Promise<void>): Promise<void>;
  /** All of the work sees one state of the file, whatever another process writes meanwhile. */
  snapshot<T>(work: () => T): T;
  /** The same for work that waits in between, until what is given back is called; nothing else may use this connection meanwhile. */
  beginSnapshot(): () => void;
  close(): void;
}

/** Told of each statement before it is run. */
export type Observer = (sql: string, values: readonly SQLInputValue[]) => void;

const maxStatements = 500;
/** A longer statement is a large filter, which hardly comes twice and takes a megabyte prepared. */
const maxKeptLength = 4_000;

export interface DatabaseOptions {
  observe?: Observer;
  /** See connect. */
  mayUpgrade?: boolean;
}

export function openDatabase(
  file: string,
  { observe, mayUpgrade = false }: DatabaseOptions = {},
): Database {
  const connection = connect(file, mayUpgrade);
  const [statements, listing] = [
    new Map<string, StatementSync>(),
    new Map<string, StatementSync>(),
  ];

  const prepare = (
    sql: string,
    values: readonly SQLInputValue[],
    asLists = false,
  ): StatementSync => {
    observe?.(sql, values);
    const kept = asLists ? listing : statements;
    const known = kept.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    made.setReturnArrays(asLists);
    if (sql.length > maxKeptLength) return made;
    if (kept.size >= maxStatements) kept.delete(String(kept.keys().next().value));
    kept.set(sql, made);
    return made;
  };

  const between = <T>(begin: string, work: () => T): T =>
    naming(file, () => {
      connection.exec(begin);
      try {
        const result = work();
        connection.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk has ended the transaction already.
        if (connection.isTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    });

  return {
    all: (sql, values = []) => naming(file, () => prepare(sql, values).all(...values) as Row[]),
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
      naming(file, () => ({
        lastInsertRowid: Number(prepare(sql, values).run(...values).lastInsertRowid),
      })),
    transaction: (work) => between('BEGIN IMMEDIATE', work),
    longTransaction: async (work) => {
      try {
        connection.exec('BEGIN IMMEDIATE');
        try {
          await work();
          connection.exec('COMMIT');
        } catch (error) {
          if (connection.isTransaction) connection.exec('ROLLBACK');
          throw error;
        }
      } catch (error) {
        throw explainError(file, error);
      }
    },
    snapshot: (work) => between('BEGIN', work),
    beginSnapshot: () => {
      connection.exec('BEGIN');
      return () => connection.exec('COMMIT');
    },
    close() {
      if (connection.isOpen) connection.close();
    },
  };
}

/** A failure of the file, not of the program, is put in words for the operator. */
function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainError(file, error);
  }
}
