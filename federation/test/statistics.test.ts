import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordOf, StoredRecord } from '@kopru/records';
import { convertMoney } from '@kopru/schema';
import { federation as randomUnion } from './properties/arbitraries/records.ts';
import { pageScan } from './properties/arbitraries/page-scans.ts';
import { referenceIds } from './properties/reference.ts';
import { dead, startWorld, tampering } from './world.ts';
import { withDefaults } from './properties/with-defaults.ts';
import type { World } from './world.ts';

const seed = Number(process.env.KOPRU_SEED_NUMBER ?? Date.now() % 1_000_000_000);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function fill(records: Readonly<Record<string, readonly object[]>>): Promise<StoredRecord[]> {
  const all: StoredRecord[] = [];
  for (const [code, registry] of world.registries) {
    await registry.write({ remove: Array.from({ length: 20 }, (_, index) => `${code}.r${index}`) });
    await registry.write({ put: records[code] ?? [] });
    all.push(...withDefaults(records[code] ?? []));
  }
  return all;
}

/** The plainest way: one pass over all records of the union. */
const dimensions: Readonly<Record<string, (company: RecordOf<'COMPANY'>) => unknown>> = {
  REGISTRY: ({ id }) => id.split('.')[0],
  SECTION: ({ activities }) => activities.find(({ primary }) => primary)?.section ?? null,
  SIZE_CLASS: ({ sizeClass }) => sizeClass,
  FOUNDED_YEAR: ({ founded }) => founded?.slice(0, 4) ?? null,
  STATUS: ({ status }) => status,
  STARTUP_STAGE: ({ startup }) => startup?.stage ?? null,
  JOINED_HUB_YEAR: ({ startup }) => startup?.joinedHub?.slice(0, 4) ?? null,
};
const usdOf = ({ turnover }: RecordOf<'COMPANY'>): string | null =>
  turnover && convertMoney(turnover, 'USD');
const sumOf = (values: readonly (number | string | null)[]): number | null => {
  const stated = values.filter((value) => value !== null);
  return stated.length === 0 ? null : stated.reduce<number>((sum, value) => sum + Number(value), 0);
};

function countPlainly(companies: readonly RecordOf<'COMPANY'>[], by: readonly string[]): string[] {
  const groups = Map.groupBy(companies, (company) =>
    JSON.stringify(by.map((name) => dimensions[name]!(company))),
  );
  return [...groups].map(([key, members]) => {
    const turnovers = members.map(usdOf);
    const employees = members.map((each) => each.employees);
    const stated = [employees, turnovers].map(
      (values) => values.filter((value) => value !== null).length,
    );
    return JSON.stringify([
      key,
      members.length,
      sumOf(employees),
      sumOf(turnovers)?.toFixed(2),
      ...stated,
    ]);
  });
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

async function countByHub(by: readonly string[], where: object): Promise<string[]> {
  const fields = by.map(camelCase);
  const { data, errors } = await world.ask(
    `query ($where: CompanyWhere) { companyStatistics(where: $where, by: [${by.join(' ')}]) {
       cells { ${fields.join(' ')} count employees employeesStated turnoverUsd turnoverUsdStated } } }`,
    { where },
  );
  expect(errors).toEqual([]);
  const { cells } = data!.companyStatistics as { cells: Record<string, unknown>[] };
  return cells.map((cell) => {
    const { count, employees, employeesStated, turnoverUsd, turnoverUsdStated } = cell;
    const usd = turnoverUsd === null ? undefined : Number(turnoverUsd).toFixed(2);
    const key = JSON.stringify(fields.map((field) => cell[field]));
    return JSON.stringify([key, count, employees, usd, employeesStated, turnoverUsdStated]);
  });
}

describe('statistics over all registries', () => {
  test(`equal the counts and sums of one pass over all records, whatever the filter and the dimensions (seed ${seed})`, async () => {
    const by = fc.uniqueArray(fc.constantFrom(...Object.keys(dimensions)), { maxLength: 3 });
    const where = pageScan.filter(({ kind }) => kind === 'COMPANY').map((each) => each.where);
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(
        randomUnion,
        fc.array(fc.tuple(by, where), { minLength: 3, maxLength: 3 }),
        async (given, asks) => {
          const all = await fill(given);
          for (const [dims, filter] of asks) {
            const ids = new Set(
              referenceIds(all, 'COMPANY', filter, { field: 'NAME', direction: 'ASC' }),
            );
            const companies = all
              .filter((record) => record.kind === 'COMPANY')
              .filter(({ id }) => ids.has(id));
            expect((await countByHub(dims, filter)).sort()).toEqual(
              countPlainly(companies, dims).sort(),
            );
            counted += companies.length;
          }
        },
      ),
      { numRuns: process.env.KOPRU_LONG ? 300 : 20, seed, endOnFailure: true },
    );
    expect(counted).toBeGreaterThan(20);
  });
});

const plant = (id: string, value: number, unit: string) => ({
  id,
  kind: 'FACILITY',
  names: [{ text: `${id} (SYNTHETIC)`, language: 'en', kind: 'TRADE' }],
  facilityKind: 'CEMENT_PLANT',
  status: 'OPERATING',
  capacity: { value, unit },
  provenance: { source: 'SYNTHETIC', licence: 'CC0-1.0', modifiedAt: '2026-11-24T00:00:00.000Z' },
});

describe('statistics of facilities', () => {
  let plants: World;
  beforeAll(async () => {
    plants = await startWorld({
      records: {
        KZ: [plant('KZ.a', 100.5, 'TONNES_PER_YEAR'), plant('KZ.b', 40, 'MEGAWATT')],
        TR: [plant('TR.a', 200, 'TONNES_PER_YEAR')],
      },
    });
  });
  afterAll(() => plants.stop());

  const ask = (args = ''): Promise<Awaited<ReturnType<World['ask']>>> =>
    plants.ask(
      `{ facilityStatistics(by: [KIND] ${args}) { __typename all: cells { group: kind count tonnesPerYear megawatts barrelsPerDay capacityStated } registries { code: registry state returned } } }`,
    );

  test('add capacities of one unit over countries, and never of two', async () => {
    const { data, errors } = await ask();
    expect(errors).toEqual([]);
    expect(data!.facilityStatistics).toMatchObject({
      __typename: 'FacilityStatistics',
      all: [
        {
          group: 'CEMENT_PLANT',
          count: 3,
          tonnesPerYear: 300.5,
          megawatts: 40,
          barrelsPerDay: null,
          capacityStated: 3,
        },
      ],
    });
  });

  test('ask only the registries that the filter lets in', async () => {
    plants.forget();
    const { data } = await ask(', where: { registries: [TR] }');
    expect(data!.facilityStatistics).toMatchObject({
      all: [{ count: 1 }],
      registries: [{ code: 'TR', state: 'OK' }],
    });
    expect(plants.received('KZ')).toEqual([]);
  });

  test('name the registry that is missing in every sum', async () => {
    plants.behave('KZ', dead);
    const { data } = await ask();
    const { all, registries } = data!.facilityStatistics as { all: object[]; registries: object[] };
    expect(all).toMatchObject([{ count: 1 }]);
    expect(registries).toContainEqual({ code: 'KZ', state: 'UNAVAILABLE', returned: 0 });
  });

  test.each([
    [
      'a negative count',
      (cell: Record<string, unknown>) => (cell.count = -5),
      'FacilityCell.count is negative',
    ],
    [
      'another registry',
      (cell: Record<string, unknown>) => (cell.registry = 'TR'),
      'FacilityCell is not of this registry',
    ],
    [
      'a kind that there is not',
      (cell: Record<string, unknown>) => (cell.kind = 'CASTLE'),
      'FacilityCell.kind is no FacilityKind',
    ],
  ])('leave out a cell with %s, and say whose it was', async (_, spoil, clause) => {
    plants.behave(
      'KZ',
      tampering((body) => {
        const [field] = Object.values(body.data ?? {}) as { cells: Record<string, unknown>[] }[];
        spoil(field!.cells[0]!);
        return body;
      }),
    );
    const { data, errors } = await ask();
    expect(data!.facilityStatistics).toMatchObject({ all: [{ count: 1 }] });
    expect(errors).toMatchObject([
      { extensions: { code: 'REGISTRY_ANSWER_INVALID', registry: 'KZ' } },
    ]);
    expect(errors[0]?.message).toContain(clause);
  });

  test('are refused by more than three dimensions, or by one twice, and nobody is asked', async () => {
    plants.forget();
    for (const by of ['REGISTRY KIND STATUS REGION_CODE', 'KIND KIND']) {
      const { errors } = await plants.ask(
        `{ facilityStatistics(by: [${by}]) { cells { count } } }`,
      );
      expect(errors[0]?.extensions.code).toBe('TOO_MANY_DIMENSIONS');
    }
    expect(plants.received('TR')).toEqual([]);
  });
});
