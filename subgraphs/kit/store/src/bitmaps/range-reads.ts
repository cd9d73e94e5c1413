import type { FieldCondition } from '@kopru/records';
import { coarseBucket, endOf, fineBucket } from './buckets.ts';
import type { BitmapValues } from './matches.ts';

/** Bitmaps to read: of single values, or of coarse or fine buckets. */
export type BitmapRead = { by: 'value' | 'coarse' | 'fine' } & BitmapValues;

export type Range = Extract<FieldCondition, { gte?: string }>;

/**
 * The values that begin with a prefix lie in buckets that begin with it, if the prefix is no longer
 * than the buckets.
 */
export function readByPrefix(prefix: string): BitmapRead {
  const range = { gte: prefix, lte: endOf(prefix) };
  if (coarseBucket(range.lte).startsWith(prefix)) return { by: 'coarse', ...range };
  return { by: fineBucket(range.lte).startsWith(prefix) ? 'fine' : 'value', ...range };
}

/**
 * A range rounded out: the coarse buckets within it, and at its ends the fine buckets that touch
 * it.
 */
export function roundedReadsOfRange({ gte, lte }: Range): BitmapRead[] {
  const low = gte === undefined ? undefined : coarseBucket(gte);
  const high = lte === undefined ? undefined : coarseBucket(lte);
  return [
    {
      by: 'coarse',
      ...(low !== undefined && { gt: low }),
      ...(high !== undefined && { lt: high }),
    },
    ...(gte === undefined || low === undefined
      ? []
      : [{ by: 'fine', gte: fineBucket(gte), lte: endOf(low) } as const]),
    ...(lte === undefined || high === undefined
      ? []
      : [{ by: 'fine', gte: high, lte: fineBucket(lte) } as const]),
  ];
}

/**
 * A range exactly: the coarse buckets within it; where it ends inside one, the fine buckets within
 * it, and then single values.
 */
export function readsOfRange({ gte, lte }: { gte?: string; lte?: string }): BitmapRead[] {
  if (gte !== undefined && lte !== undefined) {
    if (gte > lte) return [];
    if (coarseBucket(gte) === coarseBucket(lte)) return readsWithinBucket(gte, lte);
  }
  const low = gte === undefined ? undefined : coarseBucket(gte);
  const high = lte === undefined ? undefined : coarseBucket(lte);
  return [
    { by: 'coarse', ...lowerBound(gte, low), ...(high !== undefined && { lt: high }) },
    ...(gte === undefined || low === undefined || gte === low
      ? []
      : readsWithinBucket(gte, endOf(low))),
    ...(lte === undefined || high === undefined ? [] : readsWithinBucket(high, lte)),
  ];
}

/** The reads of a range within one coarse bucket. */
function readsWithinBucket(gte: string, lte: string): BitmapRead[] {
  const [low, high] = [fineBucket(gte), fineBucket(lte)];
  if (low === high) return [{ by: 'value', gte, lte }];
  return [
    { by: 'fine', ...lowerBound(gte, low), lt: high },
    ...(gte === low ? [] : [{ by: 'value', gte, lte: endOf(low) } as const]),
    { by: 'value', gte: high, lte },
  ];
}

/** A range that begins exactly with a bucket includes that bucket. */
const lowerBound = (gte: string | undefined, bucket: string | undefined): BitmapValues & object =>
  bucket === undefined ? {} : gte === bucket ? { gte: bucket } : { gt: bucket };
