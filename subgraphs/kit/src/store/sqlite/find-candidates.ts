import type { FieldCondition, Filter } from '../store.ts';
import { selectTerms } from './compile-filter.ts';
import type { CodeOf, Sql } from './compile-filter.ts';
import type { Database } from './database.ts';

/** The records that a filter can match at all, from the index of terms. */
export interface Candidates {
  /** A query for their numbers `n`, some perhaps more than once. */
  sql: Sql;
  /** At most so many. */
  count: number;
  /** Every one of them matches. */
  exact: boolean;
}

export interface CandidateQuestion {
  database: Database;
  codeOf: CodeOf;
  /** More than so many are of no use. */
  limit: number;
}

const nobody: Candidates = { sql: { text: 'SELECT 0 AS n WHERE 0', values: [] }, count: 0, exact: true };

/** SQLite takes 500 queries in one UNION. */
const maxUnion = 400;

/** The fewest candidates that one of the filter's conditions gives; null where all give more than the limit, or exclude nobody. */
export function findCandidates(filter: Filter, question: CandidateQuestion): Candidates | null {
  if ('all' in filter) return fewest(filter.all, question);
  if ('any' in filter) return together(filter.any, question);
  if ('always' in filter) return filter.always ? null : nobody;
  if ('not' in filter) return null;
  return 'onePart' in filter ? ofOnePart(filter.onePart, question) : ofCondition(filter, question);
}

/** All must hold, so that the candidates of any one will do. */
function fewest(filters: readonly Filter[], question: CandidateQuestion): Candidates | null {
  let best: Candidates | null = null;
  for (const filter of filters) {
    if (best?.count === 0) break;
    best = findCandidates(filter, { ...question, limit: best ? best.count - 1 : question.limit }) ?? best;
  }
  return best && { ...best, exact: best.exact && filters.length === 1 };
}

/** One must hold, so that it takes the candidates of every one. */
function together(filters: readonly Filter[], question: CandidateQuestion): Candidates | null {
  if (filters.length > maxUnion) return null;
  const united: Candidates[] = [];
  let { limit } = question;
  for (const filter of filters) {
    const found = findCandidates(filter, { ...question, limit });
    if (!found) return null;
    united.push(found);
    limit -= found.count;
  }
  if (united.length === 0) return nobody;
  return {
    sql: {
      text: united.map(({ sql }) => `SELECT n FROM (${sql.text})`).join(' UNION ALL '),
      values: united.flatMap(({ sql }) => sql.values),
    },
    count: united.reduce((sum, { count }) => sum + count, 0),
    exact: united.every(({ exact }) => exact),
  };
}

function ofCondition(condition: FieldCondition, { database, codeOf, limit }: CandidateQuestion): Candidates | null {
  const sql = selectTerms(condition, codeOf);
  const count = countUpTo(database, sql, limit + 1);
  return count > limit ? null : { sql, count, exact: true };
}

/** From the rarest condition on. That two common ones are rare on one part is not known before they are gone through. */
function ofOnePart(conditions: readonly FieldCondition[], question: CandidateQuestion): Candidates | null {
  let rarest: { condition: FieldCondition; found: Candidates } | null = null;
  for (const condition of conditions) {
    const limit: number = rarest ? rarest.found.count - 1 : question.limit;
    const found = ofCondition(condition, { ...question, limit });
    if (found) rarest = { condition, found };
  }
  if (!rarest) return null;
  const { condition: first, found } = rarest;
  const ordered = [first, ...conditions.filter((condition) => condition !== first)];
  return { ...found, sql: selectTerms(ordered, question.codeOf) };
}

function countUpTo(database: Database, { text, values }: Sql, most: number): number {
  const limit = Number.isFinite(most) ? most : -1;
  const [row] = database.all(`SELECT count(*) AS count FROM (${text} LIMIT ?)`, [...values, limit]);
  return Number(row?.count);
}
