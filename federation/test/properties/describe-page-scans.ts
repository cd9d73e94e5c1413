import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@kopru/store';
import type { StoredRecord } from '@kopru/records';
import { federation } from './arbitraries/records.ts';
import { walk } from './arbitraries/page-scans.ts';
import { referenceIds } from './reference.ts';
import { withDefaults } from './with-defaults.ts';
import { walkPages } from './read-all-pages.ts';
import { startWorld } from '../world.ts';
import type { World } from '../world.ts';

// Each run is one random union with five walks through it.
const runs = process.env.KOPRU_LONG ? 1_000 : 60;
const seed = Number(process.env.KOPRU_SEED_NUMBER ?? Date.now() % 1_000_000_000);

/** Random unions on the stores given, and random walks through them, held against one plain reference. */
export function describeWalks(openStore: (code: string) => Promise<Store>): void {
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

  test(`${runs * 5} walks through all pages of random questions equal one database, row for row (seed ${seed})`, async () => {
    let walked = 0;
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(
        federation,
        fc.array(walk, { minLength: 5, maxLength: 5 }),
        async (records, walks) => {
          const all = await fill(records);
          for (const each of walks) {
            const expected = referenceIds(all, each.kind, each.where, each.order);
            const { ids, totalCount } = await walkPages(world.ask, each);
            expect(ids, JSON.stringify(each)).toEqual(expected);
            expect(totalCount).toBe(expected.length);
            walked += 1;
            rows += ids.length;
          }
        },
      ),
      { numRuns: runs, seed, endOnFailure: true },
    );
    expect(walked).toBe(runs * 5);
    // Walks over nothing would prove nothing.
    expect(rows).toBeGreaterThan(walked);
  });
}
