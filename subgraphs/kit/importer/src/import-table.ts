import type { Write } from '@kopru/store';
import { StoreConflict } from '@kopru/store';
import type { ImportRequest, Imported } from './import-request.ts';
import { batchSize, planWrites, readWrites } from './plan-writes.ts';
import type { Reading } from './plan-writes.ts';

/**
 * Writes the records of a table atomically. More than a thousand rows are a load, which compares
 * them
 * with the stored records under its lock. Fewer rows are one transaction, which starts again if
 * another
 * writer came in between, so concurrent imports stay whole. A killed process leaves the old
 * records.
 * Memory holds only the ids. Throws an ImportRefusal.
 */
export async function importTable(request: ImportRequest): Promise<Imported> {
  const counts = {
    added: 0,
    changed: 0,
    unchanged: 0,
    removed: 0,
    bad: 0,
    leftOut: new Map<string, number>(),
  };
  const lines = new Map<string, number>();
  const { isMore, all } = await readAhead(inBatches(readWrites(request, counts, lines)));
  if (isMore) {
    const batches = planWrites(request, { counts, lines, read: all });
    await (request.dryRun === true ? drain(batches) : request.store.load(batches));
  } else await importInTransaction(request, { counts, lines, read: await Array.fromAsync(all) });
  return counts;
}

/** How often other writers may come in between. */
const maxTries = 20;

async function importInTransaction(request: ImportRequest, reading: Reading): Promise<void> {
  const { store } = request;
  const plan = (): AsyncGenerator<Write[]> => {
    Object.assign(reading.counts, { added: 0, changed: 0, unchanged: 0, removed: 0 });
    return planWrites(request, reading);
  };
  if (request.dryRun === true) return drain(plan());
  for (let tries = 1; ; tries += 1) {
    const { sequence } = await store.summary();
    // The removals of a full table come after its writes.
    const [only = [], ...more] = await Array.fromAsync(plan());
    if (more.length > 0) return store.load(plan());
    try {
      if (only.length > 0) await store.apply(only, sequence);
      return;
    } catch (error) {
      if (!(error instanceof StoreConflict) || tries === maxTries) throw error;
    }
  }
}

async function drain(batches: AsyncGenerator<Write[]>): Promise<void> {
  while ((await batches.next()).done !== true);
}

/** Says whether there is more than one batch, and returns all batches from the first. */
async function readAhead(batches: AsyncGenerator<Write[]>) {
  const first = await batches.next();
  const second = first.done === true ? first : await batches.next();
  async function* all(): AsyncGenerator<Write[]> {
    for (const { done, value } of [first, second]) if (done !== true) yield value;
    yield* batches;
  }
  return { isMore: second.done !== true, all: all() };
}

async function* inBatches(writes: AsyncIterable<Write>): AsyncGenerator<Write[]> {
  let collected: Write[] = [];
  for await (const write of writes) {
    collected.push(write);
    if (collected.length < batchSize) continue;
    yield collected;
    collected = [];
  }
  if (collected.length > 0) yield collected;
}
