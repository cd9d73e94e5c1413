import type { Filter } from '../store.ts';
import { countBits, numbersOf } from '../postings/bits.ts';
import { findMatches } from '../postings/find-matches.ts';
import { simplifyFilter } from '../simplify-filter.ts';
import { compileFilter } from './compile-filter.ts';
import type { Database } from './database.ts';
import type { FieldCodes } from './field-codes.ts';
import { createPostingReader } from './postings.ts';

/** Counted by the postings alone, where these tell all; else those that they give are tested. */
export function readCount(database: Database, codes: FieldCodes, kind: string, asked: Filter): number {
  const filter = simplifyFilter(asked);
  const codeOf = (field: string) => codes.find(kind, field);
  const { bits, exact } = findMatches(filter, createPostingReader(database, codeOf));
  if (exact) return countBits(bits);
  const test = compileFilter(filter, 'd.n', codeOf);
  const sql = `SELECT count(*) AS count FROM (SELECT value AS n FROM json_each(?)) d WHERE ${test.text}`;
  return Number(database.all(sql, [JSON.stringify(numbersOf(bits)), ...test.values])[0]?.count);
}
