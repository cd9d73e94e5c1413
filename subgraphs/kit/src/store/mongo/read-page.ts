import { simplifyFilter } from '../simplify-filter.ts';
import type { Page, PageRequest, PageRow } from '../store.ts';
import { collectRows } from './collect-rows.ts';
import { findCandidates, walkableDrivers } from './find-driver.ts';
import type { View } from './view.ts';
import { walkRows } from './walk-rows.ts';

/**
 * What is tried in turn: so many candidates at most are collected and sorted, then so many records at most walked along each driver. A step
 * of either takes the server about as long.
 */
const tries = [
  { candidates: 1_000, steps: 400 },
  { candidates: 4_000, steps: 4_000 },
  { candidates: 20_000, steps: 20_000 },
  { candidates: 150_000, steps: null },
] as const;

/**
 * Few candidates are collected and sorted. With many, the order is walked from a term that the filter asks for, or from the kind, and each
 * record tested; where the page does not fill soon, even many are collected.
 */
export async function readPage(view: View, asked: PageRequest): Promise<Page> {
  const request = { ...asked, filter: simplifyFilter(asked.filter) };
  const rows = await readRows(view, request);
  return { rows: rows.slice(0, request.first), hasNext: rows.length > request.first };
}

async function readRows(view: View, request: PageRequest): Promise<PageRow[]> {
  const { filter, kind } = request;
  if ('always' in filter) return filter.always ? walkRows(view, request, { driver: null, exact: true }) : [];
  const drivers = walkableDrivers(filter, (field) => view.isShared(kind, field));
  const [first = null] = drivers;
  if (first && !('all' in filter) && !('onePart' in filter))
    return walkRows(view, request, { driver: first, exact: true });

  for (const { candidates, steps } of tries) {
    // Counted beside the first walk, which as often as not fills the page: each waits for the server alone.
    const counted = findCandidates(filter, { view, kind, limit: candidates });
    // The walk may fail before anybody looks.
    counted.catch(() => undefined);
    for (const [index, driver] of (drivers.length > 0 ? drivers : [null]).entries()) {
      const walk = { driver, exact: false };
      const isLast = steps === null;
      const found = index > 0 || isLast ? await counted : null;
      if (found) return collectRows(view, request, found.driver);
      const rows = await (isLast ? walkRows(view, request, walk) : walkRows(view, request, { ...walk, maxSteps: steps })); // prettier-ignore
      if (rows) return rows;
    }
    const found = await counted;
    if (found) return collectRows(view, request, found.driver);
  }
  throw new Error('Expected the last walk to end');
}
