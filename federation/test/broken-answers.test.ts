import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { companyOf, operator, outsider, owner } from './harness/records.ts';
import { answering, startWorld, tampering } from './world.ts';
import type { World } from './world.ts';

interface Edge {
  cursor: string;
  kopru_id: object;
  kopru_node0: object;
}

let world: World;
beforeAll(async () => {
  world = await startWorld({
    records: { TR: [owner], KZ: [operator], AZ: [outsider] },
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

describe('an answer that breaks the contract', () => {
  const broken: [string, (edges: Edge[]) => void][] = [
    ["another registry's id", (edges) => Object.assign(edges[0]!.kopru_id, { id: 'AZ.stolen' })],
    [
      'a null where a value must be',
      (edges) => Object.assign(edges[0]!.kopru_node0, { name: null }),
    ],
    ['a wrong type', (edges) => Object.assign(edges[0]!.kopru_node0, { name: 7 })],
    ['a cursor of another question', (edges) => Object.assign(edges[0]!, { cursor: 'abc' })],
  ];
  test.each(broken)(
    'by %s costs that row, names the registry, and nothing else',
    async (_, change) => {
      world.behave(
        'KZ',
        tampering((body) => {
          const field = body.data?.kopru_field as { edges: Edge[] } | undefined;
          if (field) change(field.edges);
          return body;
        }),
      );
      const { data, errors } = await world.ask(names);
      expect(data).toMatchObject({
        companies: { nodes: [{ id: 'AZ.branch' }, { id: 'TR.owner' }] },
      });
      expect(errors).toMatchObject([
        { path: ['companies'], extensions: { code: 'REGISTRY_ANSWER_INVALID', registry: 'KZ' } },
      ]);
    },
  );

  test('by its order costs the rows that are out of order', async () => {
    await world.registries.get('UZ')!.write({
      put: ['c', 'a', 'b'].map((each) =>
        companyOf(`UZ.${each}`, `SYNTHETIC Oʻzbek ${each}`, { language: 'uz' }),
      ),
    });
    world.behave(
      'UZ',
      tampering((body) => {
        (body.data!.kopru_field as { edges: unknown[] }).edges.reverse();
        return body;
      }),
    );
    const { data, errors } = await world.ask(
      '{ companies(where: {registries: [UZ]}) { nodes { id } } }',
    );
    expect(data).toMatchObject({ companies: { nodes: [{ id: 'UZ.c' }] } });
    expect(errors).toMatchObject([
      { extensions: { code: 'REGISTRY_ANSWER_INVALID', registry: 'UZ' } },
    ]);
    await world.registries.get('UZ')!.write({ remove: ['UZ.a', 'UZ.b', 'UZ.c'] });
  });

  test('by entities in another order is found by asking their keys back', async () => {
    world.behave(
      'KZ',
      tampering((body) => {
        const entities = body.data?.kopru_field;
        if (Array.isArray(entities))
          (entities as { kopru_key: string }[]).forEach((each) => (each.kopru_key = 'KZ.other'));
        return body;
      }),
    );
    const { data, errors } = await world.ask(
      '{ organization(id: "TR.owner") { relations { party { organization { name } } } } }',
    );
    expect(data).toMatchObject({
      organization: { relations: [{ party: { organization: null } }] },
    });
    expect(errors).toMatchObject([
      { extensions: { code: 'REGISTRY_ANSWER_INVALID', registry: 'KZ' } },
    ]);
  });

  test("by a field it cannot give leaves the rest of the row, and its error's text does not reach the client", async () => {
    world.behave(
      'KZ',
      tampering((body) => {
        const field = body.data!.kopru_field as { edges: { kopru_node0: { website: unknown } }[] };
        field.edges[0]!.kopru_node0.website = null;
        return {
          ...body,
          errors: [
            {
              message: 'SELECT failed at 10.0.0.7',
              path: ['kopru_field', 'edges', 0, 'kopru_node0', 'website'],
            },
          ],
        };
      }),
    );
    const { data, errors } = await world.ask('{ companies { nodes { id website } } }');
    expect(data).toMatchObject({ companies: { nodes: [{}, { id: 'KZ.operator' }, {}] } });
    expect(errors).toMatchObject([
      {
        path: ['companies', 'nodes', 1, 'website'],
        extensions: { code: 'REGISTRY_FIELD_FAILED', registry: 'KZ' },
      },
    ]);
    expect(JSON.stringify(errors)).not.toContain('SELECT');
  });

  test('a national SDL cannot take a field of the contract over', async () => {
    const evil =
      'extend type Company { kazakhstan: KazakhstanX @override(from: "registry") } type KazakhstanX { a: String }';
    const guarded = await startWorld({
      records: { KZ: [operator], TR: [owner] },
      behaviours: {
        KZ: tampering((body) =>
          body.data?._service ? { data: { _service: { sdl: evil } } } : body,
        ),
      },
    });
    expect([...guarded.hub.supergraph.loaded()]).not.toContain('KZ');
    expect((await guarded.ask(names)).data).toMatchObject({ companies: { totalCount: 2 } });
    await guarded.stop();
  });
});
