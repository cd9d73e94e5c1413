import mongoose from 'mongoose';
import type { mongo } from 'mongoose';
import { containerOf, containerSize, editSerialized } from '@kopru/store/bitmaps';
import { levels, bitmapOfKind, bitmapsOfKey, bitmapsOfTerm, wholeKind } from '@kopru/store/bitmaps';
import type { Level } from '@kopru/store/bitmaps';
import type { Database } from './connect.ts';
import type { BitmapDocument, IsShared, RecordDocument } from './documents.ts';
import { readKey } from './documents.ts';

// A bitmap holds the numbers of the records that have a value, or a value in a bucket, in
// containers, each of which is a document. There are bitmaps of values only where many records
// share them: one for each rare value would take more room than the record.

/** How the ids of the bitmaps of a field or an order begin. */
export const bitmapPrefix = (kind: string, field: string, level: Level): string =>
  `${kind} ${field} ${level} `;

/** Sorts before all that an ASCII value can go on with: containers stand next to each other. */
const beforeContainer = '\0';
/** Sorts after the containers of a bitmap and before the next bitmap. */
export const afterContainers = '\u0001';

export function parseBitmapId(id: string): { bitmap: string; container: number } {
  const end = id.lastIndexOf(beforeContainer);
  return { bitmap: id.slice(0, end), container: Number(id.slice(end + 1)) };
}

export type Bitmapped = Pick<RecordDocument, 'kind'> & {
  index: Pick<RecordDocument['index'], 'number' | 'terms' | 'keys'>;
};

/** The bitmaps that hold a record. A record's own values and its parts' share them. */
export function bitmapsOf({ kind, index }: Bitmapped, isShared: IsShared): Set<string> {
  const bitmaps = new Set([bitmapPrefix(kind, wholeKind, bitmapOfKind.level)]);
  for (const term of index.terms) {
    const end = term.indexOf(' ', kind.length + 1);
    if (end < 0) continue;
    const field = term.slice(kind.length + 1, end);
    for (const { level, value } of bitmapsOfTerm({ value: term.slice(end + 1), part: 0 }))
      if (level !== levels.value || isShared(kind, field))
        bitmaps.add(bitmapPrefix(kind, field, level) + value);
  }
  for (const [order, key] of Object.entries(index.keys))
    for (const { level, value } of bitmapsOfKey(readKey(key)))
      bitmaps.add(bitmapPrefix(kind, order, level) + value);
  return bitmaps;
}

/** Collects what changes, so that each container is read and written once. */
export interface BitmapEdits {
  /** Moves a record from the bitmaps of one document to those of another. */
  move(from: Bitmapped | undefined, to: Bitmapped | undefined): void;
  shouldFlush(): boolean;
  flush(records: string, options: mongo.BulkWriteOptions): Promise<void>;
}

const flushThreshold = 3_000_000;

export function collectBitmapEdits(database: Database): BitmapEdits {
  let edits = new Map<string, number[]>();
  let size = 0;
  const add = (bitmap: string, number: number, isRemoval: boolean): void => {
    const id = `${bitmap}${beforeContainer}${containerOf(number)}`;
    const position = number % containerSize;
    const list = edits.get(id) ?? [];
    if (list.length === 0) edits.set(id, list);
    list.push(isRemoval ? -1 - position : position);
    size += 1;
  };
  const none: ReadonlySet<string> = new Set();
  return {
    move(from, to) {
      const before = from ? bitmapsOf(from, database.isShared) : none;
      const after = to ? bitmapsOf(to, database.isShared) : none;
      if (from) for (const each of before) if (!after.has(each)) add(each, from.index.number, true);
      if (to) for (const each of after) if (!before.has(each)) add(each, to.index.number, false);
    },
    shouldFlush: () => size > flushThreshold,
    async flush(records, options) {
      const taken = edits;
      edits = new Map();
      size = 0;
      await writeContainers(database.bitmaps(records), taken, options);
    },
  };
}

const batchSize = 2_000;

async function writeContainers(
  collection: mongo.Collection<BitmapDocument>,
  edits: ReadonlyMap<string, readonly number[]>,
  options: mongo.BulkWriteOptions,
): Promise<void> {
  const ids = [...edits.keys()].sort();
  const session = options.session && { session: options.session };
  for (let from = 0; from < ids.length; from += batchSize) {
    const some = ids.slice(from, from + batchSize);
    const stored = await collection
      .find({ _id: { $in: some } }, { ...session, batchSize })
      .toArray();
    const byId = new Map(stored.map(({ _id, container }) => [_id, container.buffer]));
    const writes = some.flatMap((id) => writeOf(id, byId.get(id), edits.get(id) ?? []));
    if (writes.length > 0) await collection.bulkWrite(writes, { ...options, ordered: false });
  }
}

function writeOf(
  _id: string,
  stored: Uint8Array | undefined,
  edits: readonly number[],
): mongo.AnyBulkWriteOperation<BitmapDocument>[] {
  const bytes = editSerialized(stored, edits);
  if (bytes === null) return stored ? [{ deleteOne: { filter: { _id } } }] : [];
  const container = new mongoose.mongo.Binary(bytes);
  return stored
    ? [{ replaceOne: { filter: { _id }, replacement: { container } } }]
    : [{ insertOne: { document: { _id, container } } }];
}
