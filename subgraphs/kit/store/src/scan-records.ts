import type { StoredRecord } from '@kopru/records';
import type { ReadStore } from './store.ts';

const atOnce = 1_000;

/** Every record of a store by id, each once: also one that is changed meanwhile, as it was or as it is then. */
export async function* scanRecords(store: ReadStore): AsyncGenerator<StoredRecord> {
  for (let after = '', more = true; more;) {
    const records = await store.scan(after, atOnce);
    yield* records;
    after = records.at(-1)?.id ?? after;
    more = records.length === atOnce;
  }
}
