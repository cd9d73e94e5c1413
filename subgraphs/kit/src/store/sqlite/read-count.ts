import type { Filter } from '../store.ts';
import { compileFilter } from './compile-filter.ts';
import type { Database } from './database.ts';
import type { FieldCodes } from './field-codes.ts';
import { findCandidates } from './find-candidates.ts';
import { simplifyFilter } from '../simplify-filter.ts';

/** Goes through the fewest candidates there are, however many, and tests each unless they are exact; else through the kind. */
export function readCount(database: Database, codes: FieldCodes, kind: string, asked: Filter): number {
  const filter = simplifyFilter(asked);
  if ('always' in filter) return filter.always ? countAll(database, kind) : 0;
  if ('not' in filter) return countAll(database, kind) - readCount(database, codes, kind, filter.not);
  const codeOf = (field: string) => codes.find(kind, field);
  const candidates = findCandidates(filter, { database, codeOf, limit: Infinity });
  const { text, values } = candidates?.sql ?? { text: 'SELECT n FROM record WHERE kind = ?', values: [kind] };
  const test = compileFilter(candidates?.exact ? { always: true } : filter, 'd.n', codeOf);
  const sql = `SELECT count(*) AS count FROM (SELECT DISTINCT n FROM (${text})) d WHERE ${test.text}`;
  return Number(database.all(sql, [...values, ...test.values])[0]?.count);
}

function countAll(database: Database, kind: string): number {
  const [row] = database.all('SELECT count(*) AS count FROM record WHERE kind = ?', [kind]);
  return Number(row?.count);
}
