import type { Page, PageRequest, PageRow } from '../store.ts';
import { endOf } from '../postings/bins.ts';
import { countBits, intersect, numbersOf } from '../postings/bits.ts';
import { findMatches, findRoughly } from '../postings/find-matches.ts';
import type { Matches } from '../postings/find-matches.ts';
import { simplifyFilter } from '../simplify-filter.ts';
import { collectRows } from './collect-rows.ts';
import type { CodeOf } from './compile-filter.ts';
import type { Database } from './database.ts';
import type { FieldCodes } from './field-codes.ts';
import { partsOfOrder } from './parts-of-order.ts';
import type { OrderPart } from './parts-of-order.ts';
import { createPostingReader } from './postings.ts';
import { walkRows } from './walk-rows.ts';

/** So few are sorted before the order is looked at. */
const few = 500;
/** To sort one record takes as long as so many steps along the order. */
const stepsOfSorting = 5;
/** A part of the order that would take more steps is gone through in smaller ones. */
const manySteps = 4_000;

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
  const { database, codeOf, request, most } = reading;
  const read = createPostingReader(database, codeOf);
  const rough = findRoughly(request.filter, read);
  if (rough.exact) return readMatches(reading, rough);
  // The postings of a range are many: it is tested record by record, where that leads to the page soon.
  const count = countBits(rough.bits);
  if (count <= few) return readMatches(reading, rough);
  const walked = request.after?.key === null ? null : walkRows(database, request, codeOf, { part: wholeOrder, ...rough, most, maxSteps: manySteps / 4 }); // prettier-ignore
  return walked?.length === most ? walked : readMatches(reading, findMatches(request.filter, read));
}

const wholeOrder = { from: '', to: endOf('\u007f') };

function readMatches({ database, codeOf, request, most }: Reading, { bits, exact }: Matches): PageRow[] {
  const matches = countBits(bits);
  if (matches === 0) return [];
  if (matches <= few) return collectRows(database, request, codeOf, { numbers: numbersOf(bits), exact, most });
  const rows: PageRow[] = [];
  let gathered: number[] = [];
  const wanted = () => most - rows.length;
  const sort = (): void => {
    if (gathered.length > 0) rows.push(...collectRows(database, request, codeOf, { numbers: gathered, exact, most: wanted() })); // prettier-ignore
    gathered = [];
  };
  const readParts = (parts: Iterable<OrderPart>): void => {
    for (const { part, members, finer } of parts) {
      const inPart = intersect(bits, members);
      const count = countBits(inPart);
      if (count > 0) {
        const walk = (wanted() * countBits(members)) / count;
        const cost = Math.min(walk, count * stepsOfSorting);
        if (cost > manySteps && finer) readParts(finer());
        else if (cost < walk) {
          gathered.push(...numbersOf(inPart));
          if (gathered.length >= wanted()) sort();
        } else {
          sort();
          rows.push(...(walkRows(database, request, codeOf, { part, bits: inPart, exact, most: wanted() }) ?? []));
        }
      }
      if (wanted() <= 0) return;
    }
  };
  readParts(partsOfOrder(database, codeOf, request));
  if (wanted() > 0) sort();
  return rows;
}
