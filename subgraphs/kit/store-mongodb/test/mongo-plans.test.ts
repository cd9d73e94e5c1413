import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindOf, kinds } from '@kopru/records';
import { whereFilter } from '@kopru/registry';
import { createMemoryStore } from '@kopru/store';
import { openMongoStore } from '../src/mongo-store.ts';
import type { QueryTrace } from '../src/connect.ts';
import type { PageRequest, Store } from '@kopru/store';
import { describeWithMongo } from '../testing/describe.ts';
import { startMongo } from '../testing/start.ts';
import type { Mongo } from '../testing/start.ts';
import { commonFilters, companies, disjointFilter, rareFilters } from '@kopru/store/testing';

// What MongoDB does for each question that the store really asks.

const kind = kindOf('COMPANY');
const size = 5_000;
const questions = [...rareFilters, ...commonFilters, disjointFilter];
const positions = [
  undefined,
  { key: '2026-02-01T00:00:00.000Z', id: 'KZ.c5' },
  { key: null, id: 'KZ.c5' },
];

interface Stage {
  stage: string;
  indexName?: string;
  inputStage?: Stage;
  inputStages?: Stage[];
}

interface Explained {
  queryPlanner?: { winningPlan: Stage };
  stages?: { $cursor?: { queryPlanner: { winningPlan: Stage } }; $sort?: object }[];
}

/** Candidates are sorted; whatever scans an order must not be. */
const isScan = ({ index }: QueryTrace): boolean => index.startsWith('order_');

const stagesOf = (stage: Stage): Stage[] => [
  stage,
  ...[stage.inputStage, ...(stage.inputStages ?? [])].flatMap((inner) =>
    inner ? stagesOf(inner) : [],
  ),
];

describeWithMongo('on a real server', () => {
  let mongo: Mongo;
  let store: Store;
  let oracle: Store;
  let explainer: mongoose.Connection;
  let asked: QueryTrace[] = [];

  beforeAll(async () => {
    mongo = await startMongo();
    const url = mongo.url();
    store = await openMongoStore(url, { onQuery: (query) => asked.push(query) });
    oracle = createMemoryStore();
    const writes = companies(size).map((put) => ({ put }));
    await store.load(
      (async function* () {
        for (let from = 0; from < size; from += 1_000)
          yield await Promise.resolve(writes.slice(from, from + 1_000));
      })(),
    );
    await oracle.apply(writes);
    explainer = await mongoose.createConnection(url).asPromise();
  });
  afterAll(async () => {
    await explainer.close();
    await store.close();
    await mongo.stop();
  });

  async function askedBy(ask: () => Promise<unknown>): Promise<QueryTrace[]> {
    asked = [];
    await ask();
    return asked;
  }

  async function stagesFor({ collection, pipeline, index }: QueryTrace): Promise<Stage[]> {
    const { queryPlanner, stages } = (await explainer
      .collection(collection)
      .aggregate([...pipeline], { hint: index })
      .explain('queryPlanner')) as Explained;
    const planner = queryPlanner ?? stages?.[0]?.$cursor?.queryPlanner;
    const later = (stages ?? []).flatMap((stage) => ('$sort' in stage ? [{ stage: 'SORT' }] : []));
    return [...stagesOf(planner!.winningPlan), ...later];
  }

  const ask = (
    where: object,
    field: string,
    direction: 'ASC' | 'DESC',
    after?: PageRequest['after'],
  ): PageRequest => ({
    kind: 'COMPANY',
    filter: whereFilter(kind, where as Readonly<Record<string, unknown>>, 'KZ'),
    order: { field, direction },
    first: 50,
    ...(after && { after }),
  });

  test('what the test looks for would be seen: a question without an index, and a sort', async () => {
    const [collection = ''] = (
      await explainer.db!.listCollections({ name: /^records_/ }).toArray()
    ).map(({ name }) => name);
    const scan = await explainer
      .collection(collection)
      .find({ status: 'ACTIVE' })
      .explain('queryPlanner');
    expect(JSON.stringify(scan)).toContain('COLLSCAN');
    const sorted = await stagesFor({
      collection,
      pipeline: [{ $match: { 'index.terms': 'COMPANY' } }, { $sort: { 'index.keys.NAME': 1 } }],
      index: 'terms',
    });
    expect(sorted.map(({ stage }) => stage)).toContain('SORT');
  });

  test('the questions take in every field of the filter', () => {
    const named = new Set(JSON.stringify(questions).match(/\w+(?=":)/g));
    expect(Object.keys(kind.filters).filter((field) => !named.has(field))).toEqual([]);
  });

  test.each(Object.keys(kind.orders))(
    'every page by %s enters an index, walks it in order, and equals the plain store',
    async (field) => {
      const seen = new Map<string, QueryTrace>();
      for (const where of questions) {
        for (const direction of ['ASC', 'DESC'] as const) {
          for (const after of positions) {
            const request = ask(where, field, direction, after);
            for (const each of await askedBy(async () =>
              expect(await store.page(request)).toEqual(await oracle.page(request)),
            ))
              seen.set(JSON.stringify(each), each);
          }
        }
      }
      expect(seen.size).toBeGreaterThan(50);
      for (const each of seen.values()) {
        const stages = await stagesFor(each);
        const names = stages.map(({ stage }) => stage);
        expect(names, JSON.stringify(each)).not.toContain('COLLSCAN');
        if (isScan(each)) expect(names, JSON.stringify(each)).not.toContain('SORT');
        expect(
          stages.filter(({ stage }) => stage === 'IXSCAN').map(({ indexName }) => indexName),
        ).toContain(each.index);
      }
    },
  );

  test('every count and list enters an index, and equals the plain store', async () => {
    const lists = { kind: 'COMPANY', field: 'startup.hub', values: ['KZ.h3', 'KZ.h13'], order: { field: 'NAME', direction: 'ASC' }, first: 20 } as const; // prettier-ignore
    const all = await askedBy(async () => {
      for (const where of questions) {
        const { filter } = ask(where, 'NAME', 'ASC');
        expect(await store.count('COMPANY', filter)).toBe(await oracle.count('COMPANY', filter));
      }
      expect(await store.lists(lists)).toEqual(await oracle.lists(lists));
    });
    expect(all.length).toBeGreaterThan(20);
    for (const each of all)
      expect((await stagesFor(each)).map(({ stage }) => stage)).not.toContain('COLLSCAN');
  });

  test('the facts of a kind are read from an index alone, those of some records enter it by their numbers', async () => {
    const facts = async (each: Store, where: object) =>
      (await Array.fromAsync(each.facts('COMPANY', ask(where, 'NAME', 'ASC').filter)))
        .flat()
        .map((each) => JSON.stringify(each))
        .sort();
    for (const where of questions) {
      const all = await askedBy(async () =>
        expect(await facts(store, where)).toEqual(await facts(oracle, where)),
      );
      for (const each of all) {
        const stages = (await stagesFor(each)).map(({ stage }) => stage);
        expect(stages).not.toContain('COLLSCAN');
        if (Object.keys(where).length === 0) expect(stages).not.toContain('FETCH');
      }
    }
  });

  test('there are fewer than 64 indexes: of terms, of numbers, and one of each order of the kinds', async () => {
    const [collection = ''] = (
      await explainer.db!.listCollections({ name: /^records_/ }).toArray()
    ).map(({ name }) => name);
    const names = (await explainer.collection(collection).indexes()).map(({ name }) =>
      String(name),
    );
    expect(names.length).toBeLessThan(64);
    const orders = new Set(kinds.flatMap((each) => Object.keys(each.orders)));
    expect(names.sort()).toEqual(
      ['_id_', 'terms', 'numbers', ...[...orders].map((order) => `order_${order}`)].sort(),
    );
  });
});
