import type { Page, PageRequest, PageRow } from '@kopru/store';
import {
  endOf,
  containerSize,
  countNumbers,
  numbersOf,
  findMatches,
  planBucket,
  exactly,
  isExact,
  perhaps,
} from '@kopru/store/bitmaps';
import type { Bitmap, ScanCosts, Matches } from '@kopru/store/bitmaps';
import { simplifyFilter } from '@kopru/store';
import type { Database } from '../database.ts';
import type { FieldCodes } from '../field-codes.ts';
import type { CodeOf } from './compile-filter.ts';
import { readOrderBuckets } from './order-buckets.ts';
import type { OrderBuckets } from './order-buckets.ts';
import { createBitmapReader } from './read-bitmap.ts';
import { scanRows } from './scan-rows.ts';
import { sortCandidates } from './sort-candidates.ts';

/** The most matches that are sorted without a look at the order. */
const sortLimit = 500;
const costs: ScanCosts = { stepsPerSort: 5, scanBudget: 4_000 };

/**
 * Reads one page. Bitmaps give the matching records before the order index is read. Few matches:
 * fetch and sort them. Dense matches: scan
 * the order. Else go bucket by bucket along the order, sorting or scanning each, whichever costs
 * less. So the cost stays bounded for few,
 * many and deep matches. README.md draws the three strategies.
 */
export function readPage(database: Database, codes: FieldCodes, input: PageRequest): Page {
  const request = { ...input, filter: simplifyFilter(input.filter) };
  const codeOf = (field: string) => codes.find(request.kind, field);
  const rows = readRows({ database, codeOf, request, limit: request.first + 1 });
  return { rows: rows.slice(0, request.first), hasNext: rows.length > request.first };
}

interface PageContext {
  database: Database;
  codeOf: CodeOf;
  request: PageRequest;
  /** The rows of the page and one more. */
  limit: number;
}

function readRows(context: PageContext): PageRow[] {
  const { database, codeOf, request } = context;
  const { filter } = request;
  if ('always' in filter) return filter.always ? (scanOrder(context, null, Infinity) ?? []) : [];
  const read = createBitmapReader(database, codeOf);
  const rough = findMatches(filter, read, 'rough');
  const count = countNumbers(rough.bits);
  if (count <= sortLimit) return sortMatches(context, rough, count);
  // Dense matches turn up quickly from any position, so the expensive bitmaps of ranges are
  // skipped.
  const scanned =
    expectedSteps(context, rough.bits, count) < costs.scanBudget
      ? scanOrder(context, rough, costs.scanBudget)
      : null;
  if (scanned) return scanned;
  const matches = isExact(rough) ? rough : findMatches(filter, read, 'buckets');
  const closeCount = countNumbers(matches.bits);
  return closeCount <= sortLimit
    ? sortMatches(context, matches, closeCount)
    : readByBuckets(context, matches);
}

const expectedSteps = ({ limit }: PageContext, bitmap: Bitmap, count: number): number =>
  (limit * bitmap.size * containerSize) / count;

/**
 * Scans the whole order. Null if `maxSteps` entries gave neither the page nor the end of the order.
 */
function scanOrder(
  context: PageContext,
  among: Matches | null,
  maxSteps: number,
): PageRow[] | null {
  const { database, codeOf, request, limit } = context;
  const keyed =
    request.after?.key === null
      ? []
      : scanRows(database, request, codeOf, { part: wholeOrder, among, limit, maxSteps });
  if (!keyed || keyed.length === limit) return keyed;
  const missing = scanRows(database, request, codeOf, {
    part: { missing: true },
    among,
    limit: limit - keyed.length,
    maxSteps,
  });
  return missing && [...keyed, ...missing];
}

const wholeOrder = { from: '', to: endOf('\u007f') };

function sortMatches(
  { database, codeOf, request, limit }: PageContext,
  matches: Matches,
  count: number,
): PageRow[] {
  const numbers = numbersOf(matches.bits);
  return count === 0
    ? []
    : sortCandidates(database, request, codeOf, { numbers, exact: isExact(matches), limit });
}

/**
 * Goes through the order bucket by bucket. Candidates of neighbouring buckets that are sorted are
 * sorted together.
 */
function readByBuckets(
  { database, codeOf, request, limit }: PageContext,
  matches: Matches,
): PageRow[] {
  const exact = isExact(matches);
  const rows: PageRow[] = [];
  let candidates: number[] = [];
  const missingRows = () => limit - rows.length;
  const sort = (): void => {
    if (candidates.length > 0)
      rows.push(
        ...sortCandidates(database, request, codeOf, {
          numbers: candidates,
          exact,
          limit: missingRows(),
        }),
      );
    candidates = [];
  };
  const readBuckets = (buckets: OrderBuckets): void => {
    for (const bucket of buckets) {
      const { by, inPart } = planBucket(bucket, matches.bits, missingRows(), costs);
      const among = exact ? exactly(inPart) : perhaps(inPart);
      if (by === 'finer' && bucket.finer) readBuckets(bucket.finer());
      if (by === 'sorting') candidates.push(...numbersOf(inPart));
      if (by === 'scanning' || candidates.length >= missingRows()) sort();
      if (by === 'scanning') {
        const scan = { part: bucket.part, among, limit: missingRows() };
        rows.push(...(scanRows(database, request, codeOf, scan) ?? []));
      }
      if (missingRows() <= 0) return;
    }
  };
  readBuckets(readOrderBuckets(database, codeOf, request));
  if (missingRows() > 0) sort();
  return rows;
}
