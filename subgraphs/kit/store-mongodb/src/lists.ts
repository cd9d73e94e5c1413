import type { StoredRecord } from '@kopru/records';
import type { ReadStore } from '@kopru/store';
import { readPage } from './page.ts';
import type { Snapshot } from './session.ts';

export async function readLists(
  snapshot: Snapshot,
  { kind, field, values, order, first }: Parameters<ReadStore['lists']>[0],
): Promise<StoredRecord[][]> {
  const lists = new Map<string, StoredRecord[]>();
  for (const value of new Set(values)) {
    const filter = { field, oneOf: [value] };
    const { rows } = await readPage(snapshot, { kind, filter, order, first });
    lists.set(
      value,
      rows.map(({ record }) => record),
    );
  }
  return values.map((value) => lists.get(value) ?? []);
}
