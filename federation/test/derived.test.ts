import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { owner } from './harness/records.ts';
import { dead, startWorld } from './world.ts';
import type { World } from './world.ts';

// What is computed over several registries' answers. Made-up records: they stand for nobody.

const provenance = {
  source: 'SYNTHETIC',
  licence: 'CC0-1.0',
  modifiedAt: '2026-11-24T00:00:00.000Z',
};
const named = (text: string) => [{ text: `${text} (SYNTHETIC)`, language: 'en', kind: 'TRADE' }];
const company = (id: string) => ({ id, kind: 'COMPANY', nameOnFile: `${id} (SYNTHETIC)` });

const plant = (id: string, extra: object = {}) => ({
  id,
  kind: 'FACILITY',
  names: named(id),
  facilityKind: 'CEMENT_PLANT',
  status: 'OPERATING',
  owners: [{ party: company('TR.owner'), share: 0.5 }],
  provenance,
  ...extra,
});
const node = (id: string, latitude: number, longitude: number, nodeKinds = ['RAIL_TERMINAL']) => ({
  id,
  kind: 'TRANSPORT_NODE',
  names: named(id),
  nodeKinds,
  location: { latitude, longitude },
  provenance,
});
const leg = (from: string, to: string, extra: object = {}) => ({
  from: { id: from, nameOnFile: from },
  to: { id: to, nameOnFile: to },
  mode: 'RAIL',
  distanceKm: 100,
  distanceBasis: 'PUBLISHED',
  crossesBorder: false,
  documents: ['SMGS'],
  ...extra,
});
const corridor = (id: string, legs: object[]) => ({
  id,
  kind: 'CORRIDOR',
  names: named(id),
  status: 'OPERATING',
  legs,
  provenance,
});

const records = {
  TR: [
    { ...owner, relations: [] },
    plant('TR.home', { operator: company('TR.owner') }),
    node('TR.kars', 40.6, 43.1),
    node('TR.port', 36.8, 34.6, ['SEAPORT']),
  ],
  KZ: [
    plant('KZ.plant', { address: { location: { latitude: 43.6, longitude: 51.2 } } }),
    plant('KZ.other', { owners: [{ party: company('TR.else') }] }),
    node('KZ.aktau', 43.65, 51.15, ['SEAPORT']),
  ],
  AZ: [node('AZ.alat', 39.95, 49.4, ['SEAPORT', 'FREE_ZONE'])],
  OTS: [
    corridor('OTS.middle', [
      leg('KZ.aktau', 'AZ.alat', {
        mode: 'FERRY',
        distanceKm: 440,
        crossesBorder: true,
        transitHours: 20,
      }),
      leg('AZ.alat', 'EXT.tbilisi', {
        distanceKm: 500,
        crossesBorder: true,
        documents: ['SMGS', 'CIM'],
      }),
      leg('TR.kars', 'EXT.tbilisi', { distanceKm: 260.4, crossesBorder: true, transitHours: 10 }),
    ]),
    corridor('OTS.planned', [
      leg('AZ.alat', 'TR.kars', {
        status: 'PLANNED',
        distanceKm: 600,
        crossesBorder: true,
        transitHours: 12,
      }),
    ]),
  ],
};

let world: World;
beforeEach(async () => {
  world = await startWorld({ records });
});
afterAll(() => world.stop());

describe('the holdings of an organisation', () => {
  const query = (first: number): string =>
    `{ companies(where: { registries: [TR] }) { nodes { id holdings(first: ${first}) { totalCount facilities { id name owners { share } } registries { registry state returned total } } } } }`;
  const holdingsOf = ({ data }: Awaited<ReturnType<World['ask']>>) =>
    (data!.companies as { nodes: { holdings: Record<string, unknown> }[] }).nodes[0]!.holdings;

  test('are found in every registry, by name, however it is named there', async () => {
    const answer = await world.ask(query(20));
    expect(answer.errors).toEqual([]);
    expect(holdingsOf(answer)).toMatchObject({
      totalCount: 2,
      facilities: [
        { id: 'KZ.plant', name: 'KZ.plant (SYNTHETIC)', owners: [{ share: 0.5 }] },
        { id: 'TR.home', owners: [{ share: 0.5 }] },
      ],
    });
  });

  test('say what there is in all, and of whom, where fewer are asked for', async () => {
    const { totalCount, facilities, registries } = holdingsOf(await world.ask(query(1)));
    expect([totalCount, facilities]).toMatchObject([2, [{ id: 'KZ.plant' }]]);
    expect(registries).toContainEqual({ registry: 'TR', state: 'OK', returned: 0, total: 1 });
    expect(registries).toContainEqual({ registry: 'KZ', state: 'OK', returned: 1, total: 1 });
  });

  test('name the registry that did not answer, and hold for the rest', async () => {
    world.behave('KZ', dead);
    const { totalCount, registries } = holdingsOf(await world.ask(query(20)));
    expect(totalCount).toBe(1);
    expect(registries).toContainEqual({
      registry: 'KZ',
      state: 'UNAVAILABLE',
      returned: 0,
      total: null,
    });
  });

  test('of a whole page cost each registry one question, and each owner of facilities one more', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...owner,
      id: `TR.c${index}`,
      relations: [],
    }));
    await world.registries.get('TR')!.write({ put: many });
    world.forget();
    await world.ask(
      '{ companies(first: 30) { nodes { holdings { totalCount facilities { name } } } } }',
    );
    expect(world.received('UZ')).toHaveLength(2);
    expect(world.received('KZ').length).toBeLessThanOrEqual(3);
  });

  test('of more than a page holds come whole', async () => {
    const put = Array.from({ length: 450 }, (_, index) => plant(`KZ.many${index}`));
    await world.registries.get('KZ')!.write({ put });
    expect(holdingsOf(await world.ask(query(200)))).toMatchObject({ totalCount: 452 });
  });

  test('are refused beyond the size of a page', async () => {
    expect((await world.ask(query(201))).errors[0]?.extensions.code).toBe('PAGE_SIZE_OUT_OF_RANGE');
  });
});

describe('the nearest nodes', () => {
  const ask = (args: string) =>
    world.ask(
      `{ nearestNodes(${args}) { nodes { distanceKm node { id name } } registries { registry state } } }`,
    );
  const idsOf = ({ data }: Awaited<ReturnType<World['ask']>>) =>
    (data!.nearestNodes as { nodes: { node: { id: string } }[] }).nodes.map((each) => each.node.id);

  test('come in the order of their distance, over borders too', async () => {
    const answer = await ask('to: "KZ.plant", first: 3');
    expect(answer.errors).toEqual([]);
    expect(idsOf(answer)).toEqual(['KZ.aktau', 'AZ.alat', 'TR.kars']);
    const { nodes } = answer.data!.nearestNodes as { nodes: { distanceKm: number }[] };
    expect(nodes[0]!.distanceKm).toBeCloseTo(6.9, 0);
  });

  test('are of the kinds asked for, and never the node itself', async () => {
    expect(idsOf(await ask('to: "KZ.aktau", kinds: [SEAPORT]'))).toEqual(['AZ.alat', 'TR.port']);
  });

  test('name the registry that did not answer', async () => {
    world.behave('AZ', dead);
    const answer = await ask('to: "KZ.plant", first: 3');
    expect(idsOf(answer)).toEqual(['KZ.aktau', 'TR.kars', 'TR.port']);
    const { registries } = answer.data!.nearestNodes as { registries: object[] };
    expect(registries).toContainEqual({ registry: 'AZ', state: 'UNAVAILABLE' });
  });

  test.each([
    ['KZ.nobody', 'PLACE_UNKNOWN'],
    ['KZ.other', 'PLACE_UNKNOWN'],
    ['nonsense', 'ID_MALFORMED'],
    ['XX.1', 'ID_OF_NO_REGISTRY'],
  ])('of %s are refused with %s', async (id, code) => {
    expect((await ask(`to: "${id}"`)).errors[0]?.extensions.code).toBe(code);
  });
});

describe('a route', () => {
  const ask = async (args: string) => {
    const { data, errors } = await world.ask(
      `{ route(${args}) { distanceKm hours legsWithoutHours borders documents bottleneck { distanceKm } registries { registry state }
         legs { mode hours corridor { id } from { id node { id } } to { nameOnFile node { name } } } } }`,
    );
    expect(errors).toEqual([]);
    return data!.route as Record<string, unknown> | null;
  };

  test('leads over borders and over places outside the union, with what it takes', async () => {
    expect(await ask('from: "KZ.aktau", to: "TR.kars"')).toMatchObject({
      distanceKm: 1200.4,
      hours: null,
      legsWithoutHours: 1,
      borders: 3,
      documents: ['SMGS', 'CIM'],
      bottleneck: { distanceKm: 500 },
      legs: [
        {
          mode: 'FERRY',
          hours: 20,
          corridor: { id: 'OTS.middle' },
          to: { node: { name: 'AZ.alat (SYNTHETIC)' } },
        },
        { mode: 'RAIL', hours: null, to: { nameOnFile: 'EXT.tbilisi', node: null } },
        // Told from its other end: a leg can be gone both ways.
        { from: { id: 'EXT.tbilisi', node: null }, to: { nameOnFile: 'TR.kars' } },
      ],
    });
  });

  test('goes over planned legs only where they are asked for', async () => {
    const planned = await ask('from: "KZ.aktau", to: "TR.kars", includePlanned: true');
    expect(planned).toMatchObject({ distanceKm: 1040, hours: 32, legsWithoutHours: 0, borders: 2 });
  });

  test('by hours prefers legs whose hours are published', async () => {
    const quick = leg('AZ.alat', 'TR.kars', { distanceKm: 5_000, transitHours: 90 });
    await world.registries.get('OTS')!.write({ put: [corridor('OTS.slow', [quick])] });
    expect(await ask('from: "KZ.aktau", to: "TR.kars", by: HOURS')).toMatchObject({
      hours: 110,
      legsWithoutHours: 0,
    });
    expect(await ask('from: "KZ.aktau", to: "TR.kars"')).toMatchObject({ distanceKm: 1200.4 });
  });

  test('that is not known while a registry does not answer is an error that names it', async () => {
    world.behave('OTS', dead);
    const { data, errors } = await world.ask(
      '{ route(from: "KZ.aktau", to: "TR.kars") { borders } members { code } }',
    );
    expect(data).toMatchObject({ route: null, members: expect.any(Array) as unknown[] });
    expect(errors).toMatchObject([
      { path: ['route'], extensions: { code: 'REGISTRY_UNAVAILABLE', registry: 'OTS' } },
    ]);
  });

  test('that does not exist is null', async () => {
    expect(await ask('from: "KZ.aktau", to: "KZ.nowhere"')).toBeNull();
    expect(await ask('from: "KZ.aktau", to: "TR.port"')).toBeNull();
  });
});
