import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkStore } from '@kopru/store';
import { createRegistry } from '../src/registry.ts';
import { indexRecord, kindOf, loadRegistryModule } from '@kopru/records';
import { openStore } from '../src/open-store.ts';
import type { StoreCheckResult, StoreProblem } from '@kopru/store';
import { describeWithMongo, startMongo } from '@kopru/store-mongodb/testing';
import type { Mongo } from '@kopru/store-mongodb/testing';
import { companies } from '@kopru/store/testing';

// kopru check: what goes wrong beneath a store is found, and named.

const module = await loadRegistryModule(join(import.meta.dirname, '..', '..', '..', 'kazakhstan'));
const made = companies(1_100).map((put) => ({ put }));
const { id } = made[0]!.put.record;

async function check(
  url: string,
): Promise<{ checked: StoreCheckResult; problems: StoreProblem[] }> {
  const store = await openStore(url);
  const problems: StoreProblem[] = [];
  const registry = createRegistry(module, store);
  const checked = await checkStore({
    registry,
    report: (problem) => problems.push(problem),
  }).finally(() => store.close());
  return { checked, problems };
}

async function fill(url: string): Promise<void> {
  const store = await openStore(url);
  await store.apply(made);
  await store.apply([{ remove: made[1]!.put.record.id }, made[2]!]);
  await store.close();
}

/** What one of the records is, after somebody has written to the database by other means. */
const damages = {
  'a record that no longer fits the contract': [
    {
      id,
      expected: 'a record that fits the contract',
      found: 'status: Invalid option: expected one of "ACTIVE"',
    },
  ],
  'a lost term': [
    { id: null, expected: /^\d+ records of COMPANY by status = ACTIVE$/, found: /^\d+$/ },
  ],
  'a value that leads to no record': [
    {
      id: null,
      expected: /^\d+ records of COMPANY by status = ACTIVE to be read$/,
      found: /^\d+$/,
    },
  ],
  'a place that it has in no order': [
    { id: null, expected: '1099 records of COMPANY in the order NAME', found: '1098' },
  ],
  "facts that are another record's": [
    { id: null, expected: /^more records of COMPANY with the facts \[/, found: '1 missing' },
  ],
  'a lost change': [{ id, expected: 'a change entry that adds it as COMPANY', found: 'none' }],
} as const;
type Damage = keyof typeof damages;

function describeChecks(
  name: string,
  urlOf: () => string,
  damageBy: (url: string) => Record<Damage, () => unknown>,
) {
  describe(`a store on ${name}`, () => {
    test('in which nothing is wrong', async () => {
      const url = urlOf();
      await fill(url);
      expect(await check(url)).toEqual({
        checked: { records: 1_099, changes: 1_102 },
        problems: [],
      });
    });

    test.each(Object.keys(damages) as Damage[])('with %s', async (damage) => {
      const url = urlOf();
      await fill(url);
      await damageBy(url)[damage]();
      const { problems } = await check(url);
      for (const expected of damages[damage])
        expect(problems).toContainEqual({
          id: expected.id,
          expected: expect.stringMatching(expected.expected) as string,
          found: expect.stringMatching(expected.found) as string,
        });
    });

    test('of ids that are the beginnings of others, under one name, in which nothing is wrong', async () => {
      const url = urlOf();
      const store = await openStore(url);
      const ids = ['1', '2', ...Array.from({ length: 150 }, (_, index) => String(1_000 + index))];
      const kind = kindOf('COMPANY');
      await store.apply(
        ids.map((native) => ({
          put: indexRecord(kind, { ...made[0]!.put.record, id: `KZ.${native}` }),
        })),
      );
      await store.close();
      expect((await check(url)).problems).toEqual([]);
    });

    test('that is written to meanwhile is not judged', async () => {
      const url = urlOf();
      await fill(url);
      const [store, other] = [await openStore(url), await openStore(url)];
      let written: Promise<void> | undefined;
      const progress = () => void (written ??= other.apply([{ remove: made[9]!.put.record.id }]));
      const told: StoreProblem[] = [];
      const checking = checkStore({
        registry: createRegistry(module, store),
        report: (problem) => told.push(problem),
        progress,
      });
      await expect(checking).rejects.toThrow(
        'Expected a store that nobody writes to while it is checked',
      );
      expect(told).toEqual([]);
      await written;
      await Promise.all([store.close(), other.close()]);
    });
  });
}

let folder: string;
let files = 0;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kopru-check-'))));
afterAll(() => rm(folder, { recursive: true }));

describeChecks(
  'SQLite',
  () => `sqlite:${join(folder, `${(files += 1)}.sqlite`)}`,
  (url) => {
    const run = (sql: string) => () => {
      const database = new DatabaseSync(url.slice('sqlite:'.length));
      database.exec(sql.replaceAll('$n', `(SELECT n FROM record WHERE id = '${id}')`));
      database.close();
    };
    const number = (field: string) =>
      `(SELECT number FROM field WHERE kind = 'COMPANY' AND name = '${field}')`;
    return {
      'a record that no longer fits the contract': run(
        `UPDATE record SET doc = replace(doc, '"ACTIVE"', '"GONE"') WHERE n = $n`,
      ),
      'a lost term': run(
        `DELETE FROM posting WHERE level = 0 AND field = ${number('status')} AND value = 'ACTIVE'`,
      ),
      'a value that leads to no record': run(
        `DELETE FROM posting WHERE level = 0 AND field = ${number('status')} AND value = 'ACTIVE'`,
      ),
      'a place that it has in no order': run(
        `DELETE FROM sort_key WHERE n = $n AND field = ${number('NAME')}`,
      ),
      "facts that are another record's": run(`UPDATE fact SET facts = '[]' WHERE n = $n`),
      'a lost change': run(`DELETE FROM change WHERE id = '${id}'`),
    };
  },
);

describeWithMongo('on a real server', () => {
  let mongo: Mongo;
  beforeAll(async () => void (mongo = await startMongo()));
  afterAll(() => mongo.stop());
  describeChecks(
    'MongoDB',
    () => mongo.url(),
    (url) => {
      const run =
        (
          collection: string,
          work: (records: mongoose.mongo.Collection<{ _id: string }>) => Promise<unknown>,
        ) =>
        async () => {
          const connection = await mongoose.createConnection(url).asPromise();
          await work(connection.collection(collection));
          await connection.close();
        };
      const records = (update: object) =>
        run('records_1', (each) =>
          each.updateOne({ _id: id }, update, { bypassDocumentValidation: true }),
        );
      return {
        'a record that no longer fits the contract': records({ $set: { status: 'GONE' } }),
        'a lost term': run('bitmaps_1', (each) =>
          each.deleteMany({ _id: /^COMPANY status 0 ACTIVE/ }),
        ),
        'a value that leads to no record': records({
          $pull: {
            'index.terms': 'COMPANY status ACTIVE',
            'index.shared': 'COMPANY status ACTIVE',
          },
        }),
        'a place that it has in no order': records({ $pull: { 'index.shared': 'COMPANY' } }),
        "facts that are another record's": records({ $set: { 'index.facts': '[]' } }),
        'a lost change': run('changes', (each) => each.deleteMany({ id })),
      };
    },
  );
});
