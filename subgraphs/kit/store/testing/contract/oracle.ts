import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../src/memory-store.ts';
import type { PageRequest, Store } from '../../src/store.ts';
import { batch, listsRequest, manyRecords, position, question } from '../arbitraries.ts';
import type { Opened } from '../store-contract.ts';

const long = process.env.KOPRU_LONG !== undefined;

/** Random records and questions, answered row for row as the plain in-memory store answers them. */
export function describeOracle(opened: Opened): void {
  /** Both stores' answers to one request, which must be the same. */
  const same = async (oracle: Store, request: PageRequest) => {
    const expected = await oracle.page(request);
    expect(await opened().store.page(request), JSON.stringify(request)).toEqual(expected);
    return expected;
  };

  async function walk(
    oracle: Store,
    request: PageRequest,
    pageSizes: readonly number[],
  ): Promise<number> {
    let { after } = request;
    for (let pages = 0, rows = 0; ; pages += 1) {
      const first = pageSizes[pages % pageSizes.length]!;
      const page = await same(oracle, { ...request, first, ...(after && { after }) });
      const last = page.rows.at(-1);
      rows += page.rows.length;
      if (last) after = { key: last.key, id: last.record.id };
      if (!page.hasNext || pages > 200) return rows;
    }
  }

  describe('random questions', () => {
    test(
      'after random batches equal the oracle, page by page to the end',
      { timeout: 600_000 },
      async () => {
        let rows = 0;
        const world = fc.array(batch, { minLength: 1, maxLength: 4 });
        const questions = fc.array(question, { minLength: 4, maxLength: 4 });
        await fc.assert(
          fc.asyncProperty(
            world,
            questions,
            listsRequest,
            position,
            async (batches, asked, lists, after) => {
              const { store } = opened();
              // What an earlier run left is removed, so that the store's files grow old with rewrites.
              const oracle = createMemoryStore();
              const gone = Array.from({ length: 30 }, (_, index) => ({ remove: `KZ.r${index}` }));
              await store.apply(gone);
              for (const writes of batches) {
                await store.apply(writes);
                await oracle.apply(writes);
              }
              for (const { pageSizes, ...request } of asked) {
                rows += await walk(oracle, request, pageSizes);
                await same(oracle, { ...request, after });
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
        // Walks over nothing would prove nothing.
        expect(rows).toBeGreaterThan(100);
      },
    );

    // Enough records that an adapter with several ways to a page takes each of them.
    test('over 6,000 records equal the oracle', { timeout: 600_000 }, async () => {
      const { store } = opened();
      const oracle = createMemoryStore();
      const writes = manyRecords(6_000);
      await store.apply(writes);
      await oracle.apply(writes);
      await fc.assert(
        fc.asyncProperty(question, position, async ({ kind, filter, order }, after) => {
          const request = { kind, filter, order, first: 50 };
          const { rows } = await same(oracle, request);
          const last = rows.at(-1);
          if (last)
            await same(oracle, { ...request, after: { key: last.key, id: last.record.id } });
          await same(oracle, { ...request, after });
          expect(await store.count(request.kind, request.filter)).toBe(
            await oracle.count(request.kind, request.filter),
          );
        }),
        { numRuns: long ? 2_000 : 60, endOnFailure: true },
      );
    });
  });
}
