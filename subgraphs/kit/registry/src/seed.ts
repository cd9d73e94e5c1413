import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '@kopru/schema';
import type { Registry } from './registry.ts';

/** Writes seeds to a registry that never held a record, in one batch. Resolves to their number. */
export async function seedIfEmpty(registry: Registry, seeds: readonly string[]): Promise<number> {
  const [change] = await registry.store.changesSince(0, 1);
  if (change || seeds.length === 0) return 0;
  const records = (await Promise.all(seeds.map(readSeed))).flat();
  try {
    await registry.write({ put: records });
  } catch (error) {
    throw new OperatorError(
      'SEED',
      `Expected ${seeds.join(' and ')} to hold records that fit the contract. ${(error as Error).message}`,
    );
  }
  return records.length;
}

/** The records of a JSON file ({records: […]}), or of all such files in a folder. */
export async function readSeed(seed: string): Promise<unknown[]> {
  const isFolder = await stat(seed).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) return readFileOfRecords(seed);
  const files = (await readdir(seed)).filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0)
    throw new OperatorError(
      'SEED',
      `Expected JSON files of records in ${seed}, but there are none.`,
    );
  return (await Promise.all(files.map((name) => readFileOfRecords(join(seed, name))))).flat();
}

async function readFileOfRecords(file: string): Promise<unknown[]> {
  let content: { records?: unknown };
  try {
    content = JSON.parse(await readFile(file, 'utf8')) as { records?: unknown };
  } catch (error) {
    throw new OperatorError(
      'SEED',
      `Expected a JSON file of records at ${file}, but could not read it: ${(error as Error).message}`,
    );
  }
  if (!Array.isArray(content.records))
    throw new OperatorError('SEED', `Expected ${file} to be {"records": […]}.`);
  return content.records as unknown[];
}
