import { kinds } from '../kinds/index.ts';
import type { StoredRecord } from '../kinds/index.ts';
import type { PageRow, ReadStore } from '../store/store.ts';

const atOnce = 1_000;

/** Every record of a store, kind by kind, page after page. */
export async function* exportRecords(store: ReadStore): AsyncGenerator<StoredRecord> {
  for (const { name, listOrder } of kinds) {
    const request = { kind: name, filter: { always: true }, order: listOrder, first: atOnce };
    for (let last: PageRow | undefined, more = true; more;) {
      const page = await store.page({ ...request, ...(last && { after: { key: last.key, id: last.record.id } }) });
      for (const { record } of page.rows) yield record;
      last = page.rows.at(-1);
      more = page.hasNext;
    }
  }
}
