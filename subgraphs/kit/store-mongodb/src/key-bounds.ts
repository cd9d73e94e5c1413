import { kindOf } from '@kopru/records';
import type { Filter } from '@kopru/records';
import type { PageRequest } from '@kopru/store';

interface KeyBounds {
  gte?: string;
  lte?: string;
}

/** What the filter says of the key of the order itself. Then no record without a key matches. */
export function keyBoundsOf({ kind, filter, order }: PageRequest): KeyBounds | null {
  const field = kindOf(kind).keyFields?.[order.field];
  const ranges = field === undefined ? [] : requiredRanges(filter, field);
  if (ranges.length === 0) return null;
  const gte = ranges
    .flatMap((range) => range.gte ?? [])
    .sort()
    .at(-1);
  const lte = ranges
    .flatMap((range) => range.lte ?? [])
    .sort()
    .at(0);
  return { ...(gte !== undefined && { gte }), ...(lte !== undefined && { lte }) };
}

function requiredRanges(filter: Filter, field: string): KeyBounds[] {
  if ('all' in filter) return filter.all.flatMap((part) => requiredRanges(part, field));
  if (!('field' in filter) || filter.field !== field) return [];
  return 'oneOf' in filter || 'startsWith' in filter ? [] : [filter];
}
