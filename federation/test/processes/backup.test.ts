import { copyFile, open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUpStore, createRegistry, openStore } from '@kopru/registry';
import type { Registry } from '@kopru/registry';
import { curatedFolder } from '@kopru/seed';
import { loadLocalRegistries, root } from '../../src/local-registries.ts';
import { companyOf } from '../harness/records.ts';
import { askAt } from '../harness/query-at.ts';
import { startNode } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { startRegistry } from '../harness/registry-process.ts';

// kopru backup copies the database of a registry that runs and is written to; the copy is one of
// the states that the writer had acknowledged.

/**
 * So few that a batch does not fill the log, from which a plain copy of the file would lack the
 * last ones.
 */
const count = 40;
const ids = Array.from({ length: count }, (_, index) => `KZ.w${index}`);

let folder: string;
let file: string;
let registry: Registry;
let stopWriter = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  folder = await makeFolder();
  file = join(folder, 'kazakhstan.sqlite');
  const local = (await loadLocalRegistries()).find(({ definition }) => definition.code === 'KZ')!;
  await startRegistry('kazakhstan', { store: `sqlite:${file}`, seed: curatedFolder('kazakhstan') });
  registry = createRegistry(local, await openStore(`sqlite:${file}`));
});
afterAll(async () => {
  await stopWriter();
  await registry.store.close();
  await cleanUp();
});

/** As a user types it. */
async function kopru(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = startNode([join(root, 'cli', 'src', 'main.ts'), ...args], {
    environment: { KOPRU_DATA: folder },
  });
  const code = await child.ended;
  return { code, said: child.lines.join('\n') };
}

/**
 * Writes one state of the records after another, each with its number in every name, until it is
 * told to stop.
 */
function startWriter() {
  let [begun, acknowledged, isStopped] = [0, 0, false];
  const work = async () => {
    while (!isStopped) {
      begun += 1;
      await registry.write({ put: ids.map((id) => companyOf(id, `State ${begun}`)) });
      acknowledged = begun;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const done = work();
  stopWriter = () => ((isStopped = true), done);
  return {
    acknowledged: () => acknowledged,
    begun: () => begun,
  };
}

/** The number of the one state that a store's written records are of. */
async function stateOf(url: string): Promise<number> {
  const store = await openStore(url);
  try {
    const records = await store.getMany(ids);
    const states = new Set(
      records.map((record) => record && 'names' in record && record.names[0]?.text),
    );
    expect(states.size).toBe(1);
    const { counts } = await store.summary();
    const changes = await store.changesSince(0, 1_000_000);
    expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, index) => index + 1));
    const state = Number(/^State (\d+)$/.exec(String([...states][0]))?.[1]);
    const others = counts.reduce((sum, each) => sum + each.count, 0) - count;
    expect(changes.length).toBe(others + state * count);
    return state;
  } finally {
    await store.close();
  }
}

const copies = 20;

test(`each of ${copies} copies that are made under a writer who never rests is the last acknowledged state or a later one, with all of its changes`, async () => {
  const writer = startWriter();
  await expect.poll(writer.acknowledged).toBeGreaterThan(0);
  const states: number[] = [];
  for (let made = 0; made < copies; made += 1) {
    const copy = join(folder, `copy-${made}.sqlite`);
    const before = writer.acknowledged();
    await backUpStore(`sqlite:${file}`, copy);
    const begun = writer.begun();
    const state = await stateOf(`sqlite:${copy}`);
    expect(state).toBeGreaterThanOrEqual(before);
    expect(state).toBeLessThanOrEqual(begun);
    states.push(state);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // A writer who waits for the copies would prove nothing.
  expect(new Set(states).size).toBe(copies);
});

test('a registry that starts on a copy made by kopru backup during writes serves its records, and kopru check finds no problem', async () => {
  const copy = join(folder, 'copy.sqlite');
  const { code, said } = await kopru('backup', '--registry', 'KZ', copy);
  await stopWriter();
  expect(said).toMatch(/^\d+ bytes in \S+copy\.sqlite$/);
  expect(code).toBe(0);
  expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([]);

  const restored = join(folder, 'restored.sqlite');
  await copyFile(copy, restored);
  const state = await stateOf(`sqlite:${copy}`);
  expect(
    (await kopru('check', '--registry', 'KZ', '--store', `sqlite:${restored}`)).said,
  ).toContain('nothing is wrong');
  const { url } = await startRegistry('kazakhstan', { store: `sqlite:${restored}` });
  const ask = askAt(Number(new URL(url).port));
  const where = `where: { name: "State ${state}" }`;
  const { data, errors } = await ask(
    `{ companies(first: 1, ${where}) { totalCount nodes { name } } changes(first: 1) { more entries { id } } }`,
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    companies: { totalCount: count, nodes: [{ name: `State ${state}` }] },
    changes: { more: true },
  });
});

test('a backup overwrites no file, and copies only the database of a registry', async () => {
  const copy = join(folder, 'refused.sqlite');
  expect(await kopru('backup', '--registry', 'KZ', file)).toEqual({
    code: 1,
    said: `Expected no file at ${file}, but there is one. Name another.`,
  });
  const other = join(folder, 'other.sqlite');
  await writeFile(other, 'not a database, though of some length: '.repeat(100));
  expect(
    (await kopru('backup', '--registry', 'KZ', '--store', `sqlite:${other}`, copy)).said,
  ).toMatch(/^Expected a database at .+, but the file is something else\./);
  await expect(readdir(folder)).resolves.not.toContain('refused.sqlite');
});

test('a damaged database is not copied', async () => {
  const damaged = join(folder, 'damaged.sqlite');
  await copyFile(join(folder, 'copy.sqlite'), damaged);
  const handle = await open(damaged, 'r+');
  const { size } = await handle.stat();
  for (let at = 40 * 4_096; at < size; at += 4_096)
    await handle.write(Buffer.alloc(2_000, 0xa5), 0, 2_000, at);
  await handle.close();
  const { code, said } = await kopru(
    'backup',
    '--registry',
    'KZ',
    '--store',
    `sqlite:${damaged}`,
    join(folder, 'refused.sqlite'),
  );
  expect(said).toMatch(/^Expected a sound database.+ damaged/);
  expect(code).toBe(1);
  await rm(damaged);
});

test('a backup of MongoDB is refused with a hint at mongodump, and the message does not repeat the URL', async () => {
  const { code, said } = await kopru(
    'backup',
    '--registry',
    'KZ',
    '--store',
    'mongodb://u:secret@127.0.0.1/kz',
    join(folder, 'refused.sqlite'),
  );
  expect(said).toBe(
    'Expected a store that is a file (sqlite:FILE), but got mongodb:. MongoDB is backed up by mongodump; see docs/operate.md.',
  );
  expect(code).toBe(1);
});
