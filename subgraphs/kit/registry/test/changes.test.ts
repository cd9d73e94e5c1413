import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRegistry } from '../src/registry.ts';
import { loadRegistryModule } from '@kopru/records';
import { openStore } from '../src/open-store.ts';
import type { Registry } from '../src/registry.ts';
import { describeWithMongo, startMongo } from '@kopru/store-mongodb/testing';

const module = await loadRegistryModule(join(import.meta.dirname, '..', '..', '..', 'kazakhstan'));
const kinds = ['COMPANY', 'INVESTOR', 'ASSOCIATION'] as const;

const record = (id: string, kind: (typeof kinds)[number]) => ({
  id,
  kind,
  names: [{ text: `SYNTHETIC ${id}`, language: 'kk-Cyrl', kind: 'LEGAL' }],
  status: 'ACTIVE',
  ...(kind === 'INVESTOR' && { investorKind: 'VENTURE_FUND' }),
  provenance: { source: 'SYNTHETIC', licence: 'CC0-1.0', modifiedAt: '2026-11-24T00:00:00.000Z' },
});

interface ChangePage {
  entries: {
    token: string;
    kind: string;
    id: string;
    event: string;
    successor: string | null;
    record: { id: string } | null;
  }[];
  next: string;
  more: boolean;
}
interface Answer {
  data?: { changes: ChangePage } | null;
  errors?: { message: string; extensions: { code: string } }[];
}

async function ask(registry: Registry, variableValues: Record<string, unknown>): Promise<Answer> {
  const source = `query ($since: ChangeToken, $kinds: [RecordKind!], $registries: [RegistryCode!], $first: Int) {
    changes(since: $since, kinds: $kinds, registries: $registries, first: $first) {
      entries { token kind id event successor record { id } } next more
    }
  }`;
  const contextValue = registry.createContext();
  return JSON.parse(
    JSON.stringify(
      await graphql({ schema: registry.schema, source, variableValues, contextValue }),
    ),
  ) as Answer;
}

/** Whoever starts from nothing and is told of changes alone. */
class Follower {
  readonly kindOf = new Map<string, string>();
  readonly registry: Registry;
  readonly wanted: readonly string[] | null;
  since: string | null = null;
  read = 0;
  constructor(registry: Registry, wanted: readonly string[] | null = null) {
    this.registry = registry;
    this.wanted = wanted;
  }
  async readPage(first: number): Promise<boolean> {
    const { data, errors } = await ask(this.registry, {
      since: this.since,
      first,
      kinds: this.wanted,
    });
    expect(errors).toBeUndefined();
    const page = data!.changes;
    expect(page.entries.length).toBeLessThanOrEqual(first);
    for (const { id, kind, event } of page.entries) {
      this.read += 1;
      // Each event is one that can happen to what is known: nothing was passed over, nothing came
      // twice.
      expect([id, event, this.kindOf.get(id)]).toEqual([
        id,
        event,
        event === 'ADDED' ? undefined : kind,
      ]);
      if (event === 'ADDED') this.kindOf.set(id, kind);
      else if (event !== 'UPDATED') this.kindOf.delete(id);
    }
    this.since = page.next;
    return page.more;
  }
  async catchUp(first: number): Promise<void> {
    while (await this.readPage(first));
  }
}

/** Every record by its kind, asked of the store itself. */
async function stored(
  registry: Registry,
  wanted: readonly string[] | null = null,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const kind of kinds.filter((each) => wanted?.includes(each) ?? true)) {
    const order = { field: 'NAME', direction: 'ASC' } as const;
    const { rows } = await registry.store.page({ kind, filter: { all: [] }, order, first: 10_000 });
    for (const row of rows) found.set(row.record.id, kind);
  }
  return found;
}

const write = fc.record({
  id: fc.integer({ min: 0, max: 12 }).map((number) => `KZ.r${number}`),
  kind: fc.constantFrom(...kinds),
  act: fc.constantFrom('put', 'put', 'put', 'remove', 'merge'),
});
type RandomWrite = typeof write extends fc.Arbitrary<infer T> ? T : never;

const carryOut = (registry: Registry, writes: readonly RandomWrite[]): Promise<void> =>
  registry.write({
    put: writes.filter(({ act }) => act === 'put').map(({ id, kind }) => record(id, kind)),
    remove: writes.filter(({ act }) => act === 'remove').map(({ id }) => id),
    merge: Object.fromEntries(
      writes.filter(({ act }) => act === 'merge').map(({ id }) => [id, 'TR.elsewhere']),
    ),
  });

function describeChanges(name: string, open: () => Promise<string>): void {
  describe(`the changes of a registry on ${name}`, () => {
    let url: string;
    const opened: Registry[] = [];
    const openRegistry = async () => {
      const registry = createRegistry(module, await openStore(url));
      opened.push(registry);
      return registry;
    };
    beforeAll(async () => void (url = await open()));
    afterAll(() => Promise.all(opened.map(({ store }) => store.close())));

    test(
      'let a follower know after each batch what records there are, whatever the size of its pages',
      { timeout: 300_000 },
      async () => {
        const registry = await openRegistry();
        const all = new Follower(registry);
        const some = new Follower(registry, ['COMPANY', 'INVESTOR']);
        const batches = fc.array(fc.array(write, { maxLength: 8 }), { minLength: 1, maxLength: 5 });
        await fc.assert(
          fc.asyncProperty(batches, fc.integer({ min: 1, max: 9 }), async (each, first) => {
            for (const writes of each) {
              await carryOut(registry, writes);
              await all.catchUp(first);
              await some.catchUp(first);
              expect(all.kindOf).toEqual(await stored(registry));
              expect(some.kindOf).toEqual(await stored(registry, ['COMPANY', 'INVESTOR']));
            }
          }),
          { numRuns: 25, endOnFailure: true },
        );
        expect(all.read).toBeGreaterThan(some.read);
      },
    );

    test(
      'are whole though two processes write while they are read',
      { timeout: 120_000 },
      async () => {
        const [one, other, reading] = [
          await openRegistry(),
          await openRegistry(),
          await openRegistry(),
        ];
        const follower = new Follower(reading);
        await follower.catchUp(200);
        let writing = true;
        const writer = async (registry: Registry, offset: number) => {
          for (let round = 0; round < 25; round += 1) {
            const put = Array.from({ length: 6 }, (_, index) =>
              record(`KZ.c${(round + index + offset) % 20}`, kinds[(round + index) % 3]!),
            );
            await registry.write({ put, remove: [`KZ.c${(round * 7 + offset) % 20}`] });
          }
        };
        const following = async () => {
          while (writing) {
            await follower.readPage(5);
            await new Promise((resolve) => setImmediate(resolve));
          }
        };
        const done = following();
        await Promise.all([writer(one, 0), writer(other, 3)]);
        writing = false;
        await done;
        await follower.catchUp(200);
        expect(follower.kindOf).toEqual(await stored(reading));
        expect(follower.read).toBeGreaterThan(300);
      },
    );

    test('can be read on from any one of them, with the record as it is now', async () => {
      const registry = await openRegistry();
      const since = (await ask(registry, {})).data!.changes;
      const start = new Follower(registry);
      await start.catchUp(200);
      await registry.write({
        put: [record('KZ.x', 'COMPANY'), record('KZ.y', 'COMPANY'), record('KZ.z', 'COMPANY')],
      });
      await registry.write({ merge: { 'KZ.y': 'KZ.x' } });
      const { entries: changes } = (await ask(registry, { since: start.since })).data!.changes;
      const rest = (await ask(registry, { since: changes[1]!.token })).data!.changes;
      expect(rest.entries).toEqual([
        {
          token: expect.any(String) as string,
          kind: 'COMPANY',
          id: 'KZ.z',
          event: 'ADDED',
          successor: null,
          record: { id: 'KZ.z' },
        },
        {
          token: rest.next,
          kind: 'COMPANY',
          id: 'KZ.y',
          event: 'MERGED',
          successor: 'KZ.x',
          record: null,
        },
      ]);
      expect(since.entries.length).toBeGreaterThan(0);
    });

    test('are none where other registries are asked', async () => {
      const registry = await openRegistry();
      const { data } = await ask(registry, { registries: ['TR'] });
      expect(data?.changes).toMatchObject({ entries: [], more: false });
      expect(
        (await ask(registry, { since: data?.changes.next, first: 1 })).data?.changes.entries,
      ).toHaveLength(1);
    });

    test.each([
      ['no token', { since: 'x' }, 'CHANGE_TOKEN_MALFORMED'],
      [
        'the token of a history this registry never had',
        { since: tokenOf(1, 'another_') },
        'CHANGE_TOKEN_UNKNOWN',
      ],
      [
        'the token of a change still to come, as a restored backup sees it',
        { since: tokenOf(99_999, 'another_') },
        'CHANGE_TOKEN_UNKNOWN',
      ],
      ['no kinds', { kinds: [] }, 'FILTER_LIST_EMPTY'],
      ['nothing', { first: 0 }, 'CHANGES_OUT_OF_RANGE'],
      ['too many', { first: 201 }, 'CHANGES_OUT_OF_RANGE'],
    ])('are refused to who asks with %s', async (_, variables, code) => {
      const { errors } = await ask(await openRegistry(), variables);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    });
  });
}

function tokenOf(sequence: number, mark: string): string {
  return Buffer.from(JSON.stringify([sequence, mark])).toString('base64url');
}

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kopru-changes-'))));
afterAll(() => rm(folder, { recursive: true }));

describeChanges('SQLite', () => Promise.resolve(`sqlite:${join(folder, 'changes.sqlite')}`));

describeWithMongo('on a real server', () => {
  let mongo: Awaited<ReturnType<typeof startMongo>>;
  beforeAll(async () => void (mongo = await startMongo()));
  afterAll(() => mongo.stop());
  describeChanges('MongoDB', () => Promise.resolve(mongo.url()));
});
