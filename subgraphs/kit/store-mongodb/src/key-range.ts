import { kindOf } from '@kopru/records';
import type { PageRequest } from '@kopru/store';
import type { Filter } from '@kopru/records';

/** Keys outside of which nothing matches; then nothing matches without a key either. */
export interface KeyRange {
  gte?: string;
  lte?: string;
}

/** What the filter says of the key itself of the order; null where that is nothing. */
export function keyRange({ kind, filter, order }: PageRequest): KeyRange | null {
  const field = kindOf(kind).keyFields?.[order.field];
  const ranges = field === undefined ? [] : rangesOf(filter, field);
  const [lowest] = ranges
    .flatMap(({ gte }) => gte ?? [])
    .sort()
    .slice(-1);
  const [highest] = ranges.flatMap(({ lte }) => lte ?? []).sort();
  return ranges.length === 0
    ? null
    : {
        ...(lowest !== undefined && { gte: lowest }),
        ...(highest !== undefined && { lte: highest }),
      };
}

/** Of the conditions that must hold. */
function rangesOf(filter: Filter, field: string): KeyRange[] {
  if ('all' in filter) return filter.all.flatMap((part) => rangesOf(part, field));
  const isRange =
    'field' in filter &&
    filter.field === field &&
    !('oneOf' in filter) &&
    !('startsWith' in filter);
  return isRange ? [filter] : [];
}
