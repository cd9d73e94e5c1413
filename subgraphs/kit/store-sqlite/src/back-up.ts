import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { StoreError } from '@kopru/store';
import { readVersion } from './connect.ts';
import { explainError } from './explain-error.ts';

/**
 * Copies all pages in one step. With pauses, each write of another process would restart the copy,
 * which might then never end.
 */
const pagesPerStep = 2 ** 31 - 1;

/**
 * Copies the database to a new file. The source is only read and not upgraded, so the copy can
 * replace a database that an upgrade broke.
 * Resolves to the size of the copy. Throws a StoreError if the copy's file exists or either file
 * fails.
 */
export async function backUpDatabase(file: string, copy: string): Promise<{ bytes: number }> {
  if (file === '')
    throw new StoreError('Expected the path of a file after sqlite:, but got nothing. Give one.');
  if (existsSync(copy))
    throw new StoreError(`Expected no file at ${copy}, but there is one. Name another.`);
  const part = `${copy}.${process.pid}.part`;
  try {
    const source = new DatabaseSync(file, { readOnly: true });
    try {
      readVersion(source, file);
      return await writeCopy(source, part, copy);
    } finally {
      source.close();
    }
  } catch (error) {
    throw explainError(file, error);
  } finally {
    await rm(part, { force: true });
  }
}

/** Errors here are explained for the copy's path. */
async function writeCopy(
  source: DatabaseSync,
  part: string,
  copy: string,
): Promise<{ bytes: number }> {
  try {
    await backup(source, part, { rate: pagesPerStep });
    checkCopy(part);
    return { bytes: await syncAndRename(part, copy) };
  } catch (error) {
    throw explainError(copy, error);
  }
}

/**
 * Checks the copy, because a damaged database is copied with its damage and nobody would notice
 * before the copy is needed.
 */
function checkCopy(part: string): void {
  const copied = new DatabaseSync(part);
  try {
    const [result] = copied.prepare('PRAGMA quick_check(1)').all();
    if (result?.quick_check !== 'ok')
      throw new StoreError(
        `Expected a sound database, but it is damaged: ${String(result?.quick_check)}. No copy was made.`,
      );
  } finally {
    copied.close();
  }
}

/** Syncs the copy to disk and then gives it its name. Returns its size. */
async function syncAndRename(part: string, copy: string): Promise<number> {
  const handle = await open(part, 'r+');
  try {
    await handle.sync();
    const { size } = await handle.stat();
    await rename(part, copy);
    const folder = await open(dirname(copy));
    await folder.sync().finally(() => folder.close());
    return size;
  } finally {
    await handle.close();
  }
}
