import type { RecordKindName } from '../../kinds/index.ts';
import type { ChangeEvent, IndexedRecord, Write } from '../store.ts';
import type { ChangeDocument, RecordDocument, StateDocument } from './model.ts';
import { partsOf, storedKey, termsOf } from './terms.ts';

type Counted = Pick<StateDocument, 'sequence' | 'asOf' | 'counts'>;

export interface Sum extends Counted {
  changes: ChangeDocument[];
  /** What each record named is at the end; null where it is gone. */
  finals: Map<string, IndexedRecord | null>;
}

/** What a batch comes to, write by write. `known`: the kinds of those of its records that are there, by id. */
export function sumUp(
  writes: readonly Write[],
  known: ReadonlyMap<string, RecordKindName>,
  before: Counted,
  at: string,
): Sum {
  const kinds = new Map(known);
  const counts = { ...before.counts };
  const changes: ChangeDocument[] = [];
  const finals = new Map<string, IndexedRecord | null>();
  const add = (kind: RecordKindName, number: 1 | -1) => (counts[kind] = (counts[kind] ?? 0) + number);
  const note = (kind: RecordKindName, id: string, event: ChangeEvent) =>
    changes.push({ _id: before.sequence + changes.length + 1, kind, id, event, at });

  for (const write of writes) {
    const put = 'put' in write ? write.put : null;
    const id = 'put' in write ? write.put.record.id : write.remove;
    const kind = kinds.get(id);
    if (kind) add(kind, -1);
    if (put) {
      add(put.record.kind, 1);
      kinds.set(id, put.record.kind);
      note(put.record.kind, id, kind ? 'UPDATED' : 'ADDED');
    } else if (kind) {
      kinds.delete(id);
      note(kind, id, 'REMOVED');
    }
    finals.set(id, put);
  }
  return {
    changes,
    finals,
    counts,
    sequence: before.sequence + changes.length,
    asOf: changes.length > 0 ? at : before.asOf,
  };
}

/** What the database is to do with each record; one that is gone and was never there is no work. */
export const operationsOf = ({ finals }: Sum) =>
  [...finals].map(([_id, put]) =>
    put
      ? { replaceOne: { filter: { _id }, replacement: documentOf(put), upsert: true } }
      : { deleteOne: { filter: { _id } } },
  );

export function documentOf(indexed: IndexedRecord): RecordDocument {
  const { record, keys } = indexed;
  return {
    _id: record.id,
    kind: record.kind,
    doc: record,
    terms: termsOf(indexed),
    parts: partsOf(indexed),
    keys: Object.fromEntries(Object.entries(keys).map(([order, key]) => [order, storedKey(key)])),
  };
}
