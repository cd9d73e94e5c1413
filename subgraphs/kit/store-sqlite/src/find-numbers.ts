import type { Filter } from '@kopru/records';
import { countBits, numbersOf, subtract, findMatches, isExact } from '@kopru/store/postings';
import type { Matches } from '@kopru/store/postings';
import { simplifyFilter } from '@kopru/store';
import { compileFilter } from './compile-filter.ts';
import type { Database } from './database.ts';
import type { FieldCodes } from './field-codes.ts';
import { createPostingReader } from './postings.ts';

/** The numbers of the records that match: by the postings alone, where these tell all; else those that they give are tested. */
export function findNumbers(
  database: Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): number[] {
  const matches = matchesOf(database, codes, kind, filter);
  if (isExact(matches)) return numbersOf(matches.bits);
  const { sql, values } = testOf(matches, codes, kind, filter);
  return [
    ...numbersOf(matches.sure),
    ...[...database.rows(`SELECT d.n ${sql}`, values)].map(([n]) => Number(n)),
  ];
}

export function countNumbers(
  database: Database,
  codes: FieldCodes,
  kind: string,
  filter: Filter,
): number {
  const matches = matchesOf(database, codes, kind, filter);
  if (isExact(matches)) return countBits(matches.bits);
  const { sql, values } = testOf(matches, codes, kind, filter);
  return (
    countBits(matches.sure) +
    Number(database.all(`SELECT count(*) AS count ${sql}`, values)[0]?.count)
  );
}

const matchesOf = (database: Database, codes: FieldCodes, kind: string, filter: Filter): Matches =>
  findMatches(
    simplifyFilter(filter),
    createPostingReader(database, (field) => codes.find(kind, field)),
  );

/** Those of which it is not sure. */
function testOf({ bits, sure }: Matches, codes: FieldCodes, kind: string, filter: Filter) {
  const test = compileFilter(filter, 'd.n', (field) => codes.find(kind, field));
  return {
    sql: `FROM (SELECT value AS n FROM json_each(?)) d WHERE ${test.text}`,
    values: [JSON.stringify(numbersOf(subtract(bits, sure))), ...test.values],
  };
}
