import type { RecordKindName, IndexedRecord } from '@kopru/records';
import type { ChangeEvent, Write } from '@kopru/store';
import type { ChangeDocument, RecordDocument, StateDocument } from './model.ts';
import { postingsOf } from './postings.ts';
import type { PostingEdits } from './postings.ts';
import { partsOf, sharedTermsOf, storedKey, termsOf } from './terms.ts';
import type { IsShared } from './terms.ts';

type Counted = Pick<StateDocument, 'sequence' | 'asOf' | 'counts' | 'nextNumber'>;

/** What is there of a record before a batch. */
export type Known = Pick<RecordDocument, 'kind' | 'n' | 'terms' | 'keys'>;

export interface Sum extends Counted {
  changes: ChangeDocument[];
  /** What each record named is at the end; null where it is gone. */
  finals: Map<string, RecordDocument | null>;
}

/** What a batch comes to, write by write. `known`: those of its records that are there, by id. */
export function sumUp(
  writes: readonly Write[],
  known: ReadonlyMap<string, Known>,
  before: Counted,
  { at, isShared }: { at: string; isShared: IsShared },
): Sum {
  const kinds = new Map([...known].map(([id, { kind }]) => [id, kind]));
  const counts = { ...before.counts };
  const changes: ChangeDocument[] = [];
  const last = new Map<string, IndexedRecord | null>();
  const add = (kind: RecordKindName, number: 1 | -1) =>
    (counts[kind] = (counts[kind] ?? 0) + number);
  const note = (
    kind: RecordKindName,
    id: string,
    event: ChangeEvent,
    successor: string | null = null,
  ) => changes.push({ _id: before.sequence + changes.length + 1, kind, id, event, at, successor });

  for (const write of writes) {
    const put = 'put' in write ? write.put : null;
    const id = 'put' in write ? write.put.record.id : write.remove;
    const kind = kinds.get(id);
    if (kind) add(kind, -1);
    if (put) {
      add(put.record.kind, 1);
      kinds.set(id, put.record.kind);
      // Whoever follows one kind alone is told that the record is gone from it.
      if (kind && kind !== put.record.kind) note(kind, id, 'REMOVED');
      note(put.record.kind, id, kind === put.record.kind ? 'UPDATED' : 'ADDED');
    } else if (kind) {
      kinds.delete(id);
      const successor = ('remove' in write && write.successor) || null;
      note(kind, id, successor === null ? 'REMOVED' : 'MERGED', successor);
    }
    last.set(id, put);
  }
  let { nextNumber } = before;
  const finals = new Map(
    [...last].map(([id, put]) => [
      id,
      put && documentOf(put, known.get(id)?.n ?? nextNumber++, isShared),
    ]),
  );
  return {
    changes,
    finals,
    nextNumber,
    counts,
    sequence: before.sequence + changes.length,
    asOf: changes.length > 0 ? at : before.asOf,
  };
}

/** What the database is to do with each record. `known`: those that are there; others are inserted, which is several times as quick. */
export const operationsOf = ({ finals }: Sum, known: ReadonlyMap<string, Known>): Operation[] =>
  [...finals].flatMap(([_id, document]): Operation[] => {
    if (!known.has(_id)) return document ? [{ insertOne: { document } }] : [];
    return [
      document
        ? { replaceOne: { filter: { _id }, replacement: document } }
        : { deleteOne: { filter: { _id } } },
    ];
  });

/** What the batch changes of postings. */
export function gatherEdits(
  { finals }: Sum,
  known: ReadonlyMap<string, Known>,
  isShared: IsShared,
  edits: PostingEdits,
): void {
  const none: ReadonlySet<string> = new Set();
  for (const [id, document] of finals) {
    const before = known.get(id);
    const n = document?.n ?? before?.n;
    if (n !== undefined)
      edits.move(
        n,
        before ? postingsOf(before, isShared) : none,
        document ? postingsOf(document, isShared) : none,
      );
  }
}

type Operation =
  | { insertOne: { document: RecordDocument } }
  | { replaceOne: { filter: { _id: string }; replacement: RecordDocument } }
  | { deleteOne: { filter: { _id: string } } };

export function documentOf(indexed: IndexedRecord, n: number, isShared: IsShared): RecordDocument {
  const { record, keys, facts } = indexed;
  return {
    _id: record.id,
    n,
    kind: record.kind,
    // Before the record itself, which a test of the terms need not go through.
    terms: termsOf(indexed),
    shared: sharedTermsOf(indexed, isShared),
    parts: partsOf(indexed),
    keys: Object.fromEntries(Object.entries(keys).map(([order, key]) => [order, storedKey(key)])),
    doc: record,
    ...(facts && { facts: JSON.stringify(facts) }),
  };
}
