import type { RecordKindName } from '@kopru/records';
import { fineBucket } from '@kopru/store/bitmaps';
import { addSerialized } from '@kopru/store/bitmaps';
import { findMatches } from '@kopru/store/bitmaps';
import type { Precision } from '@kopru/store/bitmaps';
import { exactly, levels, perhaps, wholeKind } from '@kopru/store/bitmaps';
import type { Level, Matches, BitmapBounds, BitmapQuery, BitmapValues } from '@kopru/store/bitmaps';
import type { Filter } from '@kopru/records';
import { afterContainers, bitmapPrefix, parseBitmapId } from './bitmaps.ts';
import type { Snapshot } from './session.ts';

/** The records that match, from bitmaps alone. They are read at once: the filter names them. */
export async function readMatches(
  snapshot: Snapshot,
  kind: RecordKindName,
  filter: Filter,
  precision: Precision,
): Promise<Matches> {
  const reads = new Map<string, Promise<Matches>>();
  const start = (read: BitmapQuery): Matches => {
    const key = JSON.stringify(read);
    if (!reads.has(key)) reads.set(key, readUnion(snapshot, kind, read));
    return nothing;
  };
  findMatches(filter, start, precision);
  const entries = [...reads].map(async ([key, read]) => [key, await read] as const);
  const matches = new Map(await Promise.all(entries));
  return findMatches(filter, (read) => matches.get(JSON.stringify(read)) ?? nothing, precision);
}

const nothing = exactly(new Map());

/** Without a bitmap of the value, its bucket holds every record that has it, and perhaps others. */
async function readUnion(
  snapshot: Snapshot,
  kind: RecordKindName,
  { field, levels: asked, ...values }: BitmapQuery,
): Promise<Matches> {
  const [level = levels.value] = asked.map((each) => levelOfRecord[each] ?? each);
  const hasBitmaps =
    level !== levels.value || field === wholeKind || snapshot.isShared(kind, field);
  const ranges = hasBitmaps
    ? rangesOf(bitmapPrefix(kind, field, level), values)
    : rangesOf(bitmapPrefix(kind, field, levels.fine), bucketsOf(values));
  const bitmap = new Map<number, Uint32Array>();
  for await (const { container, bytes } of readContainers(snapshot, ranges))
    addSerialized(bitmap, container, bytes);
  const isExact = hasBitmaps && asked.some((each) => levelOfRecord[each] === undefined);
  return isExact ? exactly(bitmap) : perhaps(bitmap);
}

/** There are no bitmaps of parts alone. */
const levelOfRecord: Readonly<Partial<Record<Level, Level>>> = {
  [levels.partValue]: levels.value,
  [levels.partCoarse]: levels.coarse,
  [levels.partFine]: levels.fine,
};

function bucketsOf(values: BitmapValues): BitmapValues {
  if ('values' in values) return { values: [...new Set(values.values.map(fineBucket))] };
  const [lowest, highest] = [values.gte ?? values.gt, values.lte ?? values.lt];
  return {
    ...(lowest !== undefined && { gte: fineBucket(lowest) }),
    ...(highest !== undefined && { lte: fineBucket(highest) }),
  };
}

interface IdRange {
  $gte: string;
  $lt: string;
}

const rangesOf = (prefix: string, values: BitmapValues): IdRange[] =>
  'values' in values
    ? values.values.map((value) => rangeOf(prefix, { gte: value, lte: value }))
    : [rangeOf(prefix, values)];

/** The ids of the containers of bitmaps of ASCII values between bounds. */
export function rangeOf(prefix: string, { gt, gte = '', lt, lte }: BitmapBounds): IdRange {
  const last = lte === undefined ? '\u007f\u007f' : lte + afterContainers;
  return {
    $gte: prefix + (gt === undefined ? gte : gt + afterContainers),
    $lt: prefix + (lt ?? last),
  };
}

export interface ContainerRow {
  bitmap: string;
  container: number;
  bytes: Uint8Array;
}

/** Gives containers in no order, or along their ids. */
export async function* readContainers(
  { bitmapsNow, options, onQuery, last }: Snapshot,
  ranges: readonly IdRange[],
  direction?: 1 | -1,
): AsyncGenerator<ContainerRow> {
  const [only, ...others] = ranges.map((range) => ({ _id: range }));
  if (!only) return;
  last.found = false;
  const match = others.length === 0 ? only : { $or: [only, ...others] };
  const sort = direction && { _id: direction };
  const pipeline = [{ $match: match }, ...(sort ? [{ $sort: sort }] : [])];
  onQuery({ collection: bitmapsNow.collectionName, pipeline, index: '_id_' });
  const cursor = bitmapsNow.find(match, {
    ...options,
    hint: '_id_',
    // Along the order the first buckets are often enough.
    batchSize: sort ? 100 : 2_000,
    ...(sort && { sort }),
  });
  for await (const { _id, container } of cursor)
    yield { ...parseBitmapId(_id), bytes: container.buffer };
}
