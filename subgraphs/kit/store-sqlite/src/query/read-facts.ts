import { setImmediate } from 'node:timers/promises';
import type { Facts, Filter } from '@kopru/records';
import { containerOf, containerSize } from '@kopru/store/bitmaps';
import type { Database } from '../database.ts';
import type { FieldCodes } from '../field-codes.ts';
import { findMatchingNumbers } from './find-matching-numbers.ts';

/**
 * From this many records of a container on, scanning all of its facts is faster than looking each
 * up.
 */
const scanThreshold = containerSize / 32;

/**
 * The facts of the matching records, one container at a time, so that the process does other work
 * in between. All come from one snapshot,
 * which is why the read has a connection of its own.
 */
export async function* readFacts(
  open: () => Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): AsyncGenerator<readonly Facts[]> {
  const database = open();
  try {
    const end = database.beginSnapshot();
    for (const facts of readFactsNow(database, codes, kind, filter)) {
      yield facts;
      await setImmediate();
    }
    end();
  } finally {
    database.close();
  }
}

/** The same without pauses, on a connection that the caller has. */
export function* readFactsNow(
  database: Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): Generator<readonly Facts[]> {
  const matching = findMatchingNumbers(database, codes, kind, filter);
  for (const [container, numbers] of Map.groupBy(matching, containerOf))
    yield numbers.length < scanThreshold
      ? lookUpFacts(database, numbers)
      : scanFacts(database, container, new Set(numbers));
}

const lookUpFacts = (database: Database, numbers: readonly number[]): Facts[] =>
  [
    ...database.rows('SELECT facts FROM fact WHERE n IN (SELECT value FROM json_each(?))', [
      JSON.stringify(numbers),
    ]),
  ].map(([facts]) => parseFacts(facts));

function scanFacts(database: Database, container: number, numbers: ReadonlySet<number>): Facts[] {
  const first = container * containerSize;
  const rows = database.rows('SELECT n, facts FROM fact WHERE n >= ? AND n < ?', [
    first,
    first + containerSize,
  ]);
  const selected: Facts[] = [];
  for (const [n, facts] of rows) if (numbers.has(Number(n))) selected.push(parseFacts(facts));
  return selected;
}

const parseFacts = (facts: unknown): Facts => JSON.parse(String(facts)) as Facts;
