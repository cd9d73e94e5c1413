import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@kopru/store';
import type { StoredRecord } from '@kopru/records';
import { federation } from './arbitraries/records.ts';
import { pageScan } from './arbitraries/page-scans.ts';
import { referenceIds } from './reference.ts';
import { withDefaults } from './with-defaults.ts';
import { readAllPages } from './read-all-pages.ts';
import { startWorld } from '../world.ts';
import type { World } from '../world.ts';

// Each run is one random federation, scanned five times.
const longRuns = process.env.KOPRU_LONG ? 1_000 : undefined;
const seed = Number(process.env.KOPRU_SEED_NUMBER ?? Date.now() % 1_000_000_000);

/**
 * Random federations on the given stores, scanned page by page and compared with one plain
 * reference. `shortRuns` is the
 * number of federations without KOPRU_LONG.
 */
export function describePageScans(
  openStore: (code: string) => Promise<Store>,
  shortRuns = 40,
): void {
  const runs = longRuns ?? shortRuns;
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ openStore });
  });
  afterAll(() => world.stop());

  async function fill(
    records: Readonly<Record<string, readonly object[]>>,
  ): Promise<StoredRecord[]> {
    const all: StoredRecord[] = [];
    for (const [code, registry] of world.registries) {
      const put = records[code] ?? [];
      const gone = Array.from({ length: 20 }, (_, index) => `${code}.r${index}`);
      await registry.write({ remove: gone });
      await registry.write({ put });
      all.push(...withDefaults(put));
    }
    return all;
  }

  test(`${runs * 5} random queries, read to their last page, give the rows of one database (seed ${seed})`, async () => {
    let scans = 0;
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(
        federation,
        fc.array(pageScan, { minLength: 5, maxLength: 5 }),
        async (records, pageScans) => {
          const all = await fill(records);
          for (const each of pageScans) {
            const expected = referenceIds(all, each.kind, each.where, each.order);
            const { ids, totalCount } = await readAllPages(world.ask, each);
            expect(ids, JSON.stringify(each)).toEqual(expected);
            expect(totalCount).toBe(expected.length);
            scans += 1;
            rows += ids.length;
          }
        },
      ),
      { numRuns: runs, seed, endOnFailure: true },
    );
    expect(scans).toBe(runs * 5);
    // Scans of no rows would prove nothing.
    expect(rows).toBeGreaterThan(scans);
  });
}
