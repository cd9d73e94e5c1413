import type { Filter } from '@kopru/records';
import { countNumbers, numbersOf, subtract, findMatches, isExact } from '@kopru/store/bitmaps';
import type { Matches } from '@kopru/store/bitmaps';
import { simplifyFilter } from '@kopru/store';
import type { Database } from '../database.ts';
import type { FieldCodes } from '../field-codes.ts';
import { compileFilter } from './compile-filter.ts';
import { createBitmapReader } from './read-bitmap.ts';

/**
 * The numbers of the records that match. Bitmaps decide alone where they are exact; the other
 * candidates are tested by their terms.
 */
export function findMatchingNumbers(
  database: Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): number[] {
  const matches = readMatches(database, codes, kind, filter);
  if (isExact(matches)) return numbersOf(matches.bits);
  const { sql, values } = testUnsure(matches, codes, kind, filter);
  return [
    ...numbersOf(matches.sure),
    ...[...database.rows(`SELECT d.n ${sql}`, values)].map(([n]) => Number(n)),
  ];
}

/** The number of records that match, found in the same way. */
export function countMatching(
  database: Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): number {
  const matches = readMatches(database, codes, kind, filter);
  if (isExact(matches)) return countNumbers(matches.bits);
  const { sql, values } = testUnsure(matches, codes, kind, filter);
  return (
    countNumbers(matches.sure) +
    Number(database.all(`SELECT count(*) AS count ${sql}`, values)[0]?.count)
  );
}

const readMatches = (
  database: Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): Matches =>
  findMatches(
    simplifyFilter(filter),
    createBitmapReader(database, (field) => codes.find(kind, field)),
  );

/** Selects, from the candidates that the bitmaps leave unsure, those that meet the filter. */
function testUnsure({ bits, sure }: Matches, codes: FieldCodes, kind: string, filter: Filter) {
  const test = compileFilter(filter, 'd.n', (field) => codes.find(kind, field));
  return {
    sql: `FROM (SELECT value AS n FROM json_each(?)) d WHERE ${test.text}`,
    values: [JSON.stringify(numbersOf(subtract(bits, sure))), ...test.values],
  };
}
