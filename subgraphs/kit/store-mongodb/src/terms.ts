import mongoose from 'mongoose';
import type { RecordKindName, FieldCondition, IndexedRecord, Order } from '@kopru/records';

/**
 * What a record is found by, as one array of texts: the kind alone, and `KIND field value` for each entry. Neither a kind nor a field holds a
 * space, so that no two entries share a text.
 */
export const termsOf = ({ record: { kind }, entries }: IndexedRecord): string[] => [
  ...new Set([kind, ...entries.map(({ field, value }) => termOf(kind, field, value))]),
];

/** Those of the terms along which an order can be walked, in the indexes of the orders: the kind, and what `isShared` names. */
export const sharedTermsOf = (
  { record: { kind }, entries }: IndexedRecord,
  isShared: IsShared,
): string[] => [
  ...new Set([
    kind,
    ...entries
      .filter(({ field }) => isShared(kind, field))
      .map(({ field, value }) => termOf(kind, field, value)),
  ]),
];

/** Whether many records of the kind share values of the field. */
export type IsShared = (kind: string, field: string) => boolean;

export const termOf = (kind: string, field: string, value: string): string =>
  `${kind} ${field} ${value}`;

/** The entries of each part, so that several conditions can be held against one part. */
export function partsOf({ record: { kind }, entries }: IndexedRecord): { terms: string[] }[] {
  const parts = Map.groupBy(
    entries.filter(({ part }) => part > 0),
    ({ part }) => part,
  );
  return [...parts.values()].map((own) => ({
    terms: [...new Set(own.map(({ field, value }) => termOf(kind, field, value)))],
  }));
}

/** Sorts what has no key behind what has one, whatever the key. */
export const storedKey = (key: string | null): string => (key === null ? '1' : `0${key}`);
export const readKey = (stored: string): string | null =>
  stored.startsWith('1') ? null : stored.slice(1);

export const keyPath = ({ field }: Order): string => `keys.${field}`;

/** What one element of an array of terms must be. */
export type TermMatch =
  string | { $in: string[] } | { $elemMatch: { $gte: string; $lt?: string; $lte?: string } };

export function matchTerm(kind: RecordKindName, condition: FieldCondition): TermMatch {
  const term = (value: string): string => termOf(kind, condition.field, value);
  // Terms are ASCII, so that whatever begins with a text sorts before the text and DEL.
  const beginning = (text: string) => ({ $lt: `${term(text)}\u007f` });
  if ('oneOf' in condition) return matchAny([...new Set(condition.oneOf)].map(term));
  if ('startsWith' in condition)
    return between(term(condition.startsWith), beginning(condition.startsWith));
  const { gte = '', lte } = condition;
  return between(term(gte), lte === undefined ? beginning('') : { $lte: term(lte) });
}

function matchAny(terms: readonly string[]): TermMatch {
  const [only, ...more] = terms;
  return only !== undefined && more.length === 0 ? only : mongoose.trusted({ $in: [...terms] });
}

/** Without $elemMatch, two terms of an array could meet one bound each. */
const between = (begin: string, end: { $lt: string } | { $lte: string }): TermMatch =>
  mongoose.trusted({ $elemMatch: mongoose.trusted({ $gte: begin, ...end }) });
