import type { PageRequest } from '@kopru/store';
import type { Part } from '@kopru/store/bitmaps';
import type { Sql } from './compile-filter.ts';

/**
 * The index ranges that cover the rows of the part after the request's position: the rest of the
 * position's own key, then the keys beyond
 * it. Each range starts where the index can be entered. A single condition would read again all
 * ties before the position.
 */
export function scanRanges({ after, order }: PageRequest, part: Part): Sql[] {
  if ('missing' in part)
    return after?.key === null
      ? [{ text: `s.missing = 1 AND s.key = '' AND s.id > ?`, values: [after.id] }]
      : [{ text: 's.missing = 1', values: [] }];
  const { from, to } = part;
  const key = after?.key;
  const isPastPart = key != null && (order.direction === 'ASC' ? key > to : key < from);
  if (isPastPart) return [];
  if (after === undefined || key == null || key < from || key > to)
    return [{ text: 's.missing = 0 AND s.key >= ? AND s.key <= ?', values: [from, to] }];
  const beyond: Sql =
    order.direction === 'ASC'
      ? { text: 's.missing = 0 AND s.key > ? AND s.key <= ?', values: [key, to] }
      : { text: 's.missing = 0 AND s.key >= ? AND s.key < ?', values: [from, key] };
  return [{ text: 's.missing = 0 AND s.key = ? AND s.id > ?', values: [key, after.id] }, beyond];
}
