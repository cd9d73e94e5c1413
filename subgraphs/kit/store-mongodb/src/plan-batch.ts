import type { mongo } from 'mongoose';
import type { RecordKindName } from '@kopru/records';
import type { IndexedRecord } from '@kopru/records';
import type { ChangeEvent, Write } from '@kopru/store';
import type { BitmapEdits, Bitmapped } from './bitmaps.ts';
import { toDocument } from './documents.ts';
import type { ChangeDocument, IsShared, RecordDocument, StateDocument } from './documents.ts';

export type Totals = Pick<StateDocument, 'sequence' | 'asOf' | 'counts' | 'nextNumber'>;

/** What the database holds of the records of a batch, by id. */
export type Stored = ReadonlyMap<string, Bitmapped>;

export interface BatchPlan {
  /** Of the state after the batch. */
  totals: Totals;
  changes: ChangeDocument[];
  /** Each record after the batch; null if it is removed. */
  documents: Map<string, RecordDocument | null>;
}

/** Plans a batch write by write: the last write of a record counts, but each leaves an entry. */
export function planBatch(
  writes: readonly Write[],
  stored: Stored,
  before: Totals,
  isShared: IsShared,
): BatchPlan {
  const at = new Date().toISOString();
  const kinds = new Map([...stored].map(([id, { kind }]) => [id, kind]));
  const counts = { ...before.counts };
  const changes: ChangeDocument[] = [];
  const last = new Map<string, IndexedRecord | null>();
  const addEntry = (
    { kind, id }: { kind: RecordKindName; id: string },
    event: ChangeEvent,
    successor: string | null = null,
  ) => changes.push({ _id: before.sequence + changes.length + 1, kind, id, event, at, successor });

  for (const write of writes) {
    const put = 'put' in write ? write.put : null;
    const id = 'put' in write ? write.put.record.id : write.remove;
    const kind = kinds.get(id);
    if (kind) counts[kind] = (counts[kind] ?? 0) - 1;
    if (put) {
      const next = put.record.kind;
      counts[next] = (counts[next] ?? 0) + 1;
      kinds.set(id, next);
      // A follower of one kind learns that the record has left it.
      if (kind && kind !== next) addEntry({ kind, id }, 'REMOVED');
      addEntry({ kind: next, id }, kind === next ? 'UPDATED' : 'ADDED');
    } else if (kind) {
      kinds.delete(id);
      const successor = ('remove' in write && write.successor) || null;
      addEntry({ kind, id }, successor === null ? 'REMOVED' : 'MERGED', successor);
    }
    last.set(id, put);
  }
  let { nextNumber } = before;
  const numberOf = (id: string): number => stored.get(id)?.index.number ?? nextNumber++;
  const documents = new Map(
    [...last].map(([id, put]) => [id, put && toDocument(put, numberOf(id), isShared)]),
  );
  const sequence = before.sequence + changes.length;
  const asOf = changes.length > 0 ? at : before.asOf;
  return { totals: { sequence, asOf, counts, nextNumber }, changes, documents };
}

/** A record that is not stored is inserted, which is several times as fast as an upsert. */
export const writesOf = (
  { documents }: BatchPlan,
  stored: Stored,
): mongo.AnyBulkWriteOperation<RecordDocument>[] =>
  [...documents].flatMap(([_id, document]): mongo.AnyBulkWriteOperation<RecordDocument>[] => {
    if (!stored.has(_id)) return document ? [{ insertOne: { document } }] : [];
    if (!document) return [{ deleteOne: { filter: { _id } } }];
    return [{ replaceOne: { filter: { _id }, replacement: document } }];
  });

export function addBitmapEdits({ documents }: BatchPlan, stored: Stored, edits: BitmapEdits): void {
  for (const [id, document] of documents) edits.move(stored.get(id), document ?? undefined);
}

export const idsOf = (writes: readonly Write[]): string[] => [
  ...new Set(writes.map((write) => ('put' in write ? write.put.record.id : write.remove))),
];

export async function readStored(
  records: mongo.Collection<RecordDocument>,
  writes: readonly Write[],
  options: { session?: mongo.ClientSession } = {},
): Promise<Stored> {
  const index = { number: 1, terms: 1, keys: 1 } as const;
  const documents = await records
    .find({ _id: { $in: idsOf(writes) } }, { ...options, projection: { kind: 1, index } })
    .toArray();
  return new Map(documents.map((document) => [document._id, document]));
}
