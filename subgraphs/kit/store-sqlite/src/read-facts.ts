import { setImmediate } from 'node:timers/promises';
import type { Facts, Filter } from '@kopru/records';
import { chunkOf, chunkSize } from '@kopru/store/postings';
import type { Database } from './database.ts';
import type { FieldCodes } from './field-codes.ts';
import { findNumbers } from './find-numbers.ts';

/** So many of a chunk's records or more are picked out of all of its facts; fewer are looked up one by one. */
const worthScanning = chunkSize / 32;

/** A chunk at a time, between which this process does other work; all of one moment, for which the connection is this reading's own. */
export async function* readFacts(
  open: () => Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): AsyncGenerator<readonly Facts[]> {
  const own = open();
  try {
    const end = own.beginSnapshot();
    for (const facts of factsOf(own, codes, kind, filter)) {
      yield facts;
      await setImmediate();
    }
    end();
  } finally {
    own.close();
  }
}

export function* factsOf(
  database: Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): Generator<readonly Facts[]> {
  for (const [chunk, numbers] of Map.groupBy(findNumbers(database, codes, kind, filter), chunkOf))
    yield numbers.length < worthScanning
      ? lookUp(database, numbers)
      : pickOut(database, chunk, new Set(numbers));
}

const lookUp = (database: Database, numbers: readonly number[]): Facts[] =>
  [
    ...database.rows('SELECT facts FROM fact WHERE n IN (SELECT value FROM json_each(?))', [
      JSON.stringify(numbers),
    ]),
  ].map(([facts]) => read(facts));

function pickOut(database: Database, chunk: number, numbers: ReadonlySet<number>): Facts[] {
  const first = chunk * chunkSize;
  const rows = database.rows('SELECT n, facts FROM fact WHERE n >= ? AND n < ?', [
    first,
    first + chunkSize,
  ]);
  const picked: Facts[] = [];
  for (const [n, facts] of rows) if (numbers.has(Number(n))) picked.push(read(facts));
  return picked;
}

const read = (facts: unknown): Facts => JSON.parse(String(facts)) as Facts;
