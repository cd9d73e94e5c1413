import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { companyOf, hubOf } from './harness/records.ts';
import { answering, dead, startWorld, tampering } from './world.ts';
import type { Answer, World } from './world.ts';

interface ChangePage {
  entries: {
    token: string;
    id: string;
    event: string;
    registry: string;
    at: string;
    kind: string;
    successor: string | null;
  }[];
  next: string;
  more: boolean;
  registries: { registry: string; state: string; returned: number; detail: string | null }[];
}

const query = `query ($since: ChangeToken, $kinds: [RecordKind!], $registries: [RegistryCode!], $first: Int) {
  changes(since: $since, kinds: $kinds, registries: $registries, first: $first) {
    entries { token id kind event registry at successor }
    next more registries { registry state returned detail }
  }
}`;

let world: World;
const ask = (variables: object = {}): Promise<Answer> =>
  world.ask(query, variables as Record<string, unknown>);
const changes = async (variables: object = {}): Promise<ChangePage> => {
  const { data, errors } = await ask(variables);
  expect(errors).toEqual([]);
  return data?.changes as ChangePage;
};
const write = (
  code: string,
  batch: { put?: unknown[]; remove?: string[]; merge?: Record<string, string> },
) => world.registries.get(code)!.write(batch);
const said = ({ entries: list }: ChangePage) => list.map(({ id, event }) => `${id} ${event}`);

beforeAll(async () => {
  world = await startWorld({
    records: {
      AZ: [companyOf('AZ.1', 'SYNTHETIC bir'), hubOf('AZ.hub', 'SYNTHETIC Mərkəz')],
      KZ: [companyOf('KZ.1', 'SYNTHETIC bir'), companyOf('KZ.2', 'SYNTHETIC eki')],
      TR: [companyOf('TR.1', 'SYNTHETIC bir')],
    },
  });
});
beforeEach(() => {
  for (const code of world.registries.keys()) world.behave(code, answering);
});
afterAll(() => world.stop());

describe('the changes of the union', () => {
  test('are those of all registries by their time, each with its registry, and a token for them all', async () => {
    const page = await changes();
    expect(said(page)).toEqual([
      'AZ.1 ADDED',
      'AZ.hub ADDED',
      'KZ.1 ADDED',
      'KZ.2 ADDED',
      'TR.1 ADDED',
    ]);
    expect(page.entries.map(({ at }) => at)).toEqual(page.entries.map(({ at }) => at).sort());
    expect(page.registries).toHaveLength(world.registries.size);
    expect(await changes({ since: page.next })).toMatchObject({ entries: [], more: false });

    await write('KZ', {
      put: [companyOf('KZ.2', 'SYNTHETIC eki kayta')],
      merge: { 'KZ.1': 'TR.1' },
    });
    const next = await changes({ since: page.next });
    expect(next.entries).toMatchObject([
      { id: 'KZ.2', event: 'UPDATED', successor: null },
      { id: 'KZ.1', event: 'MERGED', successor: 'TR.1', registry: 'KZ', kind: 'COMPANY' },
    ]);
  });

  test('go on behind any one of them', async () => {
    const all = await changes();
    for (const [index, { token }] of all.entries.entries())
      expect(said(await changes({ since: token }))).toEqual(said(all).slice(index + 1));
  });

  test('hold the record as it is now, of any kind, and what other registries know of it', async () => {
    const { data, errors } = await world.ask(
      '{ changes(kinds: [INNOVATION_HUB]) { a: entries { who: id record { __typename id ... on InnovationHub { kind } } } b: entries { token event } __typename } }',
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      changes: {
        a: [
          {
            who: 'AZ.hub',
            record: { __typename: 'InnovationHub', id: 'AZ.hub', kind: 'INCUBATOR' },
          },
        ],
        b: [{ event: 'ADDED', token: expect.any(String) as string }],
        __typename: 'ChangePage',
      },
    });
  });

  test('of registries that were not asked keep their place', async () => {
    const kazakh = await changes({ registries: ['KZ'], first: 1 });
    expect(said(kazakh)).toEqual(['KZ.1 ADDED']);
    expect(kazakh.more).toBe(true);
    expect(said(await changes({ since: kazakh.next }))).not.toContain('KZ.1 ADDED');
    expect(said(await changes({ since: kazakh.next }))).toContain('AZ.1 ADDED');
  });

  test('of a registry that is down come later; it is named meanwhile', async () => {
    world.behave('KZ', dead);
    const page = await changes();
    expect(said(page).filter((change) => change.startsWith('KZ'))).toEqual([]);
    expect(page.registries.find(({ registry }) => registry === 'KZ')).toMatchObject({
      state: 'UNAVAILABLE',
      returned: 0,
    });
    world.behave('KZ', answering);
    const next = await changes({ since: page.next });
    expect(said(next)).toEqual(['KZ.1 ADDED', 'KZ.2 ADDED', 'KZ.2 UPDATED', 'KZ.1 MERGED']);
  });

  test('of a registry with another history are told to be followed anew', async () => {
    const { next } = await changes();
    const registry = world.registries.get('KZ')!;
    world.behave('KZ', (request, answer) => {
      const since = request.variables.kopru_since;
      if (typeof since !== 'string') return answer();
      const error = { message: 'secret', extensions: { code: 'CHANGE_TOKEN_UNKNOWN' } };
      return Promise.resolve({
        status: 200,
        contentType: 'application/json',
        body: JSON.stringify({ data: null, errors: [error] }),
      });
    });
    const page = await changes({ since: next });
    const report = page.registries.find((each) => each.registry === 'KZ');
    expect(report).toMatchObject({
      state: 'REFUSED',
      detail: expect.stringMatching(
        /^CHANGE_TOKEN_UNKNOWN: .*changes\(registries: \[KZ\]\)/,
      ) as string,
    });
    expect(JSON.stringify(page)).not.toContain('secret');
    expect(said(await changes({ registries: ['KZ'] })).length).toBeGreaterThan(0);
    expect(registry).toBeDefined();
  });

  test.each([
    [
      'a change of another registry',
      (page: Rows) => void (page.kopru_entries[1]!.id = 'TR.1'),
      'Change.id is not of this registry',
    ],
    [
      'a change without a time',
      (page: Rows) => void (page.kopru_entries[1]!.at = 'yesterday'),
      'Change.at',
    ],
    [
      'a change of no known event',
      (page: Rows) => void (page.kopru_entries0[1]!.event = 'GONE'),
      'Change.event is no ChangeEvent',
    ],
    ['a list that ends before its heads', (page: Rows) => void page.kopru_entries0.pop(), 'Change'],
  ])('that are none, as %s, stop its registry right before it', async (_, spoil, clause) => {
    world.behave(
      'KZ',
      tampering((body) => {
        const page = (body.data as { kopru_field: Rows }).kopru_field;
        page.kopru_entries0.splice(2);
        page.kopru_entries.splice(2);
        spoil(page);
        return body;
      }),
    );
    const { data, errors } = await ask({ registries: ['KZ'] });
    const page = data?.changes as ChangePage;
    expect(errors).toMatchObject([
      {
        path: ['changes'],
        extensions: { code: 'REGISTRY_ANSWER_INVALID', registry: 'KZ' },
        message: expect.stringContaining(`(${clause})`) as string,
      },
    ]);
    expect(said(page)).toEqual(['KZ.1 ADDED']);
    expect(page.more).toBe(true);
    world.behave('KZ', answering);
    expect(said(await changes({ since: page.next, registries: ['KZ'] }))[0]).toBe('KZ.2 ADDED');
  });

  test.each([
    ['no token', { since: 'x' }, 'CHANGE_TOKEN_MALFORMED'],
    ['a registry nobody knows', { registries: ['HU', 'XX'] }, 'VALUE_INVALID'],
    ['no registries', { registries: [] }, 'FILTER_LIST_EMPTY'],
    ['nothing', { first: 0 }, 'CHANGES_OUT_OF_RANGE'],
  ])('are refused to who asks with %s', async (_, variables, code) => {
    expect((await ask(variables)).errors).toMatchObject([{ extensions: { code } }]);
  });

  test('reach a follower exactly once each, whatever fails on the way and whoever writes meanwhile', async () => {
    const codes = [...world.registries.keys()];
    const step = fc.record({
      code: fc.constantFrom('AZ', 'KZ', 'TR', 'HU'),
      number: fc.integer({ min: 0, max: 5 }),
      remove: fc.boolean(),
      first: fc.integer({ min: 1, max: 7 }),
      down: fc.subarray(codes, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), async (steps) => {
        let since: string | null = null;
        const seen: string[] = [];
        const follow = async (first: number) => {
          const page: ChangePage = await changes({ since, first });
          seen.push(
            ...page.entries.map(
              ({ registry, id, event, at }) => `${registry} ${id} ${event} ${at}`,
            ),
          );
          since = page.next;
          return page.more;
        };
        for (const { code, number, remove, first, down } of steps) {
          const id = `${code}.f${number}`;
          await write(
            code,
            remove ? { remove: [id] } : { put: [companyOf(id, `SYNTHETIC ${number}`)] },
          );
          for (const each of codes) world.behave(each, down.includes(each) ? dead : answering);
          await follow(first);
        }
        for (const each of codes) world.behave(each, answering);
        while (await follow(50));
        for (const code of codes) {
          const entries = await world.registries.get(code)!.history();
          const own = seen.filter((each) => each.startsWith(`${code} `));
          expect(own).toEqual(entries.map(({ id, event, at }) => `${code} ${id} ${event} ${at}`));
        }
      }),
      { numRuns: 15 },
    );
  });
});

interface Rows {
  kopru_entries: { id: string; at: string }[];
  kopru_entries0: { event: string }[];
}
