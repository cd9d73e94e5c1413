import { addMeasures, cellKey, parseGlobalId } from '@kopru/schema';
import type { Measure } from '@kopru/schema';
import type { RegistryRecord } from './record.ts';
import { usdOf } from './sort-keys.ts';

const year = (date: string | null | undefined): string | null => date?.slice(0, 4) ?? null;
const primary = ({ activities = [] }: RegistryRecord) =>
  activities.find((activity) => activity.primary);

const dimensions: Readonly<Record<string, (record: RegistryRecord) => string | null | undefined>> =
  {
    REGISTRY: ({ id }) => parseGlobalId(id)?.registry,
    SECTION: (record) => primary(record)?.section,
    DIVISION: (record) => primary(record)?.division,
    SIZE_CLASS: ({ sizeClass }) => sizeClass,
    REGION_CODE: ({ address }) => address?.regionCode,
    FOUNDED_YEAR: ({ founded }) => year(founded),
    STATUS: ({ status }) => status,
    STARTUP_STAGE: ({ startup }) => startup?.stage,
    JOINED_HUB_YEAR: ({ startup }) => year(startup?.joinedHub),
    KIND: ({ kind }) => kind,
    STARTED_YEAR: ({ started }) => year(started),
  };

type Measures = Readonly<Record<string, (record: RegistryRecord) => Measure>>;

const stated = (value: unknown): number => (value == null ? 0 : 1);
const capacityIn =
  (unit: string) =>
  ({ capacity }: RegistryRecord): Measure =>
    capacity?.unit === unit ? capacity.value : null;

const measures: Readonly<Record<string, Measures>> = {
  Company: {
    count: () => 1,
    employees: ({ employees }) => employees ?? null,
    employeesStated: ({ employees }) => stated(employees),
    turnoverUsd: ({ turnover }) => usdOf(turnover),
    turnoverUsdStated: ({ turnover }) => stated(usdOf(turnover)),
  },
  Facility: {
    count: () => 1,
    capacityStated: ({ capacity }) => stated(capacity),
    megawatts: capacityIn('MEGAWATT'),
    tonnesPerYear: capacityIn('TONNES_PER_YEAR'),
    barrelsPerDay: capacityIn('BARRELS_PER_DAY'),
    cubicMetresPerYear: capacityIn('CUBIC_METRES_PER_YEAR'),
  },
};

/** Aggregates records of one type into cells. `by` has the dimensions in the contract's order. */
export function aggregateCells(
  typeName: string,
  records: readonly RegistryRecord[],
  by: readonly string[],
): object[] {
  const cells = new Map<string, Record<string, Measure>>();
  for (const record of records) {
    const group = by.map((name) => [camelCase(name), dimensions[name]?.(record) ?? null] as const);
    const key = cellKey(group.map(([, value]) => value));
    const cell = cells.get(key) ?? Object.fromEntries(group);
    for (const [name, measure] of Object.entries(measures[typeName] ?? {}))
      cell[name] = addMeasures(cell[name] ?? null, measure(record));
    cells.set(key, cell);
  }
  return [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
