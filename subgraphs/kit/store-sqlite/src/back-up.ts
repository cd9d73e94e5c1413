import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { StoreError } from '@kopru/store';
import { readVersion } from './connect.ts';
import { explainError } from './explain-error.ts';

/** Of pages at once: with a pause in between, each write of another process would make the copy begin again, and a busy one never let it end. */
const all = 2 ** 31 - 1;

/** Copies a database, which is only read: not even its form is brought up to date, so that what an upgrade spoils can be put back. */
export async function backUpDatabase(file: string, copy: string): Promise<{ bytes: number }> {
  if (file === '')
    throw new StoreError('Expected the path of a file behind sqlite:, but got nothing. Give one.');
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

/** What fails here is told of the copy. */
async function writeCopy(
  source: DatabaseSync,
  part: string,
  copy: string,
): Promise<{ bytes: number }> {
  try {
    await backup(source, part, { rate: all });
    checkCopy(part);
    return { bytes: await keep(part, copy) };
  } catch (error) {
    throw explainError(copy, error);
  }
}

/** A damaged database is copied with its damage, which would be found out when the copy is needed. */
function checkCopy(part: string): void {
  const copied = new DatabaseSync(part);
  try {
    const [found] = copied.prepare('PRAGMA quick_check(1)').all();
    if (found?.quick_check !== 'ok')
      throw new StoreError(
        `Expected a sound database, but it is damaged: ${String(found?.quick_check)}. No copy was made.`,
      );
  } finally {
    copied.close();
  }
}

/** Gives it its name, once the disk has all of it. */
async function keep(part: string, copy: string): Promise<number> {
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
