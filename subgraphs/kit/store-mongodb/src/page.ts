import { countNumbers, numbersOf } from '@kopru/store/bitmaps';
import { planBucket } from '@kopru/store/bitmaps';
import type { ScanCosts } from '@kopru/store/bitmaps';
import { isExact } from '@kopru/store/bitmaps';
import type { Matches } from '@kopru/store/bitmaps';
import { simplifyFilter } from '@kopru/store';
import type { Filter } from '@kopru/records';
import type { Page, PageRequest, PageRow } from '@kopru/store';
import { accessPathsOf, findFewest, isRare, isScannable, matchPath } from './access-path.ts';
import type { AccessPath } from './access-path.ts';
import { indexes } from './indexes.ts';
import { readBuckets } from './order-buckets.ts';
import type { Buckets } from './order-buckets.ts';
import { readMatches } from './read-bitmaps.ts';
import { scanOrder } from './scan-order.ts';
import type { Snapshot } from './session.ts';
import { candidatesOf, sortCandidates } from './sort-candidates.ts';

/** So many candidates are sorted without a look at the order. */
const sortLimit = 1_000;
/** So many records are scanned before the matches are known. */
const scanBudget = 400;
const costs: ScanCosts = { stepsPerSort: 2, scanBudget: 2_000 };

/**
 * Sorts the matches if an estimate says that they are few. Else scans the order: from the position
 * if the page fills soon, or bucket by bucket, past those in which the bitmaps show no match.
 */
export async function readPage(snapshot: Snapshot, asked: PageRequest): Promise<Page> {
  const request = { ...asked, filter: simplifyFilter(asked.filter) };
  const rows = await readRows(snapshot, request);
  return { rows: rows.slice(0, request.first), hasNext: rows.length > request.first };
}

async function readRows(snapshot: Snapshot, request: PageRequest): Promise<PageRow[]> {
  const { filter, kind, first } = request;
  if ('always' in filter && !filter.always) return [];
  const paths = accessPathsOf(filter);
  const path = paths.find((each) => isScannable(each, snapshot, kind)) ?? null;
  const reading: Reading = { snapshot, request, path, limit: first + 1 };
  if ('always' in filter || (path && isPlain(filter)))
    return (await scanOrder(snapshot, request, { path, isExact: true, limit: first + 1 })) ?? [];
  return (await readSoon(reading, paths)) ?? readMatching(reading);
}

/** Whether the filter says no more than its access path. */
const isPlain = (filter: Filter): boolean =>
  'field' in filter || ('any' in filter && filter.any.every((each) => 'field' in each));

interface Reading {
  snapshot: Snapshot;
  request: PageRequest;
  /** What the order is scanned along. */
  path: AccessPath | null;
  /** The page's rows and one more. */
  limit: number;
}

/** Gives null if neither an access path has few candidates nor the page fills soon. */
async function readSoon(
  { snapshot, request, path, limit }: Reading,
  paths: readonly AccessPath[],
): Promise<PageRow[] | null> {
  const { kind } = request;
  const estimated = paths.filter((each) => !isScannable(each, snapshot, kind));
  const estimate = () => findFewest(snapshot, kind, estimated, sortLimit);
  const scan = () => scanOrder(snapshot, request, { path, limit, maxSteps: scanBudget });
  let fewest: AccessPath | null;
  let rows: PageRow[] | null = null;
  if (estimated.some((each) => isRare(each, snapshot, kind))) {
    fewest = await estimate();
    if (!fewest) rows = await scan();
    // Each waits for the server alone.
  } else [fewest, rows] = await Promise.all([estimate(), scan()]);
  if (rows || !fewest) return rows;
  const match = matchPath(kind, fewest);
  return sortCandidates(snapshot, request, { match, index: indexes.terms, isExact: false }, limit);
}

async function readMatching(reading: Reading): Promise<PageRow[]> {
  const { snapshot, request } = reading;
  const matches = await readMatches(snapshot, request.kind, request.filter, 'buckets');
  if (countNumbers(matches.bits) > sortLimit) return readByBuckets(reading, matches);
  return sortNumbers(reading, numbersOf(matches.bits), isExact(matches), reading.limit);
}

const sortNumbers = async (
  { snapshot, request }: Reading,
  numbers: readonly number[],
  exact: boolean,
  limit: number,
): Promise<PageRow[]> =>
  numbers.length === 0
    ? []
    : sortCandidates(snapshot, request, candidatesOf(request.kind, numbers, exact), limit);

/** In each bucket of the order, its matches are sorted or it is scanned, whichever costs less. */
async function readByBuckets(reading: Reading, matches: Matches): Promise<PageRow[]> {
  const { snapshot, request, path } = reading;
  const exact = isExact(matches);
  const rows: PageRow[] = [];
  let gathered: number[] = [];
  const wanted = () => reading.limit - rows.length;
  const sort = async (): Promise<void> => {
    rows.push(...(await sortNumbers(reading, gathered, exact, wanted())));
    gathered = [];
  };
  const read = async (buckets: Buckets): Promise<void> => {
    for await (const each of buckets) {
      const { by, inPart } = planBucket(each, matches.bits, wanted(), costs);
      if (by === 'finer' && each.finer) await read(each.finer());
      if (by === 'sorting') gathered.push(...numbersOf(inPart));
      if (by === 'scanning' || gathered.length >= wanted()) await sort();
      const scan = { path, bucket: each.part, limit: wanted() };
      if (by === 'scanning' && wanted() > 0)
        rows.push(...((await scanOrder(snapshot, request, scan)) ?? []));
      if (wanted() <= 0) return;
    }
  };
  await read(readBuckets(snapshot, request));
  if (wanted() > 0) await sort();
  return rows;
}
