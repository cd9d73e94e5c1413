import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindOf } from '@kopru/records';
import { whereFilter } from '@kopru/registry';
import { createMemoryStore } from '@kopru/store';
import { openMongoStore } from '../src/mongo-store.ts';
import type { Asked } from '../src/view.ts';
import type { PageRequest, Store } from '@kopru/store';
import { describeWithMongo } from '../testing/describe.ts';
import { startMongo } from '../testing/start.ts';
import type { Mongo } from '../testing/start.ts';
import { commonQuestions, companies, neverMeeting, rareQuestions } from '@kopru/store/testing';

// What MongoDB does for each question that the store really asks.

const kind = kindOf('COMPANY');
const size = 5_000;
const questions = [...rareQuestions, ...commonQuestions, neverMeeting];
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
  let asked: Asked[] = [];

  beforeAll(async () => {
    mongo = await startMongo();
    const url = mongo.url();
    store = await openMongoStore(url, { observe: (question) => asked.push(question) });
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

  async function askedBy(ask: () => Promise<unknown>): Promise<Asked[]> {
    asked = [];
    await ask();
    return asked;
  }

  async function stagesFor({
    collection,
    match,
    index,
    sort,
    limit,
    fields,
  }: Asked): Promise<Stage[]> {
    const cursor = explainer
      .collection(collection)
      .find(match, { projection: fields ?? {} })
      .hint(index);
    const explained = await (sort ? cursor.sort(sort).limit(limit ?? 0) : cursor).explain(
      'queryPlanner',
    );
    return stagesOf(
      (explained as { queryPlanner: { winningPlan: Stage } }).queryPlanner.winningPlan,
    );
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
      .find({ 'doc.status': 'ACTIVE' })
      .explain('queryPlanner');
    expect(JSON.stringify(scan)).toContain('COLLSCAN');
    const sorted = await stagesFor({
      collection,
      match: { terms: 'COMPANY' },
      index: 'terms',
      sort: { 'keys.NAME': 1 },
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
      const seen = new Map<string, Asked>();
      for (const where of questions) {
        for (const direction of ['ASC', 'DESC'] as const) {
          for (const after of positions) {
            const request = ask(where, field, direction, after);
            for (const each of await askedBy(async () =>
              expect(await store.page(request)).toEqual(await oracle.page(request)),
            ))
              seen.set(JSON.stringify([each.match, each.index, each.sort]), each);
          }
        }
      }
      expect(seen.size).toBeGreaterThan(50);
      for (const each of seen.values()) {
        const stages = await stagesFor(each);
        const names = stages.map(({ stage }) => stage);
        expect(names, JSON.stringify(each)).not.toContain('COLLSCAN');
        expect(names, JSON.stringify(each)).not.toContain('SORT');
        expect(
          stages.filter(({ stage }) => stage === 'IXSCAN').map(({ indexName }) => indexName),
        ).toContain(each.index);
      }
    },
  );

  test('every count and list enters an index, and equals the plain store', async () => {
    const lists = {
      kind: 'COMPANY',
      field: 'startup.hub',
      values: ['KZ.h3', 'KZ.h13'],
      order: { field: 'NAME', direction: 'ASC' },
      first: 20,
    } as const;
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

  test('facts of all records of a kind are told by an index alone, those of some enter the one of the terms', async () => {
    const facts = async (each: Store, where: object) =>
      (await Array.fromAsync(each.facts('COMPANY', ask(where, 'NAME', 'ASC').filter)))
        .flat()
        .map((each) => JSON.stringify(each))
        .sort();
    for (const where of questions) {
      const all = await askedBy(async () =>
        expect(await facts(store, where)).toEqual(await facts(oracle, where)),
      );
      for (const { index, ...each } of all) {
        const stages = (await stagesFor({ ...each, index })).map(({ stage }) => stage);
        expect(stages).not.toContain('COLLSCAN');
        if (index === 'facts') expect(stages).toEqual(['PROJECTION_COVERED', 'IXSCAN']);
      }
      expect(all.some(({ index }) => index === 'facts')).toBe(Object.keys(where).length === 0);
    }
  });

  test('there are fewer than 64 indexes, each the one of an order of some kind, of the terms, of the numbers or of the facts', async () => {
    const [collection = ''] = (
      await explainer.db!.listCollections({ name: /^records_/ }).toArray()
    ).map(({ name }) => name);
    const names = (await explainer.collection(collection).indexes()).map(({ name }) =>
      String(name),
    );
    expect(names.length).toBeLessThan(64);
    expect(names).toEqual(
      expect.arrayContaining([
        '_id_',
        'terms',
        'number',
        'facts',
        ...Object.keys(kind.orders).map((order) => `shared_${order}`),
      ]),
    );
  });
});
