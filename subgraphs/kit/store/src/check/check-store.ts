import { kindOf } from '@kopru/records';
import type { RegistryRules } from '@kopru/records';
import { StoreError } from '../store-error.ts';
import type { Store } from '../store.ts';
import { checkChanges } from './check-changes.ts';
import { checkCounts } from './check-counts.ts';
import { checkFacts } from './check-facts.ts';
import { checkOrder } from './check-order.ts';
import { checkRecords } from './check-records.ts';
import type { StoreCheck, StoreProblem } from './store-check.ts';

export interface StoreCheckResult {
  /** How many records were read. */
  records: number;
  /** How many changes were read. */
  changes: number;
}

interface CheckRequest {
  registry: RegistryRules & { store: Store };
  /** Called once for each problem, after the whole store has been read. */
  report: (problem: StoreProblem) => void;
  /** For a progress bar: `done` of about `all` steps. */
  progress?: (done: number, all: number) => void;
}

/** About how many records are looked up by all of their terms. */
const sampleSize = 10;

/**
 * Checks the content of a store against the contract. Each record fits the contract, is once in
 * each order under its own key, and is found
 * by its terms (for shared values the number of records, counted and read; for a sample of records
 * all terms). The changes lead to exactly
 * these records. It only reads, through the port, so it serves every adapter. Throws a StoreError
 * if records are written meanwhile.
 */
export async function checkStore({
  registry,
  report,
  progress = () => {},
}: CheckRequest): Promise<StoreCheckResult> {
  const { store } = registry;
  const before = await store.summary();
  const records = before.counts.reduce((sum, { count }) => sum + count, 0);
  const steps = before.counts.reduce(
    (sum, { count, kind }) => sum + count * (2 + Object.keys(kindOf(kind).orders).length),
    0,
  );
  let done = 0;
  // Problems are held back until the end: what another process writes meanwhile must not be
  // reported as a problem.
  const problems: StoreProblem[] = [];
  const check: StoreCheck = {
    store,
    report: (problem) => void problems.push(problem),
    stored: new Map(),
    sampleEvery: Math.max(1, Math.floor(records / sampleSize)),
    step: () => progress((done += 1), steps),
  };

  const sharedValues = await checkRecords(check, registry);
  await checkCounts(check, before, sharedValues);
  await checkFacts(check);
  for (const { kind } of before.counts)
    for (const field of Object.keys(kindOf(kind).orders))
      await checkOrder(check, kindOf(kind), field);
  const changes = await checkChanges(check);
  if ((await store.summary()).sequence !== before.sequence)
    throw new StoreError(
      'Expected a store that nobody writes to while it is checked, but somebody did. Check again.',
    );
  problems.forEach(report);
  return { records: check.stored.size, changes };
}
