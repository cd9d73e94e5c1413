import { batchSize } from './store-check.ts';
import type { StoreCheck } from './store-check.ts';

/**
 * Replays all changes and compares the outcome with the records that are stored. Resolves to the
 * number of the last change.
 */
export async function checkChanges({ store, stored, report, step }: StoreCheck): Promise<number> {
  const replayed = new Map<string, string>();
  let sequence = 0;
  for (let more = true; more;) {
    const changes = await store.changesSince(sequence, batchSize);
    for (const { id, kind, event } of changes) {
      if (event === 'ADDED' || event === 'UPDATED') replayed.set(id, kind);
      // If a record changes its kind, its removal from the old kind may come after its addition to
      // the new one.
      else if (replayed.get(id) === kind) replayed.delete(id);
      step();
    }
    sequence = changes.at(-1)?.sequence ?? sequence;
    more = changes.length === batchSize;
  }
  for (const [id, kind] of stored)
    if (replayed.get(id) !== kind)
      report({ id, expected: `a change entry that adds it as ${kind}`, found: 'none' });
  for (const id of replayed.keys())
    if (!stored.has(id))
      report({ id, expected: 'the record that the changes have added', found: 'none' });
  return sequence;
}
