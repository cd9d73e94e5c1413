import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoredRecord } from '@kopru/records';
import { loadLocalRegistries } from '../../src/local-registries.ts';
import type { LocalRegistry } from '../../src/local-registries.ts';
import { federation } from './arbitraries/records.ts';
import { pageScan } from './arbitraries/page-scans.ts';
import { referenceIds } from './reference.ts';
import { withDefaults } from './with-defaults.ts';
import { readAllPages } from './read-all-pages.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { startHubOver } from '../harness/hub-over.ts';
import type { RunningHub } from '../harness/hub-over.ts';
import { startRegistry } from '../harness/registry-process.ts';

// As page-scans.test.ts, over real processes, files and connections: one random federation and many
// scans of it.

const runs = process.env.KOPRU_LONG ? 80 : 40;
const seed = Number(process.env.KOPRU_SEED_NUMBER ?? Date.now() % 1_000_000_000);

let folder: string;
let hub: RunningHub;
let all: StoredRecord[];

beforeAll(async () => {
  folder = await makeFolder();
  const locals = await loadLocalRegistries();
  // One random federation has few records of a kind. Four put together give each page rows of many
  // registries.
  const federations = fc.sample(federation, { numRuns: 4, seed }) as Readonly<
    Record<string, object[]>
  >[];
  const started = await Promise.all(
    locals.map(async (local) => {
      const { code } = local.definition;
      const records = federations
        .flatMap((each) => each[code] ?? [])
        .map((record, index) => ({ ...record, id: `${code}.r${index}` }));
      return { code, stored: withDefaults(records), url: await serve(local, records) };
    }),
  );
  all = started.flatMap(({ stored }) => stored);
  hub = await startHubOver({
    membership: Object.fromEntries(started.map(({ code, url }) => [code, url])),
  });
});
afterAll(cleanUp);

async function serve(local: LocalRegistry, records: readonly object[]): Promise<string> {
  const file = join(folder, `${local.folder}.json`);
  await writeFile(file, JSON.stringify({ records }));
  const store = `sqlite:${join(folder, local.folder)}.sqlite`;
  return (await startRegistry(local.folder, { store, seed: file })).url;
}

test(`${runs} random queries, read to their last page over HTTP, give the rows of one array (seed ${seed})`, async () => {
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(pageScan, async (each) => {
      const expected = referenceIds(all, each.kind, each.where, each.order);
      const { ids, totalCount } = await readAllPages(hub.ask, each);
      expect(ids, JSON.stringify(each)).toEqual(expected);
      expect(totalCount).toBe(expected.length);
      rows += ids.length;
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  // Scans of no rows would prove nothing.
  expect(rows).toBeGreaterThan(runs * 5);
});
