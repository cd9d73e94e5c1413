import { comparePositions } from '@kopru/schema';
import type { Part } from '@kopru/store/bitmaps';
import type { PageRequest, PageRow } from '@kopru/store';
import { matchPath } from './access-path.ts';
import type { AccessPath } from './access-path.ts';
import { testFilter } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import { readDocument, storedKey } from './documents.ts';
import type { ReadDocument } from './documents.ts';
import { indexes, keyPath } from './indexes.ts';
import { keyBoundsOf } from './key-bounds.ts';
import { countRecords, readRecords } from './session.ts';
import type { Snapshot } from './session.ts';
import { withoutIndex } from './sort-candidates.ts';

interface Scan {
  /** The terms to scan along; null for all records of the kind. */
  path: AccessPath | null;
  /** Whatever has one of the terms matches. */
  isExact?: boolean;
  /** A bucket of the order; without it the whole order. */
  bucket?: Part;
  limit: number;
  /** Gives up after so many records that neither fill the page nor end a range. */
  maxSteps?: number;
}

/** Scans the index of an order and tests each record. Gives null if it gives up. */
export async function scanOrder(
  snapshot: Snapshot,
  request: PageRequest,
  scan: Scan,
): Promise<PageRow[] | null> {
  const rows: PageRow[] = [];
  for (const { range, direction } of rangesOf(request, scan.bucket)) {
    const limit = scan.limit - rows.length;
    if (limit === 0) break;
    const read = (some: Match, each: 1 | -1, most: number) =>
      scanRange(snapshot, request, scan, { range: some, direction: each, limit: most });
    const next =
      direction === 1 ? await read(range, 1, limit) : await scanDown(request, read, range, limit);
    if (!next) return null;
    rows.push(...next);
  }
  return rows;
}

type ReadRange = (range: Match, direction: 1 | -1, limit: number) => Promise<PageRow[] | null>;

/**
 * An index read backwards gives equal keys by descending id. So the rows are sorted, and the last
 * key, which may have lower ids, is read again forwards. Another index would take twice the room.
 */
async function scanDown(
  { order }: PageRequest,
  read: ReadRange,
  range: Match,
  limit: number,
): Promise<PageRow[] | null> {
  const rows = await read(range, -1, limit);
  const last = rows?.at(-1);
  if (!rows || !last) return rows;
  const isWhole = rows.length < limit;
  const sorted = (isWhole ? rows : rows.filter(({ key }) => key !== last.key)).sort((a, b) =>
    comparePositions(positionOf(a), positionOf(b), 'DESC'),
  );
  if (isWhole) return sorted;
  const lastKey = { [keyPath(order.field)]: storedKey(last.key) };
  const rest = await read(lastKey, 1, limit - sorted.length);
  return rest && [...sorted, ...rest];
}

const positionOf = ({ key, record }: PageRow) => ({ key, id: record.id });

async function scanRange(
  snapshot: Snapshot,
  { kind, filter, order }: PageRequest,
  { path: accessPath, isExact, maxSteps }: Scan,
  { range, direction, limit }: { range: Match; direction: 1 | -1; limit: number },
): Promise<PageRow[] | null> {
  const path = keyPath(order.field);
  const isIndexed = snapshot.orders.includes(order.field);
  const index = isIndexed ? indexes.order(order.field) : indexes.terms;
  const along = matchPath(kind, accessPath, isIndexed ? 'index.shared' : 'index.terms');
  // The server can merge the ranges of several terms by id, but not by a key that is constant.
  const isOneKey = typeof range[path] === 'string';
  const sort = { ...(!isOneKey && { [path]: direction }), _id: direction };
  const match = { $and: [along, range] };
  const pipeline = [
    { $match: match },
    { $sort: sort },
    ...(maxSteps === undefined ? [] : [{ $limit: maxSteps }]),
    ...(isExact ? [] : [{ $match: testFilter(kind, filter) }]),
    { $limit: limit },
    { $project: withoutIndex },
  ];
  const rows = await readRecords<ReadDocument>(snapshot, pipeline, index);
  const mayContinue = maxSteps !== undefined && rows.length < limit;
  // Counting needs the index alone.
  const steps = mayContinue ? await countRecords(snapshot, match, index, maxSteps + 1) : 0;
  snapshot.last.found = rows.length > 0;
  return steps > (maxSteps ?? Infinity) ? null : rows.map((row) => readDocument(row, order.field));
}

/**
 * The ranges after the position, each of which the index can enter: the rest of the position's
 * key, the keys after it, and at last the records without a key.
 */
function rangesOf(request: PageRequest, bucket?: Part): { range: Match; direction: 1 | -1 }[] {
  const { after, order } = request;
  const within = keyBoundsOf(request);
  const path = keyPath(order.field);
  const direction = order.direction === 'ASC' ? 1 : -1;
  const bounds = bucket && 'from' in bucket ? bucket : { from: '', to: '\u007f' };
  const hasKeys = !bucket || 'from' in bucket;
  const hasMissing = !within && (!bucket || 'missing' in bucket);
  const isInside = (key: string | null): boolean =>
    key === null ? hasMissing : hasKeys && key >= bounds.from && key <= bounds.to;
  const sameKey =
    after && isInside(after.key)
      ? [{ range: { [path]: storedKey(after.key), _id: { $gt: after.id } }, direction: 1 as const }]
      : [];
  if (after?.key === null) return sameKey;
  const beyond = after && { [direction === 1 ? '$gt' : '$lt']: storedKey(after.key) };
  const keys = [
    { $gte: storedKey(bounds.from), $lte: storedKey(bounds.to) },
    { $gte: storedKey(within?.gte ?? ''), $lte: storedKey(within?.lte ?? '\u007f') },
    ...(beyond ? [beyond] : []),
  ];
  const range = { $and: keys.map((each) => ({ [path]: each })) };
  const missing = { range: { [path]: storedKey(null) }, direction: 1 as const };
  return [
    ...sameKey,
    ...(hasKeys ? [{ range, direction } as const] : []),
    ...(hasMissing ? [missing] : []),
  ];
}
