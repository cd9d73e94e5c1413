import type { SQLInputValue } from 'node:sqlite';
import type { FieldCondition, Filter } from '../store.ts';

/** SQL with its bound values; no value ever becomes part of the text. */
export interface Sql {
  text: string;
  values: SQLInputValue[];
}

/** A condition on the record whose number stands in the column `n` named. */
export function compileFilter(filter: Filter, n: string): Sql {
  if ('all' in filter) return join(filter.all, ' AND ', '1', n);
  if ('any' in filter) return join(filter.any, ' OR ', '0', n);
  if ('not' in filter) return wrap('NOT ', compileFilter(filter.not, n));
  if ('always' in filter) return { text: filter.always ? '1' : '0', values: [] };
  // `+t.n` would hide the index; with it, each test is one look-up under the record's own terms.
  if ('onePart' in filter) return wrap('EXISTS ', selectOnePart(filter.onePart, n));
  const { text, values } = compileCondition(filter, 't');
  return { text: `EXISTS (SELECT 1 FROM term t WHERE t.n = ${n} AND ${text})`, values };
}

/** A query for the numbers of all records that meet a positive condition, from the terms' own index. */
export function selectNumbers(filter: FieldCondition | { onePart: readonly FieldCondition[] }): Sql {
  if ('onePart' in filter) return selectOnePart(filter.onePart, null);
  const { text, values } = compileCondition(filter, 't');
  return { text: `SELECT t.n FROM term t WHERE ${text}`, values };
}

/** The rarest of several conditions on one part would be the best to start from; the first given serves well enough. */
function selectOnePart(conditions: readonly FieldCondition[], n: string | null): Sql {
  const aliases = conditions.map((_, index) => `p${index}`);
  const compiled = conditions.map((condition, index) => compileCondition(condition, aliases[index] ?? ''));
  const tied = aliases.slice(1).map((alias) => `${alias}.n = p0.n AND ${alias}.part = p0.part`);
  const where = [...(n === null ? [] : [`p0.n = ${n}`]), 'p0.part > 0', ...tied, ...compiled.map(({ text }) => text)];
  return {
    text: `SELECT p0.n FROM ${aliases.map((alias) => `term ${alias}`).join(' CROSS JOIN ')} WHERE ${where.join(' AND ')}`,
    values: compiled.flatMap(({ values }) => values),
  };
}

function compileCondition(condition: FieldCondition, alias: string): Sql {
  const field = `${alias}.field = ?`;
  if ('oneOf' in condition) {
    const marks = condition.oneOf.map(() => '?').join(', ');
    return { text: `${field} AND ${alias}.value IN (${marks})`, values: [condition.field, ...condition.oneOf] };
  }
  if ('startsWith' in condition) {
    // Terms are ASCII, so whatever begins with the prefix sorts before the prefix and DEL.
    const { startsWith } = condition;
    return {
      text: `${field} AND ${alias}.value >= ? AND ${alias}.value < ?`,
      values: [condition.field, startsWith, `${startsWith}\u007f`],
    };
  }
  const { gte, lte } = condition as { gte?: string; lte?: string };
  return {
    text: [
      field,
      ...(gte === undefined ? [] : [`${alias}.value >= ?`]),
      ...(lte === undefined ? [] : [`${alias}.value <= ?`]),
    ].join(' AND '),
    values: [condition.field, ...(gte === undefined ? [] : [gte]), ...(lte === undefined ? [] : [lte])],
  };
}

function join(filters: readonly Filter[], operator: string, empty: string, n: string): Sql {
  if (filters.length === 0) return { text: empty, values: [] };
  const parts = filters.map((each) => compileFilter(each, n));
  return { text: `(${parts.map(({ text }) => text).join(operator)})`, values: parts.flatMap(({ values }) => values) };
}

const wrap = (before: string, { text, values }: Sql): Sql => ({ text: `${before}(${text})`, values });
