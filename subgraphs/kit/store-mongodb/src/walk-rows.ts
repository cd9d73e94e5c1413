import { comparePositions } from '@kopru/schema';
import { trusted } from 'mongoose';
import { keyRange } from './key-range.ts';
import type { Part } from '@kopru/store/postings';
import type { PageRequest, PageRow } from '@kopru/store';
import { compileFilter, testOnly } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import { matchDriver } from './find-driver.ts';
import type { Driver } from './find-driver.ts';
import { orderIndex, termIndex } from './model.ts';
import { readRow } from './read-row.ts';
import type { Row } from './read-row.ts';
import { keyPath, storedKey } from './terms.ts';
import type { View } from './view.ts';

interface Walk {
  /** The terms to walk along; null for all records of the kind. */
  driver: Driver | null;
  /** Whatever has one of the terms matches. */
  exact: boolean;
  /** Of the order; all of it where there is none. */
  part?: Part;
  /** So many rows. */
  most: number;
  /** Give up where so many records neither fill the page nor end a stretch. */
  maxSteps?: number;
}

/** Goes along a part of the order and tests each record. Null where it gave up. */
export async function walkRows(
  view: View,
  request: PageRequest,
  walk: Walk & { maxSteps: number },
): Promise<PageRow[] | null>;
export async function walkRows(
  view: View,
  request: PageRequest,
  walk: Omit<Walk, 'maxSteps'>,
): Promise<PageRow[]>;
export async function walkRows(
  view: View,
  request: PageRequest,
  walk: Walk,
): Promise<PageRow[] | null> {
  const rows: PageRow[] = [];
  for (const { range, down } of stretches(request, walk.part)) {
    const wanted = walk.most - rows.length;
    if (wanted === 0) break;
    const go = (where: Match, way: 1 | -1, most: number) =>
      goAlong(view, request, walk, { range: where, way, most });
    const found = down ? await goDown(request, go, range, wanted) : await go(range, 1, wanted);
    if (!found) return null;
    rows.push(...found);
  }
  return rows;
}

type Go = (range: Match, way: 1 | -1, most: number) => Promise<PageRow[] | null>;

/**
 * An index read backwards gives equal keys by descending id. What it gives is put right, and the last key, which may have lower ids yet, is
 * read again forwards: an index for each direction would take twice the room.
 */
async function goDown(
  { order }: PageRequest,
  go: Go,
  range: Match,
  wanted: number,
): Promise<PageRow[] | null> {
  const found = await go(range, -1, wanted);
  const last = found?.at(-1);
  const isWhole = found && found.length < wanted;
  const sure = isWhole ? found : found?.filter(({ key }) => key !== last?.key);
  sure?.sort((a, b) => comparePositions(positionOf(a), positionOf(b), 'DESC'));
  if (!sure || isWhole || !last) return sure ?? null;
  const rest = await go({ [keyPath(order)]: storedKey(last.key) }, 1, wanted - sure.length);
  return rest && [...sure, ...rest];
}

const positionOf = ({ key, record }: PageRow) => ({ key, id: record.id });

interface Stretch {
  range: Match;
  way: 1 | -1;
  most: number;
}

async function goAlong(
  view: View,
  { kind, filter, order }: PageRequest,
  { driver, exact, maxSteps }: Walk,
  { range, way, most }: Stretch,
): Promise<PageRow[] | null> {
  const { records, options } = view;
  const path = keyPath(order);
  const isIndexed = view.orders.includes(order.field);
  const index = isIndexed ? orderIndex(order.field) : termIndex;
  const along = { $and: [matchDriver(kind, driver, isIndexed ? 'shared' : 'terms'), range] };
  const test = exact ? [] : [{ $match: testOnly(compileFilter(kind, filter)) }];
  // Of one key, the server takes several values' stretches for ordered by id, but not by a key that is the same all along.
  const sort: Record<string, 1 | -1> =
    typeof range[path] === 'string' ? { _id: way } : { [path]: way, _id: way };
  view.observe({
    collection: records.modelName,
    match: along,
    index,
    sort,
    limit: maxSteps ?? most,
  });
  const rows = await records
    .aggregate<Row>([
      { $match: along },
      { $sort: sort },
      ...(maxSteps !== undefined && !exact ? [{ $limit: maxSteps }] : []),
      ...test,
      { $limit: most },
      { $project: { doc: 1, key: `$${path}` } },
    ])
    .option({ ...options, hint: index });
  const mayGoOn = maxSteps !== undefined && !exact && rows.length < most;
  const more = mayGoOn
    ? await records
        .find(along, { _id: 1 }, { ...options, hint: index, sort, skip: maxSteps, limit: 1 })
        .lean()
    : [];
  view.last.found = rows.length > 0 && !mayGoOn;
  return more.length > 0 ? null : rows.map(readRow);
}

/**
 * What of the part lies behind the position, in stretches each of which begins where the index can be entered: the rest of the position's
 * own key, the keys beyond it, and, where keys descend, the records without one.
 */
function stretches(request: PageRequest, part?: Part): { range: Match; down?: boolean }[] {
  const { after, order } = request;
  const path = keyPath(order);
  const bounds = keyRange(request);
  const key = storedKey(after?.key ?? '');
  const isInPart =
    after &&
    (!part ||
      ('missing' in part
        ? after.key === null
        : after.key !== null && after.key >= part.from && after.key <= part.to));
  const sameKey = isInPart
    ? [{ range: { [path]: storedKey(after.key), _id: trusted({ $gt: after.id }) } }]
    : [];
  if (after?.key === null) return bounds ? [] : sameKey;
  const beyond = order.direction === 'ASC' ? { $gt: key } : { $lt: key };
  const between = {
    $gte: storedKey(bounds?.gte ?? ''),
    ...(bounds?.lte === undefined ? { $lt: storedKey(null) } : { $lte: storedKey(bounds.lte) }),
  };
  const ofPart =
    part && 'from' in part ? [{ $gte: storedKey(part.from), $lte: storedKey(part.to) }] : [];
  const ranges = [between, ...ofPart, ...(after ? [beyond] : [])];
  const within = {
    range: { $and: ranges.map((range) => ({ [path]: trusted(range) })) },
    down: order.direction === 'DESC',
  };
  const missing = bounds ? [] : [{ range: { [path]: storedKey(null) } }];
  return [
    ...sameKey,
    ...(part && 'missing' in part ? [] : [within]),
    ...(part && 'from' in part ? [] : missing),
  ];
}
