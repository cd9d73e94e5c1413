import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../src/sqlite-store.ts';
import type { Store } from '@kopru/store';
import { indexed } from '@kopru/store/testing';

let folder: string;
let file: string;
const writers: Writer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-store-'));
  file = join(folder, 'registry.sqlite');
});
afterEach(async () => {
  await Promise.all(writers.splice(0).map((writer) => writer.kill()));
  await rm(folder, { recursive: true });
});

interface Writer {
  /** Resolves when the process has printed the line. */
  said(line: 'begin' | 'done'): Promise<void>;
  hasSaid(line: 'begin' | 'done'): boolean;
  kill(): Promise<void>;
}

/**
 * Starts a process that writes one batch of records `KZ.<prefix>0` and up, each with the term
 * `<prefix>`.
 */
function startWriter(prefix: string, count: number): Writer {
  const script = join(import.meta.dirname, 'apply-batch.ts');
  const child = spawn(process.execPath, [script, file, prefix, String(count)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const hasSaid = (line: string) => printed.split('\n').includes(line);
  const writer: Writer = {
    hasSaid,
    said: (line) =>
      new Promise((resolve, reject) => {
        const check = () => hasSaid(line) && resolve();
        child.stdout.on('data', check);
        child.once('exit', () =>
          reject(new Error(`Expected "${line}", but the process ended: ${errors}`)),
        );
        check();
      }),
    kill: () => endOf(child),
  };
  writers.push(writer);
  return writer;
}

/** Kills with SIGKILL, so that nothing is flushed, closed or rolled back. */
function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

const countOf = (store: Store, prefix: string) =>
  store.count('COMPANY', { field: prefix, oneOf: ['x'] });

/** Opens a store on the file for one read. */
async function withReopened<T>(read: (store: Store) => Promise<T>): Promise<T> {
  const store = openSqliteStore(file);
  try {
    return await read(store);
  } finally {
    await store.close();
  }
}

describe('a batch written by another process', () => {
  test('survives a kill of the process right after the acknowledgement', async () => {
    const writer = startWriter('a', 300);
    await writer.said('done');
    await writer.kill();
    await withReopened(async (store) => {
      expect(await countOf(store, 'a')).toBe(300);
      expect((await store.changesSince(0, 1_000)).length).toBe(300);
      expect((await store.getMany(['KZ.a0', 'KZ.a299'])).every((record) => record !== null)).toBe(
        true,
      );
    });
  });

  test('is wholly absent or wholly present after a kill in the middle of it', async () => {
    const size = 6_000;
    const outcomes: { acknowledged: boolean; count: number }[] = [];
    for (const [index, afterMs] of [5, 40, 120, 250, 500, 2_000].entries()) {
      const writer = startWriter(`b${index}x`, size);
      await writer.said('begin');
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await writer.kill();
      outcomes.push({
        acknowledged: writer.hasSaid('done'),
        count: await withReopened(async (store) => {
          const count = await countOf(store, `b${index}x`);
          const ids = (await store.changesSince(0, 100_000)).filter(({ id }) =>
            id.startsWith(`KZ.b${index}x`),
          );
          expect(ids.length).toBe(count);
          return count;
        }),
      });
    }
    expect(outcomes.filter(({ count }) => count !== 0 && count !== size)).toEqual([]);
    expect(outcomes.filter(({ acknowledged, count }) => acknowledged && count === 0)).toEqual([]);
    expect(outcomes[0]).toEqual({ acknowledged: false, count: 0 });
  });

  test('is visible to an open store, even if its fields are new to that store', async () => {
    const store = openSqliteStore(file);
    await store.apply([{ put: indexed('KZ.own', { first: '0' }) }]);
    expect(await countOf(store, 'c')).toBe(0);
    await startWriter('c', 5).said('done');
    expect(await countOf(store, 'c')).toBe(5);
    expect((await store.summary()).counts).toEqual([{ kind: 'COMPANY', count: 6 }]);
    await store.apply([{ put: indexed('KZ.c0', { first: '0' }) }]);
    expect(await countOf(store, 'c')).toBe(4);
    await store.close();
  });

  test('waits for the batch of a third process, and both are stored', async () => {
    const [first, second] = [startWriter('d', 2_000), startWriter('e', 2_000)];
    await Promise.all([first.said('done'), second.said('done')]);
    await withReopened(async (store) => {
      expect([await countOf(store, 'd'), await countOf(store, 'e')]).toEqual([2_000, 2_000]);
      const sequences = (await store.changesSince(0, 10_000)).map(({ sequence }) => sequence);
      expect(sequences).toEqual(Array.from({ length: 4_000 }, (_, index) => index + 1));
    });
  });
});

test('four processes may open a new file at the same time', async () => {
  const all = ['f', 'g', 'h', 'i'].map((prefix) => startWriter(prefix, 10));
  await Promise.all(all.map((writer) => writer.said('done')));
  await withReopened(async (store) => {
    expect((await store.summary()).counts).toEqual([{ kind: 'COMPANY', count: 40 }]);
  });
});
