import mongoose from 'mongoose';
import type { ClientSession } from 'mongoose';
import {
  chunkOf,
  chunkSize,
  editStored,
  levels,
  postingOfKind,
  postingsOfKey,
  postingsOfTerm,
  wholeKind,
} from '@kopru/store/postings';
import type { Level, Posting } from '@kopru/store/postings';
import type { Database } from './view.ts';
import type { PostingDocument, RecordDocument } from './model.ts';
import { readKey } from './terms.ts';
import type { IsShared } from './terms.ts';

// Sets of record numbers, a document for each chunk of each. Kept are those that many records are in, so that they are few: of bins, and of
// values only where records share them.

/** How a posting begins that is of this field or order. */
export const postingPrefix = (kind: string, field: string, level: Level): string =>
  `${kind} ${field} ${level} `;

/** Sorts before whatever an ASCII text can go on with, so that chunks stand behind their own value alone. */
const beforeChunk = '\0';
/** Sorts behind every chunk of a posting, and before the next one. */
export const behindChunks = '\u0001';

export const postingId = (posting: string, chunk: number): string =>
  `${posting}${beforeChunk}${chunk}`;

export function readPostingId(id: string): { posting: string; chunk: number } {
  const end = id.lastIndexOf(beforeChunk);
  return { posting: id.slice(0, end), chunk: Number(id.slice(end + 1)) };
}

/** What a record is in, as far as that is kept. Between fields of records and of their parts there is no difference here. */
export function postingsOf(
  { kind, terms, keys }: Pick<RecordDocument, 'kind' | 'terms' | 'keys'>,
  isShared: IsShared,
): Set<string> {
  const postings = new Set([textOf(kind, wholeKind, postingOfKind)]);
  for (const term of terms) {
    const end = term.indexOf(' ', kind.length + 1);
    if (end < 0) continue;
    const field = term.slice(kind.length + 1, end);
    for (const posting of postingsOfTerm({ value: term.slice(end + 1), part: 0 }))
      if (posting.level !== levels.value || isShared(kind, field))
        postings.add(textOf(kind, field, posting));
  }
  for (const [order, key] of Object.entries(keys))
    for (const posting of postingsOfKey(readKey(key))) postings.add(textOf(kind, order, posting));
  return postings;
}

const textOf = (kind: string, field: string, { level, value }: Posting): string =>
  `${postingPrefix(kind, field, level)}${value}`;

/** Gathers what changes of postings, so that each is read and written but once. */
export interface PostingEdits {
  /** The n-th record was in some and is now in others. */
  move(n: number, from: ReadonlySet<string>, to: ReadonlySet<string>): void;
  isMany(): boolean;
  /** What was gathered since the last time: by posting's id the edits, as editStored has them. */
  take(): Map<string, number[]>;
}

const many = 3_000_000;

export function gatherPostingEdits(): PostingEdits {
  let edits = new Map<string, number[]>();
  let gathered = 0;
  const gather = (id: string, edit: number): void => {
    const known = edits.get(id);
    if (known) known.push(edit);
    else edits.set(id, [edit]);
    gathered += 1;
  };
  return {
    move(n, from, to) {
      const [chunk, place] = [chunkOf(n), n % chunkSize];
      for (const posting of from)
        if (!to.has(posting)) gather(postingId(posting, chunk), -1 - place);
      for (const posting of to) if (!from.has(posting)) gather(postingId(posting, chunk), place);
    },
    isMany: () => gathered > many,
    take() {
      const taken = edits;
      edits = new Map();
      gathered = 0;
      return taken;
    },
  };
}

const atOnce = 2_000;

/** Of a transaction, or of a load, whose own collection nobody else writes to. */
export type WriteOptions = { session: ClientSession } | { writeConcern: { w: 1; j: false } };

export async function writePostings(
  { models }: Pick<Database, 'models'>,
  records: string,
  edits: ReadonlyMap<string, readonly number[]>,
  options: WriteOptions,
): Promise<void> {
  const { collection } = models.postings(records);
  const ids = [...edits.keys()].sort();
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce);
    const session = 'session' in options ? { session: options.session } : {};
    const stored = await collection
      .find({ _id: { $in: some } } as never, { ...session, batchSize: atOnce })
      .toArray();
    const known = new Map(
      stored.map((each) => [String(each._id), (each as unknown as PostingDocument).numbers.buffer]),
    );
    const operations = some.flatMap((_id) =>
      operationOf(_id, known.get(_id), edits.get(_id) ?? []),
    );
    if (operations.length > 0)
      await collection.bulkWrite(operations as never, { ...options, ordered: false });
  }
}

function operationOf(
  _id: string,
  stored: Uint8Array | undefined,
  edits: readonly number[],
): object[] {
  const bytes = editStored(stored, edits);
  if (bytes === null) return stored ? [{ deleteOne: { filter: { _id } } }] : [];
  const document: PostingDocument = { _id, numbers: new mongoose.mongo.Binary(bytes) };
  return [
    stored
      ? { replaceOne: { filter: { _id }, replacement: document } }
      : { insertOne: { document } },
  ];
}
