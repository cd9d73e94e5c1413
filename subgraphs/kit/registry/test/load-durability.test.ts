import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangeEntry, Store } from '@kopru/store';
import { describeWithMongo, startMongo } from '@kopru/store-mongodb/testing';
import type { Mongo } from '@kopru/store-mongodb/testing';
import { openForLoads } from './load-worlds.ts';

// A load, and a running write load of single batches, are killed at random moments, each time in
// the middle of the next world: what is there is one
// world, whole, and never an older one than was acknowledged.

/** Of each way on each store. */
const kills = process.env.KOPRU_LONG ? 25 : 3;
const size = 1_000;
const seed = Number(process.env.KOPRU_SEED_NUMBER ?? Date.now() % 1_000_000_000);

interface Ways {
  way: 'load' | 'apply';
  /** How long a dead one keeps others off. */
  leaseMs: number;
}

function describeKills(urlOf: () => string, { way, leaseMs }: Ways): void {
  test(
    `${kills} kills of ${way} leave no mixed set, lose no acknowledged load and no change (seed ${seed})`,
    { timeout: 900_000 },
    async () => {
      const url = urlOf();
      let random = seed;
      let cutOff = 0;
      const copy = new Map<string, number>();
      let sequence = 0;
      // The first is let be: it says how long one takes on this machine, or a slow one would see
      // none done.
      const { tookMs } = await writeUntilKilled(url, way, 1, { world: 1 });
      let acknowledged = 1;
      await sleep(leaseMs);
      for (let kill = 0; kill < kills; kill += 1) {
        random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
        const { done, begun } = await writeUntilKilled(url, way, acknowledged + 1, {
          afterMs: random % Math.ceil(2 * tookMs),
        });
        const store = await openForLoads(url);
        const there = await worldIn(store);
        expect([done, begun]).toContain(there);
        expect(there).toBeGreaterThanOrEqual(acknowledged);
        if (begun > done) cutOff += 1;
        acknowledged = there;
        sequence = await follow(store, copy, sequence);
        expect(copy.size).toBe(await store.count('COMPANY', { always: true }));
        await store.close();
        await sleep(leaseMs);
      }
      // A kill between two loads would prove nothing.
      expect(cutOff).toBeGreaterThan(kills / 5);
      expect(acknowledged).toBeGreaterThan(0);
    },
  );
}

/**
 * What the process had been told was done, and what it had begun; killed after a time, or once a
 * world is done.
 */
async function writeUntilKilled(
  url: string,
  way: string,
  first: number,
  { afterMs, world }: { afterMs?: number; world?: number },
): Promise<{ done: number; begun: number; tookMs: number }> {
  const script = join(import.meta.dirname, 'load-worlds.ts');
  const child = spawn(process.execPath, [script, url, String(first), String(size), way], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaint = '';
  const { promise: begun, resolve } = Promise.withResolvers<boolean>();
  child.stdout.on('data', (chunk) => {
    printed += String(chunk);
    resolve(true);
  });
  child.stderr.on('data', (chunk) => (complaint += String(chunk)));
  const ended = new Promise((done) => child.once('exit', done));
  void ended.then(() => resolve(false));
  if (!(await begun)) throw new Error(complaint);
  const startedAt = performance.now();
  if (afterMs !== undefined) await sleep(afterMs);
  else while (child.exitCode === null && !printed.includes(`done ${world}\n`)) await sleep(5);
  const tookMs = performance.now() - startedAt;
  child.kill('SIGKILL');
  await ended;
  if (complaint !== '') throw new Error(complaint);
  const last = (word: string): number =>
    Number([...printed.matchAll(new RegExp(`^${word} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? first - 1);
  return { done: last('done'), begun: last('begin'), tookMs };
}

/** The one world that is there; fails where it is mixed. */
async function worldIn(store: Store): Promise<number> {
  const order = { field: 'FIRST', direction: 'ASC' } as const;
  const { rows } = await store.page({
    kind: 'COMPANY',
    filter: { all: [] },
    order,
    first: size + 1,
  });
  const names = new Set(
    rows.map(({ record }) => (record as { names: { text: string }[] }).names[0]?.text),
  );
  expect(names.size).toBeLessThan(2);
  const number = Number([...names][0]?.replace('SYNTHETIC ', '') ?? 0);
  const expected = number === 0 ? 0 : number % 2 === 0 ? size - size / 10 : size;
  expect(rows.length).toBe(expected);
  expect(await store.count('COMPANY', { field: 'world', oneOf: [String(number)] })).toBe(expected);
  return number;
}

/** A follower of the changes: its copy, by what the feed alone says. Numbers come without a gap. */
async function follow(store: Store, copy: Map<string, number>, since: number): Promise<number> {
  let sequence = since;
  for (;;) {
    const entries: ChangeEntry[] = await store.changesSince(sequence, 5_000);
    if (entries.length === 0) return sequence;
    expect(entries.filter((entry, index) => entry.sequence !== sequence + index + 1)).toEqual([]);
    for (const { event, id, sequence: number } of entries) {
      if (event === 'REMOVED') copy.delete(id);
      else copy.set(id, number);
    }
    sequence += entries.length;
  }
}

describe('what is written into SQLite', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kopru-store-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  describeKills(() => `sqlite:${join(folder, 'load.sqlite')}`, { way: 'load', leaseMs: 0 });
  describeKills(() => `sqlite:${join(folder, 'apply.sqlite')}`, { way: 'apply', leaseMs: 0 });
});

describeWithMongo('what is written into MongoDB', () => {
  let mongo: Mongo;
  beforeAll(async () => {
    mongo = await startMongo();
  });
  afterAll(() => mongo.stop(), 180_000);
  describeKills(() => mongo.url(), { way: 'load', leaseMs: 600 });
  describeKills(() => mongo.url(), { way: 'apply', leaseMs: 0 });
});
