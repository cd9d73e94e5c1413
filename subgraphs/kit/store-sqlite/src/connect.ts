import { DatabaseSync } from 'node:sqlite';
import { indexVersion } from '@kopru/records';
import { StoreError } from '@kopru/store';
import { explainError } from './explain-error.ts';
import { steps } from './schema.ts';

/**
 * FULL: a write is acknowledged after it is on the disk. WAL: readers and the one writer do not
 * wait for each other. The cache may grow to
 * 64 MB, because the terms of one batch are spread over the file; a small registry uses little of
 * it.
 */
const settings = `
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = MEMORY;
`;

/**
 * How long a statement waits for another process that writes. This process is blocked meanwhile.
 */
const busyMs = 5_000;

/**
 * Opens the file and creates it if it does not exist. Throws a StoreError if it cannot. An older
 * file that has records is upgraded only with
 * `mayUpgrade`: an older Köprü that still runs on the file would stop working.
 */
export function connect(file: string, mayUpgrade: boolean): DatabaseSync {
  if (file === '')
    throw new StoreError('Expected the path of a file after sqlite:, but got nothing. Give one.');
  for (const startedAt = performance.now(); ;) {
    try {
      return open(file, mayUpgrade);
    } catch (error) {
      const explained = explainError(file, error);
      if (!isBusy(error) || performance.now() - startedAt > busyMs) throw explained;
      // While one process creates the file, SQLite turns the others away at once instead of letting
      // them wait.
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
    // Check before the settings, one of which writes: another program's file must stay as it is.
    if (!mayUpgrade) rejectOlder(connection, file);
    readVersion(connection, file);
    connection.exec(settings);
    upgrade(connection, file);
    setIndexVersion(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function rejectOlder(connection: DatabaseSync, file: string): void {
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

/**
 * Reads the version again once it holds the write lock, because another process may have upgraded
 * the file.
 */
function upgrade(connection: DatabaseSync, file: string): void {
  if (readVersion(connection, file) === steps.length) return;
  connection.exec('BEGIN IMMEDIATE');
  for (const step of steps.slice(readVersion(connection, file))) connection.exec(step);
  connection.exec(`PRAGMA user_version = ${steps.length}`);
  connection.exec('COMMIT');
}

/** Marks a file without records as of the present index version. */
function setIndexVersion(connection: DatabaseSync): void {
  const current = connection.prepare(`SELECT value FROM setting WHERE name = 'index'`).get()?.value;
  if (
    current === indexVersion ||
    (current !== undefined && connection.prepare('SELECT 1 FROM record LIMIT 1').get())
  )
    return;
  connection.prepare(`INSERT OR REPLACE INTO setting VALUES ('index', ?)`).run(indexVersion);
}

/** One statement, so that it sees one snapshot: another process may be creating the file. */
const selectVersion = `
  SELECT (SELECT user_version FROM pragma_user_version) AS version, count(*) AS tables, coalesce(max(name = 'sort_key'), 0) AS isOurs
  FROM sqlite_schema WHERE type = 'table'
`;

/**
 * The version of the file's schema; 0 for an empty file. Throws a StoreError for another program's
 * file or a newer version.
 */
export function readVersion(connection: DatabaseSync, file: string): number {
  const row = connection.prepare(selectVersion).get();
  const [version, tables] = [Number(row?.version), Number(row?.tables)];
  const isOurs = tables === 0 ? version === 0 : version > 0 && row?.isOurs === 1;
  if (!isOurs)
    throw new StoreError(
      `Expected a database of Köprü at ${file}, but it is another program's. Name another file.`,
    );
  if (version > steps.length)
    throw new StoreError(
      `Expected a database of version ${steps.length} at most at ${file}, but it is of version ${version}. Run a newer Köprü, or name another file.`,
    );
  return version;
}
