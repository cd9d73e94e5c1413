import type { Page, PageRequest, PageRow } from '@kopru/store';
import {
  endOf,
  chunkSize,
  countBits,
  numbersOf,
  findMatches,
  planPart,
  exactly,
  isExact,
  perhaps,
} from '@kopru/store/postings';
import type { Bits, Costs, Matches } from '@kopru/store/postings';
import { simplifyFilter } from '@kopru/store';
import { collectRows } from './collect-rows.ts';
import type { CodeOf } from './compile-filter.ts';
import type { Database } from './database.ts';
import type { FieldCodes } from './field-codes.ts';
import { partsOfOrder } from './parts-of-order.ts';
import type { Parts } from './parts-of-order.ts';
import { createPostingReader } from './postings.ts';
import { walkRows } from './walk-rows.ts';

/** So few are sorted before the order is looked at. */
const few = 500;
const costs: Costs = { stepsOfSorting: 5, manySteps: 4_000 };

/**
 * The records that match are known from the postings before the order is looked at. Few are sorted. Of many the parts of the order are gone
 * through: in each those that match are sorted, or it is walked, whichever is less. So neither many matches nor few, nor such as stand far
 * behind in the order, take long.
 */
export function readPage(database: Database, codes: FieldCodes, asked: PageRequest): Page {
  const request = { ...asked, filter: simplifyFilter(asked.filter) };
  const codeOf = (field: string) => codes.find(request.kind, field);
  const rows = readRows({ database, codeOf, request, most: request.first + 1 });
  return { rows: rows.slice(0, request.first), hasNext: rows.length > request.first };
}

interface Reading {
  database: Database;
  codeOf: CodeOf;
  request: PageRequest;
  /** The page's rows and one more. */
  most: number;
}

function readRows(reading: Reading): PageRow[] {
  const { database, codeOf, request } = reading;
  const { filter } = request;
  if ('always' in filter) return filter.always ? (walkOrder(reading, null, Infinity) ?? []) : [];
  const read = createPostingReader(database, codeOf);
  const rough = findMatches(filter, read, 'rough');
  const count = countBits(rough.bits);
  if (count <= few) return sortMatches(reading, rough, count);
  // Of so many the order has one soon, wherever it is entered. So no postings of ranges are read, which are many.
  const walked =
    expectedSteps(reading, rough.bits, count) < costs.manySteps
      ? walkOrder(reading, rough, costs.manySteps)
      : null;
  if (walked) return walked;
  const matches = isExact(rough) ? rough : findMatches(filter, read, 'bins');
  const exactCount = countBits(matches.bits);
  return exactCount <= few
    ? sortMatches(reading, matches, exactCount)
    : readParts(reading, matches);
}

const expectedSteps = ({ most }: Reading, bits: Bits, count: number): number =>
  (most * bits.size * chunkSize) / count;

/** Null where so many steps led to neither the page nor the end of the order. */
function walkOrder(reading: Reading, among: Matches | null, maxSteps: number): PageRow[] | null {
  const { database, codeOf, request, most } = reading;
  const keyed =
    request.after?.key === null
      ? []
      : walkRows(database, request, codeOf, { part: wholeOrder, among, most, maxSteps });
  if (!keyed || keyed.length === most) return keyed;
  const missing = walkRows(database, request, codeOf, {
    part: { missing: true },
    among,
    most: most - keyed.length,
    maxSteps,
  });
  return missing && [...keyed, ...missing];
}

const wholeOrder = { from: '', to: endOf('\u007f') };

function sortMatches(
  { database, codeOf, request, most }: Reading,
  matches: Matches,
  count: number,
): PageRow[] {
  const numbers = numbersOf(matches.bits);
  return count === 0
    ? []
    : collectRows(database, request, codeOf, { numbers, exact: isExact(matches), most });
}

/** Part by part of the order. */
function readParts({ database, codeOf, request, most }: Reading, matches: Matches): PageRow[] {
  const exact = isExact(matches);
  const rows: PageRow[] = [];
  let gathered: number[] = [];
  const wanted = () => most - rows.length;
  const sort = (): void => {
    if (gathered.length > 0)
      rows.push(
        ...collectRows(database, request, codeOf, { numbers: gathered, exact, most: wanted() }),
      );
    gathered = [];
  };
  const go = (parts: Parts): void => {
    for (const each of parts) {
      const { by, inPart } = planPart(each, matches.bits, wanted(), costs);
      const among = exact ? exactly(inPart) : perhaps(inPart);
      if (by === 'finer' && each.finer) go(each.finer());
      if (by === 'sorting') gathered.push(...numbersOf(inPart));
      if (by === 'walking' || gathered.length >= wanted()) sort();
      if (by === 'walking')
        rows.push(
          ...(walkRows(database, request, codeOf, { part: each.part, among, most: wanted() }) ??
            []),
        );
      if (wanted() <= 0) return;
    }
  };
  go(partsOfOrder(database, codeOf, request));
  if (wanted() > 0) sort();
  return rows;
}
