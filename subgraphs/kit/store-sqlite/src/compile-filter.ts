import type { SQLInputValue } from 'node:sqlite';
import type { FieldCondition, Filter } from '@kopru/records';

/** SQL with its bound values; no value ever becomes part of the text. */
export interface Sql {
  text: string;
  values: readonly SQLInputValue[];
}

/** The number of a field of the kind that is asked about. */
export type CodeOf = (field: string) => number;

/** A condition on the record whose number stands in the column `n` named. */
export function compileFilter(filter: Filter, n: string, codeOf: CodeOf): Sql {
  if ('all' in filter) return join(filter.all, 'AND', n, codeOf);
  if ('any' in filter) return join(filter.any, 'OR', n, codeOf);
  if ('not' in filter) return wrap('NOT (', compileFilter(filter.not, n, codeOf));
  if ('always' in filter) return { text: filter.always ? '1' : '0', values: [] };
  return wrap('EXISTS (', selectTerms('onePart' in filter ? filter.onePart : filter, codeOf, n));
}

/** A query for those terms of the record whose number stands in `n` that meet a condition, or of several on one part the first. */
function selectTerms(
  asked: FieldCondition | readonly FieldCondition[],
  codeOf: CodeOf,
  n: string,
): Sql {
  const onePart = 'field' in asked ? null : asked;
  const [first, ...others] = onePart ?? [asked as FieldCondition];
  const tests = [
    { text: `t.n = ${n}`, values: [] },
    ...(onePart ? [{ text: 't.part > 0', values: [] }] : []),
    ...(first ? [compileCondition(first, 't', codeOf)] : []),
    // Not joined, since SQLite joins 64 tables at most.
    ...others
      .map((condition) => compileCondition(condition, 'o', codeOf))
      .map((test) =>
        wrap('EXISTS (SELECT 1 FROM term o WHERE o.n = t.n AND o.part = t.part AND ', test),
      ),
  ];
  return {
    text: `SELECT t.n FROM term t WHERE ${tests.map(({ text }) => text).join(' AND ')}`,
    values: tests.flatMap(({ values }) => values),
  };
}

function compileCondition(condition: FieldCondition, term: string, codeOf: CodeOf): Sql {
  const code = codeOf(condition.field);
  if ('oneOf' in condition) {
    const [value, ...more] = condition.oneOf;
    // A list is bound as one value, since SQLite binds 32,766 at most, and so that one statement serves lists of any length.
    return value !== undefined && more.length === 0
      ? { text: `${term}.field = ? AND ${term}.value = ?`, values: [code, value] }
      : {
          text: `${term}.field = ? AND ${term}.value IN (SELECT value FROM json_each(?))`,
          values: [code, JSON.stringify(condition.oneOf)],
        };
  }
  // Terms are ASCII, so that whatever begins with the prefix sorts before the prefix and DEL.
  const bounds =
    'startsWith' in condition
      ? { '>=': condition.startsWith, '<': `${condition.startsWith}\u007f` }
      : { '>=': condition.gte, '<=': condition.lte };
  const given = Object.entries(bounds).flatMap(([sign, bound]) =>
    bound === undefined ? [] : [{ sign, bound }],
  );
  return {
    text: [`${term}.field = ?`, ...given.map(({ sign }) => `${term}.value ${sign} ?`)].join(
      ' AND ',
    ),
    values: [code, ...given.map(({ bound }) => bound)],
  };
}

/** Halved again and again: SQLite takes expressions of many terms, but not of many levels, which a plain row of ANDs is to it. */
function join(filters: readonly Filter[], operator: 'AND' | 'OR', n: string, codeOf: CodeOf): Sql {
  const [only] = filters;
  if (only === undefined) return { text: operator === 'AND' ? '1' : '0', values: [] };
  if (filters.length === 1) return compileFilter(only, n, codeOf);
  const middle = filters.length >> 1;
  const left = join(filters.slice(0, middle), operator, n, codeOf);
  const right = join(filters.slice(middle), operator, n, codeOf);
  return {
    text: `(${left.text} ${operator} ${right.text})`,
    values: [...left.values, ...right.values],
  };
}

const wrap = (before: string, { text, values }: Sql): Sql => ({
  text: `${before}${text})`,
  values,
});
