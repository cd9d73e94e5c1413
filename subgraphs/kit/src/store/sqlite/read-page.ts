import type { Filter, Page, PageRequest } from '../store.ts';
import { collectRows } from './collect-rows.ts';
import type { Database } from './database.ts';
import type { FieldCodes } from './field-codes.ts';
import { findCandidates } from './find-candidates.ts';
import { simplifyFilter } from '../simplify-filter.ts';
import { walkRows } from './walk-rows.ts';

/** Beyond so many times what is worth sorting, even a walk without luck is no worse. */
const reach = 20;

/**
 * Few candidates are collected and sorted. With many, the order is walked and each record tested, where the page fills soon; where it does
 * not, as when two common conditions seldom meet, even many are collected. Left to choose, SQLite walks for rare terms and sorts common
 * ones, and never turns back.
 */
export function readPage(database: Database, codes: FieldCodes, asked: PageRequest): Page {
  const request = { ...asked, filter: simplifyFilter(asked.filter) };
  const codeOf = (field: string) => codes.find(request.kind, field);
  const few = worthSorting(database, request);
  const rowsOfAtMost = (limit: number) => {
    const candidates = findCandidates(request.filter, { database, codeOf, limit });
    return candidates && collectRows(database, request, codeOf, candidates);
  };
  const rows =
    rowsOfAtMost(few) ??
    walkRows(database, request, codeOf, few) ??
    rowsOfAtMost(few * reach) ??
    walkRows(database, request, codeOf) ??
    [];
  return { rows: rows.slice(0, request.first), hasNext: rows.length > request.first };
}

/**
 * Of N records of which c match k conditions, a page of p rows takes p·N/c steps of the walk, each with up to k tests, or c of the
 * collection. They are even where c² = k·p·N. Below some thousands the collection is quick enough anyway.
 */
function worthSorting(database: Database, { filter, first }: PageRequest): number {
  const [row] = database.all('SELECT max(n) AS n FROM record');
  return Math.max(2_000, Math.floor(Math.sqrt(countConditions(filter) * (first + 1) * Number(row?.n ?? 0))));
}

function countConditions(filter: Filter): number {
  if ('not' in filter) return countConditions(filter.not);
  const parts = 'all' in filter ? filter.all : 'any' in filter ? filter.any : [];
  return parts.length === 0 ? 1 : parts.reduce((sum, part) => sum + countConditions(part), 0);
}
