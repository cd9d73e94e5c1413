import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { dead, startWorld } from './world.ts';
import type { World } from './world.ts';

// Offers that answer requests, over all registries. Made-up records: they stand for nobody.

const provenance = {
  source: 'SYNTHETIC',
  licence: 'CC0-1.0',
  modifiedAt: '2026-11-24T00:00:00.000Z',
};
const today = '2026-11-24';

interface Extra {
  opportunityKind?: string;
  anonymous?: boolean;
  [field: string]: unknown;
}

const opportunity = (id: string, extra: Extra = {}) => ({
  id,
  kind: 'OPPORTUNITY',
  titles: [{ text: `${id} (SYNTHETIC)`, language: 'en' }],
  summaries: [{ text: 'SYNTHETIC: made up.', language: 'en' }],
  opportunityKind: 'TECHNOLOGY_OFFER',
  published: '2026-01',
  expires: '2027-03-31',
  owner: { id: `${id}-owner`, kind: 'COMPANY', nameOnFile: 'Secret Owner (SYNTHETIC)' },
  provenance,
  ...extra,
});

const food = [{ section: 'C', division: '10', primary: true }];

const request = opportunity('KZ.request', {
  opportunityKind: 'TECHNOLOGY_REQUEST',
  keywords: ['тамшылатып суару', 'energy storage'],
  activities: food,
  trl: { min: 5, max: 8 },
  partnerships: ['LICENCE', 'MANUFACTURING'],
});

let world: World;
const startWith = async (records: Record<string, object[]>) => {
  world = await startWorld({ records, now: () => new Date(`${today}T12:00:00Z`) });
};
beforeEach(() => startWith({ KZ: [request] }));
afterAll(() => world.stop());

const put = (code: string, ...records: object[]) =>
  world.registries.get(code)!.write({ put: records });

interface Matches {
  open: boolean;
  totalCount: number;
  complete: boolean;
  nodes: { score: number; why: string[]; opportunity: { id: string; owner: unknown } | null }[];
  registries: { registry: string; state: string; returned: number; total: number | null }[];
}

async function matchesOf(id: string, args = 'first: 20'): Promise<Matches> {
  const { data, errors } = await world.ask(`{ opportunity(id: "${id}") { matches(${args}) {
    open totalCount complete nodes { score why opportunity { id owner { nameOnFile } } } registries { registry state returned total }
  } } }`);
  expect(errors).toEqual([]);
  return (data!.opportunity as { matches: Matches }).matches;
}
const idsOf = ({ nodes }: Matches) => nodes.map((each) => each.opportunity?.id);

describe('the matches of an opportunity', () => {
  test('are scored by a formula that anyone can follow, and say in words what fits', async () => {
    await put(
      'TR',
      opportunity('TR.close', {
        keywords: ['Damla Sulama'],
        activities: food,
        trl: { min: 4, max: 6 },
        partnerships: ['LICENCE'],
        targetRegistries: ['KZ', 'UZ'],
      }),
    );
    const { nodes } = await matchesOf('KZ.request');
    expect(nodes).toEqual([
      {
        // One keyword of three shared, twice: 2/3 of 0.4; the division: 0.25; two of three levels:
        // 0.17; the partnership: 0.1.
        score: 0.78,
        why: [
          'Shared keywords: drip irrigation (Damla Sulama, тамшылатып суару)',
          'Same ISIC division 10: Manufacture of food products',
          'TRL overlaps 5–6',
          'Both seek LICENCE',
          'Seeks partners in KZ by name',
          'Open until 2027-03-31',
        ],
        opportunity: { id: 'TR.close', owner: { nameOnFile: 'Secret Owner (SYNTHETIC)' } },
      },
    ]);
  });

  test('are the same from either side', async () => {
    await put(
      'TR',
      opportunity('TR.offer', { keywords: ['energy storage'], trl: { min: 9, max: 9 } }),
    );
    const [there] = (await matchesOf('KZ.request')).nodes;
    const [back] = (await matchesOf('TR.offer')).nodes;
    expect([there!.opportunity!.id, back!.opportunity!.id]).toEqual(['TR.offer', 'KZ.request']);
    expect(back!.score).toBe(there!.score);
    expect(there!.why).toContain('TRL 5–8 and 9 lie 1 apart');
  });

  test('come the best first, from every registry, or only from abroad', async () => {
    await put('UZ', opportunity('UZ.some', { keywords: ['energy storage', 'glass'] }));
    await put(
      'HU',
      opportunity('HU.best', { keywords: ['energy storage', 'drip irrigation'], activities: food }),
    );
    await put('KZ', opportunity('KZ.home', { activities: food }));
    expect(idsOf(await matchesOf('KZ.request'))).toEqual(['HU.best', 'KZ.home', 'UZ.some']);
    const abroad = await matchesOf('KZ.request', 'first: 1, abroad: true');
    expect([abroad.totalCount, idsOf(abroad)]).toEqual([2, ['HU.best']]);
    expect(abroad.registries).toContainEqual({
      registry: 'UZ',
      state: 'OK',
      returned: 0,
      total: 1,
    });
  });

  test.each<[string, Extra]>([
    ['has nothing in common with it', { keywords: ['glass'] }],
    ['is a request, too', { opportunityKind: 'TECHNOLOGY_REQUEST' }],
    ['is of business', { opportunityKind: 'BUSINESS_OFFER' }],
    ['seeks partners elsewhere', { targetRegistries: ['AZ'] }],
    ['has expired', { expires: '2026-11-23' }],
    ['is not yet published', { published: '2026-12' }],
  ])('leave out what %s', async (_, extra) => {
    await put('TR', opportunity('TR.offer', { keywords: ['energy storage'], ...extra }));
    expect(await matchesOf('KZ.request')).toMatchObject({
      open: true,
      totalCount: 0,
      complete: true,
    });
  });

  test('respect where the request itself seeks partners', async () => {
    await put('KZ', { ...request, targetRegistries: ['UZ'] });
    await put('TR', opportunity('TR.offer', { keywords: ['energy storage'] }));
    await put('UZ', opportunity('UZ.offer', { keywords: ['energy storage'] }));
    expect(idsOf(await matchesOf('KZ.request'))).toEqual(['UZ.offer']);
  });

  test('include one on its last day, and there are none of one that is past it', async () => {
    await put('TR', opportunity('TR.last', { keywords: ['energy storage'], expires: '2026-11' }));
    expect(idsOf(await matchesOf('KZ.request'))).toEqual(['TR.last']);
    await put('KZ', { ...request, expires: '2026-11-23' });
    expect(await matchesOf('KZ.request')).toMatchObject({
      open: false,
      totalCount: 0,
      nodes: [],
      registries: [],
    });
  });

  test('name nobody who stays anonymous, on neither side', async () => {
    await put('TR', opportunity('TR.offer', { keywords: ['energy storage'], anonymous: true }));
    await put('KZ', { ...request, anonymous: true });
    const { data } =
      await world.ask(`{ opportunities { nodes { id owner { nameOnFile } matches { nodes { why opportunity { id owner { nameOnFile }
      matches { nodes { opportunity { owner { nameOnFile } } } } } } } } } }`);
    expect(JSON.stringify(data)).toContain('TR.offer');
    expect(JSON.stringify(data)).not.toMatch(/Secret|-owner/);
  });

  test('name the registry that did not answer, and hold for the rest', async () => {
    await put('TR', opportunity('TR.offer', { keywords: ['energy storage'] }));
    world.behave('AZ', dead);
    const answer = await matchesOf('KZ.request');
    expect(idsOf(answer)).toEqual(['TR.offer']);
    expect(answer.registries).toContainEqual({
      registry: 'AZ',
      state: 'UNAVAILABLE',
      returned: 0,
      total: null,
    });
  });

  test('of a whole page cost each registry one question, and a second one for what fits', async () => {
    const subjects = Array.from({ length: 20 }, (_, index) => ({ ...request, id: `KZ.r${index}` }));
    await put('KZ', ...subjects);
    await put('TR', opportunity('TR.offer', { keywords: ['energy storage'] }));
    world.forget();
    const { errors } = await world.ask(
      '{ opportunities(first: 20, where: {registries: [KZ]}) { nodes { matches { nodes { opportunity { title } } } } } }',
    );
    expect(errors).toEqual([]);
    // What may fit, in as many questions as a filter's cap makes of twenty requests.
    expect(world.received('UZ').length).toBeLessThanOrEqual(3);
    // The titles of those that do.
    expect(world.received('TR').length).toBeLessThanOrEqual(4);
  });

  test('say so where more comes into question than is compared', async () => {
    await put(
      'TR',
      ...Array.from({ length: 1_001 }, (_, index) =>
        opportunity(`TR.o${index}`, { activities: food }),
      ),
    );
    const { complete, totalCount } = await matchesOf('KZ.request');
    expect([complete, totalCount]).toEqual([false, 1_000]);
  });

  test('of one without a topic are none, and nobody is asked', async () => {
    await put('KZ', { ...request, keywords: [], activities: [] });
    world.forget();
    expect(await matchesOf('KZ.request')).toMatchObject({
      open: true,
      totalCount: 0,
      complete: true,
    });
    expect(world.received('UZ')).toHaveLength(0);
  });

  test('are what a plain reading of the rules over one list finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawn, { minLength: 2, maxLength: 12 }), async (list) => {
        const all = list.map((each, index) => ({ ...each, id: `${each.registry}.x${index}` }));
        await startWith(recordsOf(all));
        for (const subject of all) {
          const expected = all.filter((other) => other !== subject && fit(subject, other));
          expect(idsOf(await matchesOf(subject.id)).sort()).toEqual(
            expected.map(({ id }) => id).sort(),
          );
        }
        await world.stop();
      }),
      { numRuns: 15 },
    );
  });
});

const drawn = fc.record({
  registry: fc.constantFrom('KZ', 'TR', 'UZ'),
  opportunityKind: fc.constantFrom(
    'TECHNOLOGY_OFFER',
    'TECHNOLOGY_REQUEST',
    'RESEARCH_REQUEST',
    'BUSINESS_OFFER',
    'BUSINESS_REQUEST',
  ),
  keywords: fc.uniqueArray(fc.constantFrom('steel', 'glass', 'silk'), { maxLength: 3 }),
  division: fc.constantFrom('10', '13', null),
  targetRegistries: fc.uniqueArray(fc.constantFrom('KZ', 'TR', 'UZ'), { maxLength: 2 }),
  expires: fc.constantFrom('2026-11-24', '2026-11-23', '2027'),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function recordsOf(all: readonly (Drawn & { id: string })[]): Record<string, object[]> {
  const records: Record<string, object[]> = {};
  for (const {
    id,
    registry,
    division,
    opportunityKind,
    keywords,
    targetRegistries,
    expires,
  } of all) {
    const activities = division === null ? [] : [{ section: 'C', division, primary: true }];
    (records[registry] ??= []).push(
      opportunity(id, { opportunityKind, keywords, targetRegistries, expires, activities }),
    );
  }
  return records;
}

const pairs = [
  ['TECHNOLOGY_OFFER', 'TECHNOLOGY_REQUEST'],
  ['TECHNOLOGY_OFFER', 'RESEARCH_REQUEST'],
  ['BUSINESS_OFFER', 'BUSINESS_REQUEST'],
].map((pair) => pair.sort().join());

const isOpenTo = (one: Drawn, other: Drawn): boolean =>
  one.targetRegistries.length === 0 || one.targetRegistries.includes(other.registry);

/** docs/matches.md, read plainly. */
const fit = (a: Drawn, b: Drawn): boolean =>
  pairs.includes([a.opportunityKind, b.opportunityKind].sort().join()) &&
  [a, b].every(({ expires }) => expires !== '2026-11-23') &&
  isOpenTo(a, b) &&
  isOpenTo(b, a) &&
  (a.keywords.some((each) => b.keywords.includes(each)) ||
    (a.division !== null && a.division === b.division));
