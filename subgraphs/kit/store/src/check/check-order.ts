import { comparePositions } from '@kopru/schema';
import type { Kind, Order, StoredRecord } from '@kopru/records';
import type { PageRow } from '../store.ts';
import { batchSize, countOfKind } from './store-check.ts';
import type { StoreCheck } from './store-check.ts';

const positionOf = ({ key, record }: PageRow) => ({ key, id: record.id });

/** Pages through one order: each record of the kind is in it once, at its place, with its key. */
export async function checkOrder(
  { store, stored, report, step }: StoreCheck,
  kind: Kind<StoredRecord>,
  field: string,
): Promise<void> {
  const order: Order = { field, direction: 'ASC' };
  let [last, seen]: [PageRow | undefined, number] = [undefined, 0];
  for (let more = true; more;) {
    const page = await store.page({
      kind: kind.name,
      filter: { always: true },
      order,
      first: batchSize,
      ...(last && { after: { key: last.key, id: last.record.id } }),
    });
    for (const row of page.rows) {
      const key = kind.orders[field]?.(row.record) ?? null;
      if (last && comparePositions(positionOf(last), positionOf(row), 'ASC') >= 0)
        report({
          id: row.record.id,
          expected: `to come after ${last.record.id} in the order ${field}`,
          found: 'that it does not',
        });
      last = row;
      if (row.key !== key)
        report({
          id: row.record.id,
          expected: `the key ${String(key)} in the order ${field}`,
          found: String(row.key),
        });
      seen += 1;
      step();
    }
    more = page.hasNext;
  }
  const count = countOfKind(stored, kind.name);
  if (seen !== count)
    report({
      id: null,
      expected: `${count} records of ${kind.name} in the order ${field}`,
      found: String(seen),
    });
}
