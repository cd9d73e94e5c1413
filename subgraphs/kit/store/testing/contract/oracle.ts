import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../src/memory-store.ts';
import type { PageRequest, Store } from '../../src/store.ts';
import { batch, listsRequest, manyRecords, position, pagedRequest } from '../arbitraries.ts';
import type { Opened } from '../opened-store.ts';

const long = process.env.KOPRU_LONG !== undefined;

/** Random records and requests must give the same rows as the store in memory. */
export function describeOracle(opened: Opened): void {
  /** Reads a page from both stores and expects the same. */
  const expectSamePage = async (oracle: Store, request: PageRequest) => {
    const expected = await oracle.page(request);
    expect(await opened().store.page(request), JSON.stringify(request)).toEqual(expected);
    return expected;
  };

  async function expectSamePages(
    oracle: Store,
    request: PageRequest,
    pageSizes: readonly number[],
  ): Promise<number> {
    let { after } = request;
    for (let pages = 0, rows = 0; ; pages += 1) {
      const first = pageSizes[pages % pageSizes.length]!;
      const page = await expectSamePage(oracle, { ...request, first, ...(after && { after }) });
      const last = page.rows.at(-1);
      rows += page.rows.length;
      if (last) after = { key: last.key, id: last.record.id };
      if (!page.hasNext || pages > 200) return rows;
    }
  }

  describe('random requests', () => {
    test(
      'after random batches give the pages of the oracle to the end',
      { timeout: 600_000 },
      async () => {
        let rows = 0;
        const world = fc.array(batch, { minLength: 1, maxLength: 4 });
        const requests = fc.array(pagedRequest, { minLength: 4, maxLength: 4 });
        await fc.assert(
          fc.asyncProperty(
            world,
            requests,
            listsRequest,
            position,
            async (batches, pages, lists, after) => {
              const { store } = opened();
              // Each run removes the records of the run before it instead of opening a new store,
              // so that the store sees many rewrites.
              const oracle = createMemoryStore();
              const removals = Array.from({ length: 30 }, (_, index) => ({
                remove: `KZ.r${index}`,
              }));
              await store.apply(removals);
              for (const writes of batches) {
                await store.apply(writes);
                await oracle.apply(writes);
              }
              for (const { pageSizes, ...request } of pages) {
                rows += await expectSamePages(oracle, request, pageSizes);
                await expectSamePage(oracle, { ...request, after });
                expect(await store.count(request.kind, request.filter)).toBe(
                  await oracle.count(request.kind, request.filter),
                );
                const facts = async (each: Store) =>
                  (await Array.fromAsync(each.facts(request.kind, request.filter)))
                    .flat()
                    .map((each) => JSON.stringify(each))
                    .sort();
                expect(await facts(store)).toEqual(await facts(oracle));
              }
              expect(await store.lists(lists)).toEqual(await oracle.lists(lists));
            },
          ),
          { numRuns: long ? 3_000 : 80, endOnFailure: true },
        );
        // Without rows the property would prove nothing.
        expect(rows).toBeGreaterThan(100);
      },
    );

    // Enough records that an adapter uses each of its strategies.
    test('over 6,000 records give the rows of the oracle', { timeout: 600_000 }, async () => {
      const { store } = opened();
      const oracle = createMemoryStore();
      const writes = manyRecords(6_000);
      await store.apply(writes);
      await oracle.apply(writes);
      await fc.assert(
        fc.asyncProperty(pagedRequest, position, async ({ kind, filter, order }, after) => {
          const request = { kind, filter, order, first: 50 };
          const { rows } = await expectSamePage(oracle, request);
          const last = rows.at(-1);
          if (last)
            await expectSamePage(oracle, {
              ...request,
              after: { key: last.key, id: last.record.id },
            });
          await expectSamePage(oracle, { ...request, after });
          expect(await store.count(request.kind, request.filter)).toBe(
            await oracle.count(request.kind, request.filter),
          );
        }),
        { numRuns: long ? 2_000 : 60, endOnFailure: true },
      );
    });
  });
}
