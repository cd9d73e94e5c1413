import { Schema } from 'mongoose';
import type { Connection, Model, mongo } from 'mongoose';
import type { RecordKindName, StoredRecord } from '@kopru/records';
import type { ChangeEntry } from '@kopru/store';

// The documents of a registry's database, and the indexes that its questions are answered by.

export interface RecordDocument {
  _id: string;
  /** Its number, by which it is in postings. */
  n: number;
  kind: RecordKindName;
  /** The record as it was put. */
  doc: StoredRecord;
  /** See terms.ts. */
  terms: string[];
  /** Those of the terms that the indexes of the orders hold. */
  shared: string[];
  parts: { terms: string[] }[];
  /** By order of the kind; see storedKey in terms.ts. */
  keys: Record<string, string>;
  /** As one text, which an index can hold; of a record that nothing is counted of there is none. */
  facts?: string;
}

/** See postings.ts. */
export interface PostingDocument {
  _id: string;
  /** As bits.ts stores a chunk. */
  numbers: mongo.Binary;
}

export interface ChangeDocument extends Omit<ChangeEntry, 'sequence'> {
  _id: number;
}

/** What there is one of: read first by every question, written last by every batch. */
export interface StateDocument {
  _id: 'store';
  /** Of the documents' form. */
  version: number;
  /** The records' indexVersion; 1 where it is missing. */
  index?: number;
  /** The collection that holds the records now. */
  records: string;
  /** Of the last change that counts; a change beyond it is one of a load that is not done. */
  sequence: number;
  asOf: string | null;
  counts: Partial<Record<RecordKindName, number>>;
  /** Of the next record that is added; one that was given is not given again, until all are numbered anew. */
  nextNumber: number;
  /** Grows with every batch, so that two that were begun at once cannot both be done. */
  writes: number;
  /** The load that is under way: nobody else writes meanwhile. */
  load?: { id: string; startedAt: Date; aliveAt: Date; into: string };
}

// Written documents are made here, and validated before; what mongoose holds to its schema are the questions.
const options = {
  versionKey: false,
  strict: 'throw',
  strictQuery: 'throw',
  minimize: false,
  autoCreate: false,
  autoIndex: false,
  id: false,
} as const;

const record = new Schema<RecordDocument>(
  {
    _id: String,
    n: Number,
    kind: String,
    doc: Schema.Types.Mixed,
    terms: [String],
    shared: [String],
    parts: [new Schema({ terms: [String] }, { _id: false })],
    keys: { type: Map, of: String },
    facts: String,
  },
  options,
);
const posting = new Schema<PostingDocument>({ _id: String, numbers: Buffer }, { ...options });
const change = new Schema<ChangeDocument>(
  { _id: Number, kind: String, id: String, event: String, at: String, successor: String },
  { ...options },
);
const state = new Schema<StateDocument>(
  {
    _id: String,
    version: Number,
    index: Number,
    records: String,
    sequence: Number,
    asOf: String,
    counts: Schema.Types.Mixed,
    nextNumber: Number,
    writes: Number,
    load: new Schema({ id: String, startedAt: Date, aliveAt: Date, into: String }, { _id: false }),
  },
  options,
);

export interface Models {
  /** A collection of records by its name: which one counts is in the state. */
  records: (collection: string) => Model<RecordDocument>;
  /** Those of the records in a collection. */
  postings: (records: string) => Model<PostingDocument>;
  changes: Model<ChangeDocument>;
  state: Model<StateDocument>;
}

/** Collections that are filled beside others and then put in their place. */
export const isReplaced = /^(?:records|postings)_/;
export const postingsCollection = (records: string): string =>
  records.replace('records', 'postings');

const modelsKept = 4;

function modelsByCollection<T>(
  connection: Connection,
  schema: Schema<T>,
): (collection: string) => Model<T> {
  const known = new Map<string, Model<T>>();
  return (collection) => {
    const model = known.get(collection) ?? connection.model<T>(collection, schema, collection);
    known.set(collection, model);
    // Of collections that loads have replaced.
    for (const old of [...known.keys()].slice(0, -modelsKept)) {
      connection.deleteModel(old);
      known.delete(old);
    }
    return model;
  };
}

export function modelsOf(connection: Connection): Models {
  const postings = modelsByCollection(connection, posting);
  return {
    records: modelsByCollection(connection, record),
    postings: (records) => postings(postingsCollection(records)),
    changes: connection.model<ChangeDocument>('changes', change, 'changes'),
    state: connection.model<StateDocument>('state', state, 'state'),
  };
}

/** The index of the terms alone, by which few records are collected. */
export const termIndex = 'terms';

/** The index that alone tells the facts of all records of a kind. */
export const factIndex = 'facts';

/** The index by which records of a term are walked in an order. */
export const orderIndex = (order: string): string => `shared_${order}`;

/** The index by which records are found whose numbers are known. */
export const numberIndex = 'number';

/** One index for each order that some kind has; only the records of a kind that has it are in it. */
export const indexesOf = (orders: readonly string[]) => [
  { key: { terms: 1 }, name: termIndex } as const,
  // Not unique, which a collection sharded by its ids may not have; the state gives each number once.
  { key: { n: 1 }, name: numberIndex } as const,
  { key: { kind: 1, facts: 1 }, name: factIndex } as const,
  ...orders.map((order) => ({
    key: { shared: 1, [`keys.${order}`]: 1, _id: 1 },
    name: orderIndex(order),
    partialFilterExpression: { [`keys.${order}`]: { $exists: true } },
  })),
];
