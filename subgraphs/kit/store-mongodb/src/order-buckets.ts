import { coarseBucket, endOf, fineBucket, lastOf } from '@kopru/store/bitmaps';
import { addSerialized } from '@kopru/store/bitmaps';
import type { OrderBucket } from '@kopru/store/bitmaps';
import { levels } from '@kopru/store/bitmaps';
import type { PageRequest } from '@kopru/store';
import { bitmapPrefix } from './bitmaps.ts';
import { rangeOf, readContainers } from './read-bitmaps.ts';
import type { Snapshot } from './session.ts';

export type Buckets = AsyncIterable<OrderBucket<Buckets>>;

/** The buckets of the order from the position on, and at last the records without a key. */
export async function* readBuckets(
  snapshot: Snapshot,
  request: PageRequest,
): AsyncGenerator<OrderBucket<Buckets>> {
  if (request.after?.key !== null) {
    for await (const { bucket, members } of readLevel(snapshot, request, 'orderCoarse')) {
      yield {
        part: { from: bucket, to: lastOf(bucket, coarseBucket) },
        members,
        async *finer() {
          for await (const fine of readLevel(snapshot, request, 'orderFine', bucket))
            yield {
              part: { from: fine.bucket, to: lastOf(fine.bucket, fineBucket) },
              members: fine.members,
            };
        },
      };
    }
  }
  const members = new Map<number, Uint32Array>();
  const prefix = bitmapPrefix(request.kind, request.order.field, levels.missing);
  for await (const { container, bytes } of readContainers(snapshot, [rangeOf(prefix, { lte: '' })]))
    addSerialized(members, container, bytes);
  yield { part: { missing: true }, members };
}

interface Bucket {
  bucket: string;
  members: Map<number, Uint32Array>;
}

/** The coarse buckets, or the fine buckets within a coarse one. */
async function* readLevel(
  snapshot: Snapshot,
  { kind, order, after }: PageRequest,
  level: 'orderCoarse' | 'orderFine',
  within?: string,
): AsyncGenerator<Bucket> {
  const prefix = bitmapPrefix(kind, order.field, levels[level]);
  const isUp = order.direction === 'ASC';
  const bucketOf = level === 'orderCoarse' ? coarseBucket : fineBucket;
  const from = after?.key == null ? undefined : bucketOf(after.key);
  const lowest = within ?? '';
  const highest = endOf(within ?? '\u007f');
  const range = rangeOf(prefix, {
    gte: isUp && from !== undefined && from > lowest ? from : lowest,
    lte: !isUp && from !== undefined && from < highest ? from : highest,
  });
  let current: Bucket | undefined;
  for await (const row of readContainers(snapshot, [range], isUp ? 1 : -1)) {
    const bucket = row.bitmap.slice(prefix.length);
    // A bucket that is a whole key is the beginning of others that do not belong to it.
    if (within !== undefined && coarseBucket(bucket) !== within) continue;
    if (current && current.bucket !== bucket) yield current;
    if (current?.bucket !== bucket) current = { bucket, members: new Map() };
    addSerialized(current.members, row.container, row.bytes);
  }
  if (current) yield current;
}
