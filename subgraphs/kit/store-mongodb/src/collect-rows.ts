import { compileFilter, testOnly } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import { matchDriver } from './find-driver.ts';
import type { Driver } from './find-driver.ts';
import { numberIndex, termIndex } from './model.ts';
import { readRow } from './read-row.ts';
import type { Row } from './read-row.ts';
import type { PageRequest, PageRow } from '@kopru/store';
import { keyPath, storedKey } from './terms.ts';
import type { View } from './view.ts';

interface Candidates {
  match: Match;
  index: string;
  /** Every one of them matches. */
  exact: boolean;
}

export const candidatesOf = ({ kind }: PageRequest, driver: Driver): Candidates | null =>
  driver.length === 0 ? null : { match: matchDriver(kind, driver), index: termIndex, exact: false };

export const numbered = (numbers: readonly number[], exact: boolean): Candidates | null =>
  numbers.length === 0 ? null : { match: { n: { $in: numbers } }, index: numberIndex, exact };

/** Tests all candidates, unless they match anyway, and sorts them: so many rows at most. */
export async function collectRows(
  view: View,
  request: PageRequest,
  candidates: Candidates | null,
  most: number,
): Promise<PageRow[]> {
  if (!candidates) return [];
  const { kind, filter, order } = request;
  const path = keyPath(order);
  const test = candidates.exact ? [] : [testOnly(compileFilter(kind, filter))];
  const match = { $and: [candidates.match, behind(request), ...test] };
  view.observe({ collection: view.records.modelName, match, index: candidates.index });
  const rows = await view.records
    .aggregate<Row>([
      { $match: match },
      { $project: { doc: 1, key: `$${path}`, missing: { $gte: [`$${path}`, storedKey(null)] } } },
      { $sort: { missing: 1, key: order.direction === 'ASC' ? 1 : -1, _id: 1 } },
      { $limit: most },
    ])
    .option({ ...view.options, hint: candidates.index });
  view.last.found = rows.length > 0;
  return rows.map(readRow);
}

function behind({ after, order }: PageRequest): Match {
  const path = keyPath(order);
  if (!after) return { [path]: { $gte: storedKey('') } };
  const sameKey = { [path]: storedKey(after.key), _id: { $gt: after.id } };
  if (after.key === null) return sameKey;
  const key = storedKey(after.key);
  const beyond =
    order.direction === 'ASC'
      ? [{ [path]: { $gt: key } }]
      : [{ [path]: { $lt: key } }, { [path]: storedKey(null) }];
  return { $or: [sameKey, ...beyond] };
}
