import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { graphql } from 'graphql';
import { createRegistry, openStore } from '@kopru/registry';
import { loadRegistryModule, readRecord } from '@kopru/records';
import type { PageRequest, Store, Write } from '@kopru/store';
import type { Registry } from '@kopru/registry';
import { findMongod } from '@kopru/store-mongodb/testing/binary';
import { startOwnMongo } from '@kopru/store-mongodb/testing/start';
import { filterOf, kind, newest, shapesOf } from './store-shapes.ts';
import type { Shape } from './store-shapes.ts';
import { generateSynthetic } from '@kopru/seed';

// npm run bench:store [-- --sizes 1000,10000 --stores sqlite,mongodb --seed 1 --keep FOLDER]: how
// long one registry's store takes for each shape of
// question, at several sizes. With --keep the files of SQLite stay there, and those of an earlier
// run are asked again. All records are SYNTHETIC.

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    stores: { type: 'string', default: 'sqlite,mongodb' },
    seed: { type: 'string', default: '1' },
    random: { type: 'string', default: '300' },
    keep: { type: 'string' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const seed = Number(values.seed);
const rounds = 60;
const batch = 1_000;
/**
 * So many batches are made before they are stored, since a store may write one while the next is
 * made.
 */
const atOnce = 10;

const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const module = await loadRegistryModule(join(import.meta.dirname, '..', 'subgraphs', 'kazakhstan'));
const registry = createRegistry(module, await openStore('memory:'));
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'kopru-bench-'));
const mongo =
  values.stores.includes('mongodb') && findMongod() !== null ? await startOwnMongo(1, 4) : null;
if (values.stores.includes('mongodb') && !mongo)
  print('MongoDB left out: no server on this machine; npm run mongod fetches one');

async function measureStore(name: string, urlOf: (size: number) => string): Promise<void> {
  const medians = new Map<string, number[]>();
  for (const size of sizes) {
    const url = urlOf(size);
    const store = await openStore(url);
    print(`\n${name}, ${size.toLocaleString('en')} companies and the other kinds in proportion`);
    if ((await store.summary()).counts.length === 0) await load(store, registry, size);
    if (url.startsWith('sqlite:'))
      print(`  file ${Math.round(statSync(url.slice(7)).size / 1e6)} MB`);
    print('  shape                                    p50 ms    p95 ms');
    for (const shape of await shapesOf(store)) {
      const times = await timesOf(store, shape);
      const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
      medians.set(shape.name, [...(medians.get(shape.name) ?? []), p50]);
      print(
        `  ${shape.name.padEnd(38)} ${p50.toFixed(2).padStart(8)} ${p95.toFixed(2).padStart(9)}`,
      );
    }
    await measureStatistics(store);
    await measureDelta(store, registry);
    const worst = await worstOf(store, Number(values.random));
    print(
      `  ${values.random} random questions (seed ${seed}): p50 ${worst.p50.toFixed(1)} ms, p95 ${worst.p95.toFixed(1)} ms, worst ${worst.ms.toFixed(1)} ms, ${worst.question}`,
    );
    await store.close();
  }
  print(`\n${name}: p50 at ${sizes.at(-1)} records over p50 at ${sizes[0]}`);
  for (const [shape, [first = 0, ...more]] of medians)
    print(`  ${shape.padEnd(38)} ${((more.at(-1) ?? first) / first).toFixed(2).padStart(8)} ×`);
}

async function load(store: Store, { schema }: Registry, companies: number): Promise<void> {
  let making = 0;
  let records = 0;
  const memory: number[] = [];
  async function* batches(): AsyncGenerator<Write[]> {
    for (let made = 0; made < companies;) {
      const startedAt = performance.now();
      const some: Write[][] = [];
      for (; some.length < atOnce && made < companies; records += batch) {
        const drawn = [
          ...generateSynthetic({ registry: 'KZ', seed, count: batch, startAt: records }),
        ];
        const writes = drawn.map((each) => ({ put: readRecord('KZ', schema, each) }));
        made += writes.filter(({ put }) => put.record.kind === 'COMPANY').length;
        some.push(writes);
      }
      memory.push(process.memoryUsage().rss / 1e6);
      making += performance.now() - startedAt;
      yield* some;
      await Promise.resolve();
    }
  }
  const startedAt = performance.now();
  await store.load(batches());
  const took = performance.now() - startedAt;
  const rate = (ms: number) => Math.round(records / (ms / 1_000)).toLocaleString('en');
  const half = memory.length >> 1;
  print(
    `  loaded ${records.toLocaleString('en')} records: ${rate(took - making)} a second stored, ${rate(took)} with drawing and validating them`,
  );
  print(
    `  memory of this process at most ${Math.round(Math.max(...memory.slice(0, half + 1)))} MB in the first half, ${Math.round(Math.max(...memory.slice(half)))} MB in the second`,
  );
}

async function timesOf(store: Store, { where, order, deep }: Shape): Promise<number[]> {
  const request: PageRequest = { kind: 'COMPANY', filter: filterOf(where), order, first: 50 };
  const starts = deep ? await deepPlaces(store, request) : [undefined];
  const times: number[] = [];
  for (let round = -5; round < rounds; round += 1) {
    const after = starts[Math.abs(round) % starts.length];
    const startedAt = performance.now();
    await store.page({ ...request, ...(after && { after }) });
    if (round >= 0) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b);
}

/** Places all over the order, taken from the records of a rare term. */
async function deepPlaces(
  store: Store,
  { order }: PageRequest,
): Promise<NonNullable<PageRequest['after']>[]> {
  const page = await store.page({
    kind: 'COMPANY',
    filter: filterOf({ founded: { from: '1999', to: '1999' } }),
    order,
    first: 200,
  });
  const places = page.rows.map(({ key, record }) => ({ key, id: record.id }));
  return places.length > 0 ? places : [{ key: null, id: 'KZ.' }];
}

/** As the registry answers them, each at the best of three. */
async function measureStatistics(store: Store): Promise<void> {
  const asked = createRegistry(module, store);
  for (const where of ['', 'where: {divisions: ["24"]}, ']) {
    const source = `{ companyStatistics(${where}by: [SECTION, REGION_CODE]) { cells { count employees turnoverUsd } } }`;
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const startedAt = performance.now();
      const { errors } = await graphql({
        schema: asked.schema,
        source,
        contextValue: asked.createContext(60_000),
      });
      if (errors) throw new Error(errors[0]?.message);
      times.push(performance.now() - startedAt);
    }
    print(
      `  statistics by section and region, ${where === '' ? 'of all' : 'in a division'}: ${Math.min(...times).toFixed(0)} ms`,
    );
  }
}

const changedRows = 1_500;

/**
 * A load of so many records that are there already, each with another number of employees: the best
 * of three.
 */
async function measureDelta(store: Store, { schema }: Registry): Promise<void> {
  const { rows } = await store.page({
    kind: 'COMPANY',
    filter: { all: [] },
    order: newest,
    first: changedRows,
  });
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const writes = rows.map(({ record }, index) => ({
      put: readRecord('KZ', schema, { ...record, employees: index + round }),
    }));
    async function* batches(): AsyncGenerator<Write[]> {
      for (let from = 0; from < writes.length; from += batch)
        yield await Promise.resolve(writes.slice(from, from + batch));
    }
    const startedAt = performance.now();
    await store.load(batches());
    times.push(performance.now() - startedAt);
  }
  print(
    `  a load of ${changedRows.toLocaleString('en')} changed records: ${Math.min(...times).toFixed(0)} ms`,
  );
}

const awayDeadlineMs = 500;

/** How long a request waits for a database that is down, of whose deadline so much is left. */
async function measureAway(store: Store, goAway: () => Promise<void>): Promise<void> {
  await store.summary();
  await goAway();
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const startedAt = performance.now();
    const outcome = await store
      .until(startedAt + awayDeadlineMs)
      .summary()
      .then(
        () => 'answered',
        () => 'failed',
      );
    if (outcome === 'answered')
      throw new Error('Expected a database that is down, but it answered');
    times.push(performance.now() - startedAt);
  }
  print(
    `\nMongoDB down, a deadline of ${awayDeadlineMs} ms: fails after ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`,
  );
}

interface Worst {
  ms: number;
  question: string;
  p50: number;
  p95: number;
}

/**
 * Questions of one to three fields in a random order, each asked twice and taken at its best: how
 * long they take, and the slowest of them.
 */
async function worstOf(store: Store, count: number): Promise<Worst> {
  const random = lcg(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const fields: (() => Record<string, unknown>)[] = [
    () => ({ status: [pick(['ACTIVE', 'SUSPENDED', 'DISSOLVED', 'MERGED', 'UNKNOWN'])] }),
    () => ({ sections: [pick(['A', 'B', 'C', 'F', 'G', 'J', 'M'])] }),
    () => ({ divisions: [pick(['01', '10', '24', '25', '29', '62'])] }),
    () => ({ locality: pick(['oskemen', 'almaty', 'astana']) }),
    () => ({ name: pick(['a', 'alma', 'synthetic', 'too', 'temir bolat', 'qazaq']) }),
    () => ({ founded: { from: pick(['1950', '1990', '2005', '2023']) } }),
    () => ({ employees: { gte: pick([0, 10, 100, 1_000, 20_000]) } }),
    () => ({ exporter: pick([true, false]) }),
    () => ({ stateOwned: pick([true, false]) }),
    () => ({ sizeClass: [pick(['MICRO', 'SMALL', 'MEDIUM', 'LARGE'])] }),
    () => ({ turnoverUsd: { gte: pick(['1000', '1000000', '1000000000']) } }),
    () => ({ hs: [pick(['72', '27', '8703', '1001'])] }),
    () => ({ related: { kinds: [pick(['SUPPLIES', 'SUBSIDIARY_OF', 'MEMBER_OF'])] } }),
    () => ({ startup: { isStartup: pick([true, false]) } }),
    () => ({ not: { status: ['ACTIVE'] } }),
  ];
  const orders = Object.keys(kind.orders);
  let worst = { ms: 0, question: '' };
  const all: number[] = [];
  for (let asked = 0; asked < count; asked += 1) {
    const where = Object.assign(
      {},
      ...Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(fields)()),
    ) as Record<string, unknown>;
    const order = { field: pick(orders), direction: pick(['ASC', 'DESC'] as const) };
    const request = { kind: 'COMPANY', filter: filterOf(where), order, first: 50 } as const;
    const times: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      const startedAt = performance.now();
      await store.page(request);
      times.push(performance.now() - startedAt);
    }
    const ms = Math.min(...times);
    all.push(ms);
    if (ms > worst.ms)
      worst = { ms, question: `${JSON.stringify(where)} by ${order.field} ${order.direction}` };
  }
  all.sort((a, b) => a - b);
  return { ...worst, p50: quantile(all, 0.5), p95: quantile(all, 0.95) };
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.floor(q * (sorted.length - 1))] ?? 0;

/** Numerical Recipes' generator: the same questions for the same seed. */
function lcg(start: number): () => number {
  let state = start >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

try {
  for (const name of values.stores.split(',')) {
    if (name === 'mongodb' && !mongo) continue;
    await measureStore(name, (size) =>
      name === 'mongodb' ? (mongo?.url() ?? '') : `sqlite:${join(folder, `${size}.sqlite`)}`,
    );
  }
  if (mongo) {
    const store = await openStore(mongo.url());
    await measureAway(store, () => mongo.stop());
    await store.close();
  }
} finally {
  await mongo?.stop();
  if (values.keep === undefined) rmSync(folder, { recursive: true });
}
