import { DatabaseSync } from 'node:sqlite';
import { indexVersion } from '@kopru/records';
import { StoreError } from '@kopru/store';
import { explainError } from './explain-error.ts';
import { steps } from './schema.ts';

/**
 * FULL: a write is acknowledged only once the disk has it. WAL: readers and the one writer do not wait for each other. 64 MB of pages are
 * kept, for the terms of one batch lie all over the file; a small registry takes few of them.
 */
const settings = `
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = MEMORY;
`;

/** How long a statement waits for another process that writes. It blocks this process meanwhile. */
const busyMs = 5_000;

/**
 * Opens the file, making it where there is none, or throws a StoreError. One of an older version that has records is brought up to date only where
 * that may be: the older Köprü that perhaps still runs on it could not go on.
 */
export function connect(file: string, mayUpgrade: boolean): DatabaseSync {
  if (file === '')
    throw new StoreError('Expected the path of a file behind sqlite:, but got nothing. Give one.');
  for (const startedAt = performance.now(); ;) {
    try {
      return open(file, mayUpgrade);
    } catch (error) {
      const explained = explainError(file, error);
      if (!isBusy(error) || performance.now() - startedAt > busyMs) throw explained;
      // Of those who make one file at once only the first is let; the others are sent away without a wait.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs);
    }
  }
}

const retryMs = 20;
const isBusy = (error: unknown): boolean =>
  ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;

function open(file: string, mayUpgrade: boolean): DatabaseSync {
  const connection = new DatabaseSync(file, { timeout: busyMs });
  try {
    // Before the settings, one of which writes: another program's file is left as it is.
    if (!mayUpgrade) refuseOlder(connection, file);
    readVersion(connection, file);
    connection.exec(settings);
    bringUpToDate(connection, file);
    stampIndex(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function refuseOlder(connection: DatabaseSync, file: string): void {
  const version = readVersion(connection, file);
  if (
    version === 0 ||
    version >= steps.length ||
    !connection.prepare('SELECT 1 FROM record LIMIT 1').get()
  )
    return;
  throw new StoreError(
    `Expected a database of version ${steps.length} at ${file}, but it is of version ${version}. Stop what writes to it and run kopru migrate.`,
  );
}

/** Two processes may open an old file at once: who finds it old looks again once it alone may write. */
function bringUpToDate(connection: DatabaseSync, file: string): void {
  if (readVersion(connection, file) === steps.length) return;
  connection.exec('BEGIN IMMEDIATE');
  for (const step of steps.slice(readVersion(connection, file))) connection.exec(step);
  connection.exec(`PRAGMA user_version = ${steps.length}`);
  connection.exec('COMMIT');
}

/** A file without records is of this version, whatever made it. */
function stampIndex(connection: DatabaseSync): void {
  const found = connection.prepare(`SELECT value FROM setting WHERE name = 'index'`).get()?.value;
  if (
    found === indexVersion ||
    (found !== undefined && connection.prepare('SELECT 1 FROM record LIMIT 1').get())
  )
    return;
  connection.prepare(`INSERT OR REPLACE INTO setting VALUES ('index', ?)`).run(indexVersion);
}

const ofOneMoment = `
  SELECT (SELECT user_version FROM pragma_user_version) AS version, count(*) AS tables, coalesce(max(name = 'sort_key'), 0) AS isOurs
  FROM sqlite_schema WHERE type = 'table'
`;

export function readVersion(connection: DatabaseSync, file: string): number {
  // By one statement, which sees one moment: another process may be making the file.
  const found = connection.prepare(ofOneMoment).get();
  const [version, tables] = [Number(found?.version), Number(found?.tables)];
  const ours = tables === 0 ? version === 0 : version > 0 && found?.isOurs === 1;
  if (!ours)
    throw new StoreError(
      `Expected a database of Köprü at ${file}, but it is another program's. Name another file.`,
    );
  if (version > steps.length)
    throw new StoreError(
      `Expected a database of version ${steps.length} at most at ${file}, but it is of version ${version}. Run a newer Köprü, or name another file.`,
    );
  return version;
}
