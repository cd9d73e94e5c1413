import type { SQLInputValue } from 'node:sqlite';
import type { FieldCondition, Filter } from '@kopru/records';

/** SQL with its bound values; no value ever becomes part of the text. */
export interface Sql {
  text: string;
  values: readonly SQLInputValue[];
}

/** The code of a field of the requested kind; 0 if no record has the field. */
export type CodeOf = (field: string) => number;

/** Compiles a filter to a condition on the record whose number is in the column `n`. */
export function compileFilter(filter: Filter, n: string, codeOf: CodeOf): Sql {
  if ('all' in filter) return join(filter.all, 'AND', n, codeOf);
  if ('any' in filter) return join(filter.any, 'OR', n, codeOf);
  if ('not' in filter) return wrap('NOT (', compileFilter(filter.not, n, codeOf));
  if ('always' in filter) return { text: filter.always ? '1' : '0', values: [] };
  return wrap('EXISTS (', selectTerms('onePart' in filter ? filter.onePart : filter, codeOf, n));
}

/**
 * Selects the terms of record `n` that meet a condition. Several conditions must hold on one part;
 * the first selects the terms.
 */
function selectTerms(
  conditions: FieldCondition | readonly FieldCondition[],
  codeOf: CodeOf,
  n: string,
): Sql {
  const onePart = 'field' in conditions ? null : conditions;
  const [first, ...others] = onePart ?? [conditions as FieldCondition];
  const tests = [
    { text: `t.n = ${n}`, values: [] },
    ...(onePart ? [{ text: 't.part > 0', values: [] }] : []),
    ...(first ? [compileCondition(first, 't', codeOf)] : []),
    // Subqueries instead of joins, because SQLite joins at most 64 tables.
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
    // A list is bound as one JSON value: SQLite binds at most 32,766 values, and one prepared
    // statement then serves any length.
    return value !== undefined && more.length === 0
      ? { text: `${term}.field = ? AND ${term}.value = ?`, values: [code, value] }
      : {
          text: `${term}.field = ? AND ${term}.value IN (SELECT value FROM json_each(?))`,
          values: [code, JSON.stringify(condition.oneOf)],
        };
  }
  // Terms are ASCII, so every term that begins with the prefix sorts before the prefix followed by
  // DEL.
  const bounds =
    'startsWith' in condition
      ? { '>=': condition.startsWith, '<': `${condition.startsWith}\u007f` }
      : { '>=': condition.gte, '<=': condition.lte };
  const tests = Object.entries(bounds).flatMap(([sign, bound]) =>
    bound === undefined ? [] : [{ sign, bound }],
  );
  return {
    text: [`${term}.field = ?`, ...tests.map(({ sign }) => `${term}.value ${sign} ?`)].join(
      ' AND ',
    ),
    values: [code, ...tests.map(({ bound }) => bound)],
  };
}

/**
 * Joins filters as a balanced tree. SQLite limits the depth of an expression (1,000), and parses a
 * plain chain of ANDs as one level for
 * each.
 */
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
