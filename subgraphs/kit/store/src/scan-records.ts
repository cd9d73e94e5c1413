import type { StoredRecord } from '@kopru/records';
import type { ReadStore } from './store.ts';

const batchSize = 1_000;

/**
 * Yields every record of a store by id, each once. A record that changes meanwhile comes either as
 * it was or as it is.
 */
export async function* scanRecords(store: ReadStore): AsyncGenerator<StoredRecord> {
  for (let after = '', more = true; more;) {
    const records = await store.scan(after, batchSize);
    yield* records;
    after = records.at(-1)?.id ?? after;
    more = records.length === batchSize;
  }
}
