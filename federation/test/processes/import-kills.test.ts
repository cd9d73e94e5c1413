import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '@kopru/registry';
import { describeWithMongo, startMongo } from '@kopru/store-mongodb/testing';
import type { Mongo } from '@kopru/store-mongodb/testing';
import { root } from '../../src/local-registries.ts';
import { startNode } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { startRegistry } from '../harness/registry-process.ts';

// `kopru import` is killed at random times while the registry runs. A query to the registry, which
// is never restarted,
// gives the records of one complete file, and a follower of its changes has the same ones.

const size = 3_000;
const seed = Number(process.env.KOPRU_SEED_NUMBER ?? Date.now() % 1_000_000_000);
const main = join(root, 'cli', 'src', 'main.ts');

let folder: string;
beforeAll(async () => void (folder = await makeFolder()));
afterAll(cleanUp);

const mapping = {
  about: 'SYNTHETIC',
  kind: 'COMPANY',
  source: { name: 'SYNTHETIC', kind: 'SYNTHETIC', licence: 'CC0-1.0' },
  id: { columns: ['id'] },
  fields: {
    'names.0.text': { column: 'name', required: true },
    'names.0.language': { value: 'und' },
    'names.0.kind': { value: 'LEGAL' },
    status: { value: 'ACTIVE' },
  },
};

/** Even worlds lack the first tenth. */
async function fileOf(world: number): Promise<string> {
  const file = join(folder, `world-${world}.csv`);
  const from = world % 2 === 0 ? size / 10 : 0;
  const rows = Array.from(
    { length: size - from },
    (_, index) => `r${from + index},SYNTHETIC ${world}\n`,
  );
  await writeFile(file, `id,name\n${rows.join('')}`);
  return file;
}

async function ask<T>(url: string, query: string): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

/** The one world that the registry returns. */
async function shown(url: string): Promise<{ world: number; count: number }> {
  interface Shown {
    all: { totalCount: number };
    first: { nodes: { name: string }[] };
    last: { nodes: { name: string }[] };
  }
  const one = (direction: string) =>
    `companies(first: 1, orderBy: {field: NAME, direction: ${direction}}) { nodes { name } }`;
  const { all, first, last } = await ask<Shown>(
    url,
    `{ all: companies { totalCount } first: ${one('ASC')} last: ${one('DESC')} }`,
  );
  const names = [first, last].flatMap(({ nodes }) => nodes.map(({ name }) => name));
  expect(new Set(names).size, names.join(', ')).toBeLessThan(2);
  return { world: Number(names[0]?.replace('SYNTHETIC ', '') ?? 0), count: all.totalCount };
}

/** Applies the registry's changes to the ids that a follower has. Resolves to the next token. */
async function follow(
  url: string,
  known: Set<string>,
  since: string | null,
): Promise<string | null> {
  interface Page {
    changes: { next: string; more: boolean; entries: { id: string; event: string }[] };
  }
  for (let token = since; ;) {
    const { changes } = await ask<Page>(
      url,
      `{ changes(first: 200${token === null ? '' : `, since: "${token}"`}) { next more entries { id event } } }`,
    );
    for (const { id, event } of changes.entries) {
      if (event === 'ADDED') expect(known.has(id)).toBe(false);
      if (event === 'REMOVED') known.delete(id);
      else known.add(id);
    }
    token = changes.next;
    if (!changes.more) return token;
  }
}

/** Sets the lease as after half a minute without a renewal. */
async function takeForDead(store: string): Promise<void> {
  const connection = await mongoose.createConnection(store).asPromise();
  const aliveAt = new Date(Date.now() - 60_000);
  await connection
    .db!.collection('state')
    .updateOne({ load: { $exists: true } }, { $set: { 'load.aliveAt': aliveAt } });
  await connection.close();
}

/** `letPass` resolves when the lease of a killed import is over. */
function describeKills(
  kills: number,
  letPass: (store: string) => Promise<unknown>,
  storeOf: () => Promise<string>,
): void {
  test(
    `killed ${kills} times leaves the old or the new set, complete, also for a running registry (seed ${seed})`,
    { timeout: 1_800_000 },
    async () => {
      const store = await storeOf();
      const { url } = await startRegistry('kazakhstan', { store });
      await writeFile(join(folder, 'mapping.json'), JSON.stringify(mapping));
      const importing = (file: string) =>
        startNode([
          main,
          'import',
          '--registry',
          'KZ',
          '--mapping',
          join(folder, 'mapping.json'),
          '--full',
          '--yes',
          '--store',
          store,
          file,
        ]);
      const known = new Set<string>();
      let random = seed;
      let token: string | null = null;
      let world = 0;
      let tookMs = 0;
      for (let kill = 0; kill <= kills; kill += 1) {
        const next = world + 1;
        const startedAt = performance.now();
        const child = importing(await fileOf(next));
        random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
        // The first runs to its end: it measures how long an import takes.
        if (kill > 0) {
          await sleep(tookMs * (0.2 + (0.9 * (random % 1_000)) / 1_000));
          child.signal('SIGKILL');
        }
        const code = await child.ended;
        if (kill === 0) tookMs = performance.now() - startedAt;
        const there = await shown(url);
        expect(code === 0 ? [next] : [world, next]).toContain(there.world);
        expect(there.count).toBe(
          there.world === 0 ? 0 : there.world % 2 === 0 ? size - size / 10 : size,
        );
        token = await follow(url, known, token);
        expect(known.size).toBe(there.count);
        world = there.world;
        if (code !== 0) await letPass(store);
      }
      const last = importing(await fileOf(world + 1));
      expect(await last.ended, last.lines.join('\n')).toBe(0);
      expect((await shown(url)).world).toBe(world + 1);
    },
  );
}

describe('an import into SQLite', () => {
  describeKills(
    process.env.KOPRU_LONG ? 25 : 3,
    () => Promise.resolve(),
    async () => {
      const store = `sqlite:${join(folder, 'kills.sqlite')}`;
      await (await openStore(store)).close();
      return store;
    },
  );
});

describeWithMongo('an import into MongoDB', () => {
  let mongo: Mongo;
  beforeAll(async () => void (mongo = await startMongo()));
  afterAll(() => mongo.stop());
  const letPass = process.env.KOPRU_LONG ? () => sleep(31_000) : takeForDead;
  describeKills(process.env.KOPRU_LONG ? 25 : 2, letPass, () => Promise.resolve(mongo.url()));
});
