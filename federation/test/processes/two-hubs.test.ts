import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { curatedFolder } from '@kopru/seed';
import { loadLocalRegistries } from '../../src/local-registries.ts';
import type { Ask } from '../harness/query-at.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { startHubOver } from '../harness/hub-over.ts';
import { startRegistry } from '../harness/registry-process.ts';

// Copies of the hub share nothing, so that any load balancer may stand before them: what one began,
// another goes on with.

let hubs: Ask[];
beforeAll(async () => {
  const data = await makeFolder();
  const locals = await loadLocalRegistries();
  const urls: Record<string, string> = {};
  for (const { folder, definition } of locals) {
    const { url } = await startRegistry(folder, {
      store: `sqlite:${join(data, folder)}.sqlite`,
      seed: curatedFolder(folder),
    });
    urls[definition.code] = url;
  }
  hubs = [
    (await startHubOver({ membership: urls })).ask,
    (await startHubOver({ membership: urls })).ask,
  ];
});
afterAll(cleanUp);

interface Page {
  nodes: { id: string }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/** Every row in turn, the n-th page from what `hubOf` gives for n. */
async function readIds(connection: string, hubOf: (page: number) => Ask): Promise<string[]> {
  const query = `query ($after: Cursor) { page: ${connection.replace('(', '(after: $after, ')} { nodes { id } pageInfo { endCursor hasNextPage } } }`;
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 1_000; page += 1) {
    const { data, errors } = await hubOf(page)(query, { after });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data?.page as Page;
    ids.push(...nodes.map(({ id }) => id));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) return ids;
  }
  throw new Error('Expected an end of the pages');
}

test.each([
  'companies(first: 7)',
  'companies(first: 40, orderBy: { field: FOUNDED, direction: DESC })',
  'facilities(first: 13, where: { registries: [KZ, TR, HU] })',
])('two hubs that take turns page by page give the rows of one: %s', async (connection) => {
  const [first, second] = [hubs[0]!, hubs[1]!];
  const alone = await readIds(connection, () => first);
  expect(alone.length).toBeGreaterThan(50);
  expect(new Set(alone).size).toBe(alone.length);
  expect(await readIds(connection, (page) => (page % 2 === 0 ? first : second))).toEqual(alone);
});

test('a token of the change feed from one hub is valid at the other', async () => {
  const since =
    'query ($since: ChangeToken) { changes(since: $since, first: 20) { entries { id at event } next } }';
  const take = async (hubOf: (page: number) => Ask) => {
    const entries: unknown[] = [];
    let next: string | null = null;
    for (let page = 0; page < 6; page += 1) {
      const { data, errors } = await hubOf(page)(since, { since: next });
      expect(errors).toEqual([]);
      const changes = data?.changes as { entries: unknown[]; next: string };
      entries.push(...changes.entries);
      next = changes.next;
    }
    return entries;
  };
  const alone = await take(() => hubs[0]!);
  expect(alone).toHaveLength(120);
  expect(await take((page) => hubs[page % 2]!)).toEqual(alone);
});
