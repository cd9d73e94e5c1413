import type { RecordKindName } from '@kopru/records';
import type { FieldCondition, Filter } from '@kopru/records';
import { termOf } from './documents.ts';

/** A query of MongoDB. */
export type Match = Record<string, unknown>;

/** The records of the kind that match. */
export function compileFilter(kind: RecordKindName, filter: Filter): Match {
  const each = (filters: readonly Filter[]): Match[] =>
    filters.map((part) => compileFilter(kind, part));
  if ('all' in filter) return filter.all.length === 0 ? everything : { $and: each(filter.all) };
  if ('any' in filter) return filter.any.length === 0 ? nothing : { $or: each(filter.any) };
  if ('not' in filter) return { $nor: [compileFilter(kind, filter.not)] };
  if ('always' in filter) return filter.always ? everything : nothing;
  if ('field' in filter) return { 'index.terms': matchTerm(kind, filter) };
  const inPart = filter.onePart.map((condition) => ({ terms: matchTerm(kind, condition) }));
  return { 'index.parts': { $elemMatch: inPart.length === 0 ? everything : { $and: inPart } } };
}

const everything: Match = {};
const nothing: Match = { $nor: [everything] };

/** A test that enters no index: the adapter has chosen the access path. */
export const testFilter = (kind: RecordKindName, filter: Filter): Match => ({
  $nor: [{ $nor: [compileFilter(kind, filter)] }],
});

/** What one of the terms must be. */
export function matchTerm(kind: RecordKindName, condition: FieldCondition): unknown {
  const { field } = condition;
  if ('oneOf' in condition)
    return { $in: [...new Set(condition.oneOf)].map((value) => termOf(kind, field, value)) };
  // Terms are ASCII: whatever begins with a text sorts before the text and DEL.
  const beginning = (text: string) => ({ $lt: `${termOf(kind, field, text)}\u007f` });
  const { gte, end } =
    'startsWith' in condition
      ? { gte: condition.startsWith, end: beginning(condition.startsWith) }
      : {
          gte: condition.gte ?? '',
          end:
            condition.lte === undefined
              ? beginning('')
              : { $lte: termOf(kind, field, condition.lte) },
        };
  // Without $elemMatch, two terms of a record could meet one bound each.
  return { $elemMatch: { $gte: termOf(kind, field, gte), ...end } };
}
