import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Absolute path of a country's curated records. */
export const curatedFile = (folder: string): string => join(import.meta.dirname, '..', 'curated', `${folder}.json`);

/** A country's curated records as they stand in its file: not yet validated, defaults not filled in. */
export async function readCurated(folder: string): Promise<unknown[]> {
  const { records } = JSON.parse(await readFile(curatedFile(folder), 'utf8')) as { records: unknown[] };
  return records;
}
