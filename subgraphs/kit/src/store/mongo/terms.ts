import mongoose from 'mongoose';
import type { RecordKindName } from '../../kinds/index.ts';
import type { FieldCondition, IndexedRecord, Order } from '../store.ts';

/**
 * What a record is found by, as one array of texts: the kind alone, and `KIND field value` for each entry. Neither a kind nor a field holds a
 * space, so that no two entries share a text.
 */
export const termsOf = ({ record: { kind }, entries }: IndexedRecord): string[] => [
  ...new Set([kind, ...entries.map(({ field, value }) => termOf(kind, field, value))]),
];

/** Those of the terms along which an order can be walked, in the indexes of the orders: the kind, and what `isShared` names. */
export const sharedTermsOf = ({ record: { kind }, entries }: IndexedRecord, isShared: IsShared): string[] => [
  ...new Set([
    kind,
    ...entries.filter(({ field }) => isShared(kind, field)).map(({ field, value }) => termOf(kind, field, value)),
  ]),
];

/** Whether many records of the kind share values of the field. */
export type IsShared = (kind: string, field: string) => boolean;

export const termOf = (kind: string, field: string, value: string): string => `${kind} ${field} ${value}`;

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
export const readKey = (stored: string): string | null => (stored.startsWith('1') ? null : stored.slice(1));

export const keyPath = ({ field }: Order): string => `keys.${field}`;

/** What one element of an array of terms must be. */
export type TermMatch = string | { $in: string[] } | { $elemMatch: { $gte: string; $lt?: string; $lte?: string } };

/**
 * Terms are ASCII, so that whatever begins with a text sorts before the text and DEL. Without $elemMatch, two terms of an array could meet
 * one bound each.
 */
export function matchTerm(kind: RecordKindName, condition: FieldCondition): TermMatch {
  const term = (value: string): string => termOf(kind, condition.field, value);
  if ('oneOf' in condition) {
    const [value, ...more] = new Set(condition.oneOf);
    return value !== undefined && more.length === 0
      ? term(value)
      : mongoose.trusted({ $in: [...new Set(condition.oneOf)].map(term) });
  }
  const begin = 'startsWith' in condition ? condition.startsWith : (condition.gte ?? '');
  const last = 'startsWith' in condition || condition.lte === undefined ? undefined : condition.lte;
  const end = 'startsWith' in condition ? condition.startsWith : '';
  return mongoose.trusted({
    $elemMatch: mongoose.trusted({
      $gte: term(begin),
      ...(last === undefined ? { $lt: `${term(end)}\u007f` } : { $lte: term(last) }),
    }),
  });
}
