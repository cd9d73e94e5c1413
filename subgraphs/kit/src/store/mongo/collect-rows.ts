import { compileFilter, testOnly } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import { matchDriver } from './find-driver.ts';
import type { Driver } from './find-driver.ts';
import { termIndex } from './model.ts';
import { readRow } from './read-row.ts';
import type { Row } from './read-row.ts';
import type { PageRequest, PageRow } from '../store.ts';
import { keyPath, storedKey } from './terms.ts';
import type { View } from './view.ts';

/** Tests all candidates and sorts those that match: the page's rows and one more, where there is one. */
export async function collectRows(view: View, request: PageRequest, driver: Driver): Promise<PageRow[]> {
  const { kind, filter, order, first } = request;
  if (driver.length === 0) return [];
  const path = keyPath(order);
  const match = { $and: [matchDriver(kind, driver), behind(request), testOnly(compileFilter(kind, filter))] };
  view.observe({ collection: view.records.modelName, match, index: termIndex });
  const rows = await view.records
    .aggregate<Row>([
      { $match: match },
      { $project: { doc: 1, key: `$${path}`, missing: { $gte: [`$${path}`, storedKey(null)] } } },
      { $sort: { missing: 1, key: order.direction === 'ASC' ? 1 : -1, _id: 1 } },
      { $limit: first + 1 },
    ])
    .option({ ...view.options, hint: termIndex });
  return rows.map(readRow);
}

function behind({ after, order }: PageRequest): Match {
  const path = keyPath(order);
  if (!after) return { [path]: { $gte: storedKey('') } };
  const sameKey = { [path]: storedKey(after.key), _id: { $gt: after.id } };
  if (after.key === null) return sameKey;
  const key = storedKey(after.key);
  const beyond =
    order.direction === 'ASC' ? [{ [path]: { $gt: key } }] : [{ [path]: { $lt: key } }, { [path]: storedKey(null) }];
  return { $or: [sameKey, ...beyond] };
}
