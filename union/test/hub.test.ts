import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { companyOf, hubOf } from './records.ts';
import { answering, dead, silent, startWorld, tampering } from './world.ts';
import type { World } from './world.ts';

const owner = companyOf('TR.owner', 'Şişecam A.Ş.', {
  relations: [{ kind: 'PARENT_OF', party: { id: 'KZ.operator', kind: 'COMPANY', nameOnFile: 'Қазшыны' }, share: 0.7, source: 'SYNTHETIC' }],
});
const operator = companyOf('KZ.operator', 'Қазшыны ЖШС', {
  language: 'kk-Cyrl',
  extension: { oked: '23110' },
  relations: [{ kind: 'SUBSIDIARY_OF', party: { id: 'TR.owner', kind: 'COMPANY', nameOnFile: 'Sisecam' }, share: 0.7, source: 'SYNTHETIC' }],
});
const outsider = companyOf('AZ.branch', 'Bakı Filialı', {
  relations: [{ kind: 'BRANCH_OF', party: { id: 'EXT.somebody', kind: 'COMPANY', nameOnFile: 'Somebody Ltd' }, source: 'SYNTHETIC' }],
});

let world: World;
beforeAll(async () => {
  world = await startWorld({ records: { TR: [owner], KZ: [operator], AZ: [outsider, hubOf('AZ.hub', 'Mərkəz')] }, deadlineMs: 300 });
});
beforeEach(() => {
  for (const code of world.registries.keys()) world.behave(code, answering);
  world.forget();
});
afterAll(() => world.stop());

const names = '{ companies(orderBy: {field: NAME}) { nodes { id name } totalCount registries { registry state returned total detail } } }';

describe('one page over all registries', () => {
  test('holds the rows of every registry in one byte order', async () => {
    const { data, errors } = await world.ask(names);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ companies: { totalCount: 3, nodes: [{ id: 'AZ.branch' }, { id: 'KZ.operator' }, { id: 'TR.owner' }] } });
  });

  test('asks only the registries that the filter lets in', async () => {
    await world.ask('{ companies(where: {registries: [KZ, TR]}) { nodes { id } } }');
    const asked = [...world.registries.keys()].filter((code) => world.received(code).length > 0);
    expect(asked).toEqual(['KZ', 'TR']);
  });

  test('gives the same row in several places, each under its own names', async () => {
    const { data } = await world.ask('{ companies(first: 1) { a: nodes { x: name } edges { node { x: id } cursor } b: edges { n: node { name } } } }');
    expect(data).toMatchObject({ companies: { a: [{ x: 'Bakı Filialı' }], edges: [{ node: { x: 'AZ.branch' } }], b: [{ n: { name: 'Bakı Filialı' } }] } });
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
    const startedAt = performance.now();
    const { data, errors, extensions } = await world.ask(names);
    expect(performance.now() - startedAt).toBeLessThan(300 + 150);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ companies: { nodes: [{ id: 'AZ.branch' }, { id: 'TR.owner' }], totalCount: 2 } });
    const report = (data!.companies as { registries: { registry: string; state: string; detail: string }[] }).registries.find((each) => each.registry === 'KZ');
    expect(report).toMatchObject({ state, returned: 0, total: null, detail: expect.stringContaining(code) as string });
    expect(extensions.registries.find((each) => each.registry === 'KZ')).toMatchObject({ state });
    expect(extensions.registries.filter((each) => each.state === 'OK')).toHaveLength(8);
  });

  test('leaves its records null behind a pointer, with the name on file and an error that names it', async () => {
    world.behave('KZ', dead);
    const { data, errors } = await world.ask('{ organization(id: "TR.owner") { relations { party { nameOnFile registry organization { name } } } } }');
    expect(data).toMatchObject({ organization: { relations: [{ party: { nameOnFile: 'Қазшыны', registry: 'KZ', organization: null } }] } });
    expect(errors).toMatchObject([{ extensions: { code: 'REGISTRY_UNAVAILABLE', registry: 'KZ' } }]);
  });

  test('is named when the record itself is its own', async () => {
    world.behave('KZ', dead);
    const { data, errors } = await world.ask('{ organization(id: "KZ.operator") { name } nodes(ids: ["TR.owner", "KZ.operator"]) { id } }');
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
    expect(errors).toMatchObject([{ path: ['registries'], extensions: { code: 'REGISTRY_UNAVAILABLE', registry: 'KZ' } }]);
    expect(data!.members).toContainEqual({ code: 'KZ', state: 'FAILING' });
  });

  test('tells clients nothing of addresses or causes', async () => {
    world.behave('KZ', dead);
    const answer = JSON.stringify([await world.ask(names), await world.ask('{ organization(id: "KZ.operator") { name } }')]);
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
    const startedAt = performance.now();
    await answer;
    expect(aborted).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(250);
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
      { kind: 'PARENT_OF', share: 0.7, party: { organization: { id: 'KZ.operator', relations: [{ party: { organization: { id: 'TR.owner' } } }] } } },
    ]);
    expect(nodes.find((node) => node.id === 'KZ.operator')?.relations).toMatchObject([
      { kind: 'SUBSIDIARY_OF', party: { organization: { id: 'TR.owner', name: 'Şişecam A.Ş.' } } },
    ]);
  });

  test('outside the union leads nowhere, without an error', async () => {
    const { data, errors } = await world.ask('{ organization(id: "AZ.branch") { relations { party { id registry organization { id } } } } }');
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ organization: { relations: [{ party: { id: 'EXT.somebody', registry: null, organization: null } }] } });
  });
});

describe('a national extension', () => {
  const query = '{ companies { nodes { id kazakhstan { oked } } } }';

  test("answers for its own country's records and is null for the others", async () => {
    const { data } = await world.ask(query);
    expect(data).toMatchObject({
      companies: { nodes: [{ id: 'AZ.branch', kazakhstan: null }, { id: 'KZ.operator', kazakhstan: { oked: '23110' } }, { id: 'TR.owner', kazakhstan: null }] },
    });
  });

  test('is asked of its own registry alone, with its own ids alone', async () => {
    await world.ask(query);
    const entityRequests = [...world.registries.keys()].flatMap((code) =>
      world.received(code).filter((request) => request.query.includes('_entities')).map((request) => [code, request.variables.kopru_representations]),
    );
    expect(entityRequests).toEqual([['KZ', [{ __typename: 'Company', id: 'KZ.operator' }]]]);
  });

  test('is asked of nobody when no record is of its country', async () => {
    await world.ask('{ companies(where: {registries: [TR]}) { nodes { id kazakhstan { oked } } } }');
    expect(world.received('KZ')).toEqual([]);
  });

  test('that the hub never saw is named, not taken for a mistake', async () => {
    const young = await startWorld({ behaviours: { KZ: dead } });
    const { errors } = await young.ask(query);
    expect(errors).toMatchObject([{ message: expect.stringContaining('kazakhstan') as string, extensions: { code: 'EXTENSION_NOT_LOADED', registry: 'KZ' } }]);
    const rest = await young.ask('{ companies { nodes { azerbaijan { __typename } } } }');
    expect(rest.errors).toEqual([]);
    await young.stop();
  });
});

describe('an answer that breaks the contract', () => {
  const broken: [string, (edges: Record<string, never>[]) => void][] = [
    ["another registry's id", (edges) => Object.assign(edges[0]!.kopru_id, { id: 'AZ.stolen' })],
    ['a null where a value must be', (edges) => Object.assign(edges[0]!.kopru_node0, { name: null })],
    ['a wrong type', (edges) => Object.assign(edges[0]!.kopru_node0, { name: 7 })],
    ['a cursor of another question', (edges) => Object.assign(edges[0]!, { cursor: 'abc' })],
  ];
  test.each(broken)('by %s costs that row, names the registry, and nothing else', async (_, change) => {
    world.behave('KZ', tampering((body) => {
      const field = body.data?.kopru_field as { edges: Record<string, never>[] } | undefined;
      if (field) change(field.edges);
      return body;
    }));
    const { data, errors } = await world.ask(names);
    expect(data).toMatchObject({ companies: { nodes: [{ id: 'AZ.branch' }, { id: 'TR.owner' }] } });
    expect(errors).toMatchObject([{ path: ['companies'], extensions: { code: 'REGISTRY_ANSWER_INVALID', registry: 'KZ' } }]);
  });

  test('by its order costs the rows that are out of order', async () => {
    await world.registries.get('UZ')!.write({ put: ['c', 'a', 'b'].map((each) => companyOf(`UZ.${each}`, `Oʻzbek ${each}`, { language: 'uz' })) });
    world.behave('UZ', tampering((body) => {
      (body.data!.kopru_field as { edges: unknown[] }).edges.reverse();
      return body;
    }));
    const { data, errors } = await world.ask('{ companies(where: {registries: [UZ]}) { nodes { id } } }');
    expect(data).toMatchObject({ companies: { nodes: [{ id: 'UZ.c' }] } });
    expect(errors).toMatchObject([{ extensions: { code: 'REGISTRY_ANSWER_INVALID', registry: 'UZ' } }]);
    await world.registries.get('UZ')!.write({ remove: ['UZ.a', 'UZ.b', 'UZ.c'] });
  });

  test('by entities in another order is found by asking their keys back', async () => {
    world.behave('KZ', tampering((body) => {
      const entities = body.data?.kopru_field;
      if (Array.isArray(entities)) (entities as { kopru_key: string }[]).forEach((each) => (each.kopru_key = 'KZ.other'));
      return body;
    }));
    const { data, errors } = await world.ask('{ organization(id: "TR.owner") { relations { party { organization { name } } } } }');
    expect(data).toMatchObject({ organization: { relations: [{ party: { organization: null } }] } });
    expect(errors).toMatchObject([{ extensions: { code: 'REGISTRY_ANSWER_INVALID', registry: 'KZ' } }]);
  });

  test("by a field it cannot give leaves the rest of the row, and its error's text does not reach the client", async () => {
    world.behave('KZ', tampering((body) => {
      const field = body.data!.kopru_field as { edges: { kopru_node0: { website: unknown } }[] };
      field.edges[0]!.kopru_node0.website = null;
      return { ...body, errors: [{ message: 'SELECT failed at 10.0.0.7', path: ['kopru_field', 'edges', 0, 'kopru_node0', 'website'] }] };
    }));
    const { data, errors } = await world.ask('{ companies { nodes { id website } } }');
    expect(data).toMatchObject({ companies: { nodes: [{}, { id: 'KZ.operator' }, {}] } });
    expect(errors).toMatchObject([{ path: ['companies', 'nodes', 1, 'website'], extensions: { code: 'REGISTRY_FIELD_FAILED', registry: 'KZ' } }]);
    expect(JSON.stringify(errors)).not.toContain('SELECT');
  });

  test('a national SDL cannot take a field of the contract over', async () => {
    const evil = 'extend type Company { kazakhstan: KazakhstanX @override(from: "registry") } type KazakhstanX { a: String }';
    const guarded = await startWorld({
      records: { KZ: [operator], TR: [owner] },
      behaviours: { KZ: tampering((body) => (body.data?._service ? { data: { _service: { sdl: evil } } } : body)) },
    });
    expect([...guarded.hub.supergraph.loaded()]).not.toContain('KZ');
    expect((await guarded.ask(names)).data).toMatchObject({ companies: { totalCount: 2 } });
    await guarded.stop();
  });
});

describe('store calls', () => {
  test('a page of 50 with relations costs each registry a fixed number of them', async () => {
    const codes = ['AZ', 'KZ', 'TR'];
    const many = await startWorld({
      records: Object.fromEntries(
        codes.map((code, place) => [
          code,
          Array.from({ length: 60 }, (_, index) => {
            const other = codes[(place + 1 + (index % 2)) % 3]!;
            const party = { id: `${other}.n${index}`, kind: 'COMPANY', nameOnFile: 'x' };
            return companyOf(`${code}.n${index}`, `SYNTHETIC ${index}`, { relations: [{ kind: 'SUPPLIES', party, source: 'SYNTHETIC' }] });
          }),
        ]),
      ),
    });
    const calls: string[] = [];
    for (const code of codes) {
      const { store } = many.registries.get(code)!;
      for (const method of ['getMany', 'page', 'count', 'lists'] as const) {
        const real = store[method].bind(store) as (...args: unknown[]) => never;
        Object.assign(store, { [method]: (...args: unknown[]) => (calls.push(`${code} ${method}`), real(...args)) });
      }
    }
    const callsOf = async (first: number) => {
      calls.length = 0;
      await many.ask(`{ companies(first: ${first}) { nodes { name relations { party { organization { name relations { party { nameOnFile } } } } } } } }`);
      return [...calls].sort();
    };
    // One read of records by id, however many rows and pointers; and of a page its share, and the rest where the others ran out.
    expect(await callsOf(50)).toEqual(codes.flatMap((code) => [`${code} getMany`, `${code} page`, `${code} page`]));
    expect(await callsOf(6)).toEqual(codes.flatMap((code) => [`${code} getMany`, `${code} page`]));
    await many.stop();
  });
});
