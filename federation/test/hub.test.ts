import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hubOf, operator, outsider, owner } from './harness/records.ts';
import { answering, dead, silent, startWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({
    records: { TR: [owner], KZ: [operator], AZ: [outsider, hubOf('AZ.hub', 'SYNTHETIC Mərkəz')] },
    deadlineMs: 300,
  });
});
beforeEach(() => {
  for (const code of world.registries.keys()) world.behave(code, answering);
  world.forget();
});
afterAll(() => world.stop());

const names =
  '{ companies(orderBy: {field: NAME}) { nodes { id name } totalCount registries { registry state returned total detail } } }';

describe('one page over all registries', () => {
  test('holds the rows of every registry in one byte order', async () => {
    const { data, errors } = await world.ask(names);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      companies: {
        totalCount: 3,
        nodes: [{ id: 'AZ.branch' }, { id: 'KZ.operator' }, { id: 'TR.owner' }],
      },
    });
  });

  test('asks only the registries that the filter lets in', async () => {
    await world.ask('{ companies(where: {registries: [KZ, TR]}) { nodes { id } } }');
    const asked = [...world.registries.keys()].filter((code) => world.received(code).length > 0);
    expect(asked).toEqual(['KZ', 'TR']);
  });

  test('gives the same row in several places, each under its own names', async () => {
    const { data } = await world.ask(
      '{ companies(first: 1) { a: nodes { x: name } edges { node { x: id } cursor } b: edges { n: node { name } } } }',
    );
    expect(data).toMatchObject({
      companies: {
        a: [{ x: 'Bakı Filialı (SYNTHETIC)' }],
        edges: [{ node: { x: 'AZ.branch' } }],
        b: [{ n: { name: 'Bakı Filialı (SYNTHETIC)' } }],
      },
    });
  });

  test('asks no registry for rows when only the count is wanted', async () => {
    await world.ask('{ companies { totalCount } }');
    expect(world.received('KZ')[0]?.variables).toMatchObject({ kopru_first: 0 });
  });
});

describe('a registry that does not answer', () => {
  test.each([
    ['is down', dead, 'UNAVAILABLE', 'REGISTRY_UNAVAILABLE'],
    ['hangs', silent, 'TIMEOUT', 'REGISTRY_TIMEOUT'],
  ] as const)('and %s costs only its own rows, and is named', async (_, behaviour, state, code) => {
    world.behave('KZ', behaviour);
    const { data, errors, extensions } = await world.ask(names);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      companies: { nodes: [{ id: 'AZ.branch' }, { id: 'TR.owner' }], totalCount: 2 },
    });
    const report = (
      data!.companies as { registries: { registry: string; state: string; detail: string }[] }
    ).registries.find((each) => each.registry === 'KZ');
    expect(report).toMatchObject({
      state,
      returned: 0,
      total: null,
      detail: expect.stringContaining(code) as string,
    });
    expect(extensions.registries.find((each) => each.registry === 'KZ')).toMatchObject({ state });
    expect(extensions.registries.filter((each) => each.state === 'OK')).toHaveLength(8);
  });

  test('leaves its records null behind a pointer, with the name on file and an error that names it', async () => {
    world.behave('KZ', dead);
    const { data, errors } = await world.ask(
      '{ organization(id: "TR.owner") { relations { party { nameOnFile registry organization { name } } } } }',
    );
    expect(data).toMatchObject({
      organization: {
        relations: [
          { party: { nameOnFile: 'SYNTHETIC Қазшыны', registry: 'KZ', organization: null } },
        ],
      },
    });
    expect(errors).toMatchObject([
      { extensions: { code: 'REGISTRY_UNAVAILABLE', registry: 'KZ' } },
    ]);
  });

  test('is named when the record itself is its own', async () => {
    world.behave('KZ', dead);
    const { data, errors } = await world.ask(
      '{ organization(id: "KZ.operator") { name } nodes(ids: ["TR.owner", "KZ.operator"]) { id } }',
    );
    expect(data).toEqual({ organization: null, nodes: [{ id: 'TR.owner' }, null] });
    expect(errors.map((error) => [error.path, error.extensions])).toEqual([
      [['organization'], { code: 'REGISTRY_UNAVAILABLE', registry: 'KZ' }],
      [['nodes', 1], { code: 'REGISTRY_UNAVAILABLE', registry: 'KZ' }],
    ]);
  });

  test('is missing from the list of registries, whose error names it, and still a member', async () => {
    world.behave('KZ', dead);
    const { data, errors } = await world.ask('{ registries { code } members { code state } }');
    expect((data!.registries as { code: string }[]).map((each) => each.code)).not.toContain('KZ');
    expect(errors).toMatchObject([
      { path: ['registries'], extensions: { code: 'REGISTRY_UNAVAILABLE', registry: 'KZ' } },
    ]);
    expect(data!.members).toContainEqual({ code: 'KZ', state: 'FAILING' });
  });

  test('tells clients nothing of addresses or causes', async () => {
    world.behave('KZ', dead);
    const answer = JSON.stringify([
      await world.ask(names),
      await world.ask('{ organization(id: "KZ.operator") { name } }'),
    ]);
    expect(answer).not.toMatch(/10\.1\.2\.3|ECONNREFUSED|127\.0\.0\.1|Socket| at /);
  });

  test('answers whole again once it is back', async () => {
    world.behave('KZ', dead);
    await world.ask(names);
    world.behave('KZ', answering);
    expect((await world.ask(names)).data).toMatchObject({ companies: { totalCount: 3 } });
  });

  test('is no longer asked for a client that has left', async () => {
    let aborted = false;
    world.behave('KZ', (request, answer, signal) => {
      signal.addEventListener('abort', () => (aborted = true));
      return silent(request, answer, signal);
    });
    const client = new AbortController();
    const answer = world.ask(names, {}, client.signal);
    setTimeout(() => client.abort(), 20);
    const { extensions } = await answer;
    expect(aborted).toBe(true);
    // Not the deadline ended the call.
    expect(extensions.registries.find((each) => each.registry === 'KZ')).toMatchObject({
      state: 'UNAVAILABLE',
    });
  });
});

describe('a pointer over a border', () => {
  test('is reached from both sides in one query', async () => {
    const { data, errors } = await world.ask(`{
      companies { nodes { id relations { kind share party { organization { id name relations { party { organization { id } } } } } } } }
    }`);
    expect(errors).toEqual([]);
    const nodes = (data!.companies as { nodes: { id: string; relations: unknown[] }[] }).nodes;
    expect(nodes.find((node) => node.id === 'TR.owner')?.relations).toMatchObject([
      {
        kind: 'PARENT_OF',
        share: 0.7,
        party: {
          organization: {
            id: 'KZ.operator',
            relations: [{ party: { organization: { id: 'TR.owner' } } }],
          },
        },
      },
    ]);
    expect(nodes.find((node) => node.id === 'KZ.operator')?.relations).toMatchObject([
      {
        kind: 'SUBSIDIARY_OF',
        party: { organization: { id: 'TR.owner', name: 'Şişe A.Ş. (SYNTHETIC)' } },
      },
    ]);
  });

  test('outside the union leads nowhere, without an error', async () => {
    const { data, errors } = await world.ask(
      '{ organization(id: "AZ.branch") { relations { party { id registry organization { id } } } } }',
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      organization: {
        relations: [{ party: { id: 'EXT.somebody', registry: null, organization: null } }],
      },
    });
  });
});

describe('a national extension', () => {
  const query = '{ companies { nodes { id kazakhstan { oked } } } }';

  test("answers for its own country's records and is null for the others", async () => {
    const { data } = await world.ask(query);
    expect(data).toMatchObject({
      companies: {
        nodes: [
          { id: 'AZ.branch', kazakhstan: null },
          { id: 'KZ.operator', kazakhstan: { oked: '23110' } },
          { id: 'TR.owner', kazakhstan: null },
        ],
      },
    });
  });

  test('is asked of its own registry alone, with its own ids alone', async () => {
    await world.ask(query);
    const entityRequests = [...world.registries.keys()].flatMap((code) =>
      world
        .received(code)
        .filter((request) => request.query.includes('_entities'))
        .map((request) => [code, request.variables.kopru_representations]),
    );
    expect(entityRequests).toEqual([['KZ', [{ __typename: 'Company', id: 'KZ.operator' }]]]);
  });

  test('is asked of nobody when no record is of its country', async () => {
    await world.ask(
      '{ companies(where: {registries: [TR]}) { nodes { id kazakhstan { oked } } } }',
    );
    expect(world.received('KZ')).toEqual([]);
  });

  test('that the hub never saw is named, not taken for a mistake', async () => {
    const young = await startWorld({ behaviours: { KZ: dead } });
    const { errors } = await young.ask(query);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('kazakhstan') as string,
        extensions: { code: 'EXTENSION_NOT_LOADED', registry: 'KZ' },
      },
    ]);
    const rest = await young.ask('{ companies { nodes { azerbaijan { __typename } } } }');
    expect(rest.errors).toEqual([]);
    await young.stop();
  });
});
