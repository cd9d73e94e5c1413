import { setImmediate } from 'node:timers/promises';
import type { Facts, Filter } from '../store.ts';
import { chunkSize } from '../postings/bits.ts';
import type { Database } from './database.ts';
import type { FieldCodes } from './field-codes.ts';
import { findNumbers } from './find-numbers.ts';

/** So many of a chunk's records or more are picked out of all of its facts; fewer are looked up one by one. */
const worthScanning = chunkSize / 32;

/** Which records match is known at once; their facts are read a chunk at a time, between which this process does other work. */
export async function* readFacts(
  database: Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): AsyncGenerator<readonly Facts[]> {
  const found = database.snapshot(() => findNumbers(database, codes, kind, filter));
  for (const [chunk, numbers] of Map.groupBy(found, (n) => Math.floor(n / chunkSize))) {
    yield numbers.length < worthScanning ? lookUp(database, numbers) : pickOut(database, chunk, new Set(numbers));
    await setImmediate();
  }
}

const lookUp = (database: Database, numbers: readonly number[]): Facts[] =>
  [...database.rows('SELECT facts FROM fact WHERE n IN (SELECT value FROM json_each(?))', [JSON.stringify(numbers)])].map(([facts]) => read(facts)); // prettier-ignore

function pickOut(database: Database, chunk: number, numbers: ReadonlySet<number>): Facts[] {
  const first = chunk * chunkSize;
  const rows = database.rows('SELECT n, facts FROM fact WHERE n >= ? AND n < ?', [first, first + chunkSize]);
  const picked: Facts[] = [];
  for (const [n, facts] of rows) if (numbers.has(Number(n))) picked.push(read(facts));
  return picked;
}

const read = (facts: unknown): Facts => JSON.parse(String(facts)) as Facts;
