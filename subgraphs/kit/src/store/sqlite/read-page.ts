import type { Page, PageRequest, PageRow } from '../store.ts';
import { orderBin } from '../postings/bins.ts';
import { addStored, countBits, intersect, numbersOf } from '../postings/bits.ts';
import type { Bits } from '../postings/bits.ts';
import { findMatches } from '../postings/find-matches.ts';
import { levels } from '../postings/postings.ts';
import { simplifyFilter } from '../simplify-filter.ts';
import { collectRows } from './collect-rows.ts';
import type { CodeOf } from './compile-filter.ts';
import type { Database } from './database.ts';
import type { FieldCodes } from './field-codes.ts';
import { createPostingReader } from './postings.ts';
import { walkRows } from './walk-rows.ts';
import type { Part } from './walk-rows.ts';

/** So many records are sorted in less time than a walk takes that would pass them by. */
const worthSorting = 3_000;

/**
 * The records that match are known from the postings before the order is looked at. Few are sorted. Of many the bins of the order are gone
 * through, and only in one that holds many of them is the order walked: so neither many matches nor few, nor such as stand far behind in
 * the order, take long.
 */
export function readPage(database: Database, codes: FieldCodes, asked: PageRequest): Page {
  const request = { ...asked, filter: simplifyFilter(asked.filter) };
  const codeOf = (field: string) => codes.find(request.kind, field);
  const rows = readRows(database, codeOf, request);
  return { rows: rows.slice(0, request.first), hasNext: rows.length > request.first };
}

/** The page's rows and one more, where there is one. */
function readRows(database: Database, codeOf: CodeOf, request: PageRequest): PageRow[] {
  const most = request.first + 1;
  const read = createPostingReader(database, codeOf);
  const { bits, exact } = findMatches(request.filter, read);
  const matches = countBits(bits);
  if (matches === 0) return [];
  if (matches <= worthSorting) return collectRows(database, request, codeOf, { numbers: numbersOf(bits), exact, most });

  const rows: PageRow[] = [];
  let few: number[] = [];
  const wanted = () => most - rows.length;
  const collect = (): void => {
    if (few.length > 0) rows.push(...collectRows(database, request, codeOf, { numbers: few, exact, most: wanted() }));
    few = [];
  };
  for (const { part, members } of partsOf(database, codeOf, request)) {
    const inPart = intersect(bits, members);
    const count = countBits(inPart);
    if (count > worthSorting) {
      collect();
      if (wanted() > 0) rows.push(...walkRows(database, request, codeOf, { part, members: inPart, exact, most: wanted() })); // prettier-ignore
    } else if (count > 0) {
      few.push(...numbersOf(inPart));
      if (few.length >= wanted()) collect();
    }
    if (wanted() === 0) return rows;
  }
  collect();
  return rows;
}

/** The parts of the order from the position on, each with the records in it. */
function* partsOf(
  database: Database,
  codeOf: CodeOf,
  { order, after }: PageRequest,
): Generator<{ part: Part; members: Bits }> {
  const field = codeOf(order.field);
  if (after?.key !== null) {
    const [sign, way] = order.direction === 'ASC' ? ['>=', 'ASC'] : ['<=', 'DESC'];
    const from = after === undefined ? '' : `AND value ${sign} ?`;
    const stored = database.rows(
      `SELECT value, chunk, numbers FROM posting WHERE field = ? AND level = ? ${from} ORDER BY value ${way}`,
      [field, levels.order, ...(after === undefined ? [] : [orderBin(after.key)])],
    );
    let bin: { value: string; members: Map<number, Uint32Array> } | null = null;
    for (const [cell, chunk, numbers] of stored) {
      const value = String(cell);
      if (bin && bin.value !== value) {
        yield { part: { bin: bin.value }, members: bin.members };
        bin = null;
      }
      bin ??= { value, members: new Map() };
      addStored(bin.members, Number(chunk), numbers as Uint8Array);
    }
    if (bin) yield { part: { bin: bin.value }, members: bin.members };
  }
  const missing = createPostingReader(database, codeOf)({ field: order.field, levels: [levels.missing], values: [''] });
  yield { part: { missing: true }, members: missing };
}
