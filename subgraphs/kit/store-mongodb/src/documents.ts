import type { mongo } from 'mongoose';
import type { RecordKindName, StoredRecord } from '@kopru/records';
import type { IndexedRecord } from '@kopru/records';
import type { ChangeEntry } from '@kopru/store';

// The documents of a registry's database.

/** What a record is found and ordered by, beside its own fields. */
export interface IndexFields {
  /** Its number in bitmaps. */
  number: number;
  /** `KIND`, and `KIND field value` for each entry. Kinds and fields hold no space. */
  terms: string[];
  /** The terms whose values many records share. The index of each order begins with them. */
  shared: string[];
  /** The terms of each part, so that several conditions can be tested on one part. */
  parts: { terms: string[] }[];
  /** The sort key of each order, see storedKey. */
  keys: Record<string, string>;
  /** As JSON text, which an index can cover. Absent where nothing is counted of the kind. */
  facts?: string;
}

/** A record's fields as they were put, its id as `_id`. */
export interface RecordDocument {
  _id: string;
  index: IndexFields;
  kind: RecordKindName;
  [field: string]: unknown;
}

/** One container of one bitmap, see bitmaps.ts. */
export interface BitmapDocument {
  _id: string;
  container: mongo.Binary;
}

export interface ChangeDocument extends Omit<ChangeEntry, 'sequence'> {
  _id: number;
}

/** The one document that says what counts. Every read begins with it, every write ends with it. */
export interface StateDocument {
  _id: 'store';
  /** The version of the documents' shape. */
  version: number;
  /** The indexVersion of the records. */
  index?: number;
  /** A digest of the validator that the collection of records has. */
  validator?: string;
  /** The collection that holds the records. */
  records: string;
  /** The last change. A change entry beyond it belongs to a load that has not ended. */
  sequence: number;
  asOf: string | null;
  counts: Partial<Record<RecordKindName, number>>;
  /** The number of the next record that is added. */
  nextNumber: number;
  /** Grows with each write, so that of two concurrent transactions one retries. */
  writes: number;
  /** The load in progress. Nobody else writes meanwhile. */
  load?: { id: string; startedAt: Date; aliveAt: Date; into: string };
}

/** Whether many records of a kind share the values of a field. */
export type IsShared = (kind: string, field: string) => boolean;

export const termOf = (kind: string, field: string, value: string): string =>
  `${kind} ${field} ${value}`;

/** Sorts records without a key last. */
export const storedKey = (key: string | null): string => (key === null ? '1' : `0${key}`);
export const readKey = (stored: string): string | null =>
  stored.startsWith('1') ? null : stored.slice(1);

/** The index fields come first: a filter that tests them need not pass the record's fields. */
export function toDocument(
  { record, entries, keys, facts }: IndexedRecord,
  number: number,
  isShared: IsShared,
): RecordDocument {
  const { id, ...fields } = record;
  const { kind } = record;
  const termsOf = (some: IndexedRecord['entries']): string[] => [
    ...new Set(some.map(({ field, value }) => termOf(kind, field, value))),
  ];
  const parts = Map.groupBy(
    entries.filter(({ part }) => part > 0),
    ({ part }) => part,
  );
  const index: IndexFields = {
    number,
    terms: [kind, ...termsOf(entries)],
    shared: [kind, ...termsOf(entries.filter(({ field }) => isShared(kind, field)))],
    parts: [...parts.values()].map((entriesOfPart) => ({ terms: termsOf(entriesOfPart) })),
    keys: Object.fromEntries(Object.entries(keys).map(([order, key]) => [order, storedKey(key)])),
    ...(facts && { facts: JSON.stringify(facts) }),
  };
  return { _id: id, index, ...fields };
}

/** A document of which some index fields, or all, were not read. */
export type ReadDocument = Omit<RecordDocument, 'index'> & { index?: Pick<IndexFields, 'keys'> };

/** Gives the record, and the key of an order if that was read. */
export function readDocument({ _id, index, ...fields }: ReadDocument, order?: string) {
  const record = { id: _id, ...fields } as unknown as StoredRecord;
  return { record, key: readKey((order && index?.keys[order]) ?? storedKey(null)) };
}

export const toRecord = (document: ReadDocument): StoredRecord => readDocument(document).record;
