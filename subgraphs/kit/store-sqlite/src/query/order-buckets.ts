import type { PageRequest } from '@kopru/store';
import {
  coarseBucket,
  endOf,
  fineBucket,
  lastOf,
  addSerialized,
  levels,
} from '@kopru/store/bitmaps';
import type { OrderBucket } from '@kopru/store/bitmaps';
import type { Database } from '../database.ts';
import type { CodeOf } from './compile-filter.ts';
import { createBitmapReader } from './read-bitmap.ts';

export type OrderBuckets = Iterable<OrderBucket<OrderBuckets>>;

/**
 * The coarse buckets of the order from the request's position on, in its direction; last, the
 * records without a key.
 */
export function* readOrderBuckets(
  database: Database,
  codeOf: CodeOf,
  request: PageRequest,
): Generator<OrderBucket<OrderBuckets>> {
  const { order, after } = request;
  if (after?.key !== null) {
    for (const { prefix, members } of readBuckets(database, codeOf, request, 'orderCoarse')) {
      yield {
        part: { from: prefix, to: lastOf(prefix, coarseBucket) },
        members,
        *finer() {
          for (const fine of readBuckets(database, codeOf, request, 'orderFine', prefix))
            yield {
              part: { from: fine.prefix, to: lastOf(fine.prefix, fineBucket) },
              members: fine.members,
            };
        },
      };
    }
  }
  const read = createBitmapReader(database, codeOf);
  yield {
    part: { missing: true },
    members: read({ field: order.field, levels: [levels.missing], values: [''] }).bits,
  };
}

interface Bucket {
  prefix: string;
  members: Map<number, Uint32Array>;
}

/** The buckets of a level. With `within`: those of that coarse bucket only. */
function* readBuckets(
  database: Database,
  codeOf: CodeOf,
  { order, after }: PageRequest,
  level: 'orderCoarse' | 'orderFine',
  within?: string,
): Generator<Bucket> {
  const bucketOf = level === 'orderCoarse' ? coarseBucket : fineBucket;
  const [sign, direction] = order.direction === 'ASC' ? ['>=', 'ASC'] : ['<=', 'DESC'];
  const from = after?.key == null ? [] : [bucketOf(after.key)];
  const conditions = [
    ...from.map(() => `AND value ${sign} ?`),
    ...(within === undefined ? [] : ['AND value >= ? AND value <= ?']),
  ];
  const rows = database.rows(
    `SELECT value, chunk, numbers FROM posting WHERE field = ? AND level = ? ${conditions.join(' ')} ORDER BY value ${direction}`,
    [
      codeOf(order.field),
      levels[level],
      ...from,
      ...(within === undefined ? [] : [within, endOf(within)]),
    ],
  );
  let current: Bucket | undefined;
  for (const [value, container, numbers] of rows) {
    const prefix = String(value);
    // A bucket that is a whole key is also the prefix of longer keys, which lie in other coarse
    // buckets.
    if (within !== undefined && coarseBucket(prefix) !== within) continue;
    if (current !== undefined && current.prefix !== prefix) yield current;
    if (current?.prefix !== prefix) current = { prefix, members: new Map() };
    addSerialized(current.members, Number(container), numbers as Uint8Array);
  }
  if (current) yield current;
}
