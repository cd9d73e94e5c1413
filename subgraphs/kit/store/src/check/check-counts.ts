import { kindOf, kinds } from '@kopru/records';
import type { Filter, Kind, StoredRecord } from '@kopru/records';
import type { ReadStore, StoreSummary } from '../store.ts';
import type { SharedValue } from './check-records.ts';
import { batchSize, countOfKind } from './store-check.ts';
import type { StoreCheck } from './store-check.ts';

/** Compares the store's counts, of kinds and of shared values, with the records that were read. */
export async function checkCounts(
  { store, stored, report }: StoreCheck,
  { counts }: StoreSummary,
  sharedValues: ReadonlyMap<string, SharedValue>,
): Promise<void> {
  for (const { name } of kinds) {
    const count = countOfKind(stored, name);
    const counted = counts.find(({ kind }) => kind === name)?.count ?? 0;
    if (count !== counted)
      report({
        id: null,
        expected: `${count} records of ${name} to be counted`,
        found: String(counted),
      });
  }
  for (const { kind, field, value, count } of sharedValues.values()) {
    const what = `${count} records of ${kind} by ${field} = ${value}`;
    const counted = await store.count(kind, { field, oneOf: [value] });
    if (counted !== count) report({ id: null, expected: what, found: String(counted) });
    // A store may count by other means than it reads.
    const read = await countRead(store, kindOf(kind), { field, oneOf: [value] }, count);
    if (read !== null && read !== count)
      report({ id: null, expected: `${what} to be read`, found: String(read) });
  }
}

/**
 * Reads a page if few records match, else their facts, which is faster. Returns null if the kind
 * has no facts.
 */
async function countRead(
  store: ReadStore,
  kind: Kind<StoredRecord>,
  filter: Filter,
  count: number,
): Promise<number | null> {
  if (count < batchSize) {
    const request = { kind: kind.name, filter, order: kind.listOrder, first: batchSize };
    return (await store.page(request)).rows.length;
  }
  if (!kind.statistics) return null;
  let read = 0;
  for await (const batch of store.facts(kind.name, filter)) read += batch.length;
  return read;
}
