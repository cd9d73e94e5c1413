import { simplifyFilter } from '../simplify-filter.ts';
import type { Page, PageRequest, PageRow } from '../store.ts';
import { collectRows } from './collect-rows.ts';
import { findCandidates, walkableDrivers } from './find-driver.ts';
import type { View } from './view.ts';
import { walkRows } from './walk-rows.ts';

/** So few candidates are collected and sorted sooner than an order is walked. */
const few = 1_000;
/** Steps of the walks that are tried, the short ones along every driver first. */
const tries = [400, 4_000];
/** Beyond so many candidates, even a walk without luck is no worse. */
const many = 20_000;

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

  const collectUpTo = async (limit: number) => {
    const candidates = await findCandidates(filter, { view, kind, limit });
    return candidates && collectRows(view, request, candidates.driver);
  };
  const walkUpTo = async (maxSteps: number) => {
    for (const driver of drivers.length > 0 ? drivers : [null]) {
      const rows = await walkRows(view, request, { driver, exact: false, maxSteps });
      if (rows) return rows;
    }
    return null;
  };
  let rows = await collectUpTo(few);
  for (const maxSteps of tries) rows ??= await walkUpTo(maxSteps);
  rows ??= await collectUpTo(many);
  return rows ?? walkRows(view, request, { driver: first, exact: false });
}
