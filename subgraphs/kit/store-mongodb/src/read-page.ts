import { chunkSize, countBits, numbersOf, planPart, isExact } from '@kopru/store/postings';
import type { Costs, Matches } from '@kopru/store/postings';
import { simplifyFilter } from '@kopru/store';
import type { Page, PageRequest, PageRow } from '@kopru/store';
import { candidatesOf, collectRows, numbered } from './collect-rows.ts';
import { findCandidates, walkableDrivers } from './find-driver.ts';
import type { Driver } from './find-driver.ts';
import { findMatching } from './find-matching.ts';
import { partsOfOrder } from './parts-of-order.ts';
import type { Parts } from './parts-of-order.ts';
import type { View } from './view.ts';
import { walkRows } from './walk-rows.ts';

/** So few are sorted before the order is looked at. */
const few = 1_000;
/** So far the order is walked before anything is known of what matches. */
const firstSteps = 400;
const costs: Costs = { stepsOfSorting: 2, manySteps: 2_000 };

/** Few candidates are collected, and of many the order is walked where the page fills soon; else the postings say where what matches is. */
export async function readPage(view: View, asked: PageRequest): Promise<Page> {
  const request = { ...asked, filter: simplifyFilter(asked.filter) };
  const rows = await readRows(view, request);
  return { rows: rows.slice(0, request.first), hasNext: rows.length > request.first };
}

async function readRows(view: View, request: PageRequest): Promise<PageRow[]> {
  const { filter, kind, first } = request;
  const most = first + 1;
  if ('always' in filter)
    return filter.always ? walkRows(view, request, { driver: null, exact: true, most }) : [];
  const drivers = walkableDrivers(filter, (field) => view.isShared(kind, field));
  const [driver = null] = drivers;
  if (driver && !('all' in filter) && !('onePart' in filter))
    return walkRows(view, request, { driver, exact: true, most });
  return (await readSoon(view, request, drivers)) ?? readMatching({ view, request, driver, most });
}

/** Null where there are neither few candidates nor soon a page. */
async function readSoon(
  view: View,
  request: PageRequest,
  drivers: readonly Driver[],
): Promise<PageRow[] | null> {
  const { filter, kind, first } = request;
  // Counted beside the first walk, which as often as not fills the page: each waits for the server alone.
  const counted = findCandidates(filter, { view, kind, limit: few });
  // The walk may fail before anybody looks.
  counted.catch(() => undefined);
  const collect = async () => {
    const found = await counted;
    return found && collectRows(view, request, candidatesOf(request, found.driver), first + 1);
  };
  for (const [index, driver] of (drivers.length > 0 ? drivers : [null]).entries()) {
    const rows =
      (index > 0 ? await collect() : null) ??
      (await walkRows(view, request, {
        driver,
        exact: false,
        most: first + 1,
        maxSteps: firstSteps,
      }));
    if (rows) return rows;
  }
  return collect();
}

interface Reading {
  view: View;
  request: PageRequest;
  /** What the order is walked along. */
  driver: Driver | null;
  /** The page's rows and one more. */
  most: number;
}

/** What matches is known before the order is looked at. */
async function readMatching(reading: Reading): Promise<PageRow[]> {
  const { view, request, driver, most } = reading;
  const rough = await findMatching(view, request.kind, request.filter, 'rough');
  const count = countBits(rough.bits);
  if (count <= few) return sortMatches(reading, rough);
  if ((most * rough.bits.size * chunkSize) / count < costs.manySteps) {
    const walked = await walkRows(view, request, {
      driver,
      exact: false,
      most,
      maxSteps: costs.manySteps,
    });
    if (walked) return walked;
  }
  const matches = isExact(rough)
    ? rough
    : await findMatching(view, request.kind, request.filter, 'bins');
  return countBits(matches.bits) <= few
    ? sortMatches(reading, matches)
    : readParts(reading, matches);
}

const sortMatches = ({ view, request, most }: Reading, matches: Matches): Promise<PageRow[]> =>
  collectRows(view, request, numbered(numbersOf(matches.bits), isExact(matches)), most);

/** Part by part of the order: in each those that match are sorted, or it is walked, whichever is less. */
async function readParts(
  { view, request, driver, most }: Reading,
  matches: Matches,
): Promise<PageRow[]> {
  const rows: PageRow[] = [];
  let gathered: number[] = [];
  const wanted = () => most - rows.length;
  const sort = async (): Promise<void> => {
    rows.push(
      ...(await collectRows(view, request, numbered(gathered, isExact(matches)), wanted())),
    );
    gathered = [];
  };
  const go = async (parts: Parts): Promise<void> => {
    for await (const each of parts) {
      const { by, inPart } = planPart(each, matches.bits, wanted(), costs);
      if (by === 'finer' && each.finer) await go(each.finer());
      if (by === 'sorting') gathered.push(...numbersOf(inPart));
      if (by === 'walking' || gathered.length >= wanted()) await sort();
      if (by === 'walking' && wanted() > 0)
        rows.push(
          ...(await walkRows(view, request, {
            driver,
            exact: false,
            part: each.part,
            most: wanted(),
          })),
        );
      if (wanted() <= 0) return;
    }
  };
  await go(partsOfOrder(view, request));
  if (wanted() > 0) await sort();
  return rows;
}
