import mongoose from 'mongoose';
import type { RecordKindName, FieldCondition, Filter } from '@kopru/records';
import { matchTerm } from './terms.ts';

/** A query of MongoDB, of nothing but names of ours and texts. */
export type Match = Record<string, unknown>;

/** A condition on a record of the kind. */
export function compileFilter(kind: RecordKindName, filter: Filter): Match {
  const each = (filters: readonly Filter[]): Match[] =>
    filters.map((part) => compileFilter(kind, part));
  if ('all' in filter) return filter.all.length === 0 ? everything : { $and: each(filter.all) };
  if ('any' in filter) return filter.any.length === 0 ? nothing : { $or: each(filter.any) };
  if ('not' in filter) return { $nor: [compileFilter(kind, filter.not)] };
  if ('always' in filter) return filter.always ? everything : nothing;
  return 'onePart' in filter
    ? compilePart(kind, filter.onePart)
    : { terms: matchTerm(kind, filter) };
}

function compilePart(kind: RecordKindName, conditions: readonly FieldCondition[]): Match {
  const inPart = conditions.map((condition) => ({ terms: matchTerm(kind, condition) }));
  return {
    parts: mongoose.trusted({ $elemMatch: inPart.length === 0 ? everything : { $and: inPart } }),
  };
}

/** A test that no index is entered by: the index is entered by what the adapter chose. */
export const testOnly = (match: Match): Match => ({ $nor: [{ $nor: [match] }] });

const everything: Match = {};
const nothing: Match = { $nor: [everything] };
