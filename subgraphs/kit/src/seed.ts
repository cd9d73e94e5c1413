import { readFile } from 'node:fs/promises';
import type { Registry } from './registry.ts';

/** A seed file that cannot be used, in words for the operator. */
export class SeedError extends Error {}

/** Fills a registry that never held a record from a seed file ({records: […]}), in one batch; returns how many were written. */
export async function seedIfEmpty(registry: Registry, file: string): Promise<number> {
  const [change] = await registry.store.changesSince(0, 1);
  if (change) return 0;
  const records = await readSeed(file);
  try {
    await registry.write({ put: records });
  } catch (error) {
    throw new SeedError(`Expected ${file} to hold records that fit the contract. ${(error as Error).message}`);
  }
  return records.length;
}

async function readSeed(file: string): Promise<unknown[]> {
  let content: { records?: unknown };
  try {
    content = JSON.parse(await readFile(file, 'utf8')) as { records?: unknown };
  } catch (error) {
    throw new SeedError(
      `Expected a JSON file of records at ${file}, but could not read it: ${(error as Error).message}`,
    );
  }
  if (!Array.isArray(content.records)) throw new SeedError(`Expected ${file} to be {"records": […]}.`);
  return content.records as unknown[];
}
