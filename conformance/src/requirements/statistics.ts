import { getNamedType, isEnumType, isObjectType } from 'graphql';
import type { GraphQLField } from 'graphql';
import { addMeasures, addedFields, cellKey, spans } from '@kopru/schema';
import type { Measure } from '@kopru/schema';
import { contract, kindShapes } from '../contract-shapes.ts';
import type { KindShape } from '../contract-shapes.ts';
import { inspectEach, notApplicable, show, single } from '../requirement.ts';
import type { Finding, Requirement } from '../requirement.ts';
import type { Node, Target } from '../target.ts';
import { usdOf } from './sort-keys.ts';

interface Statistic {
  field: string;
  kind: KindShape;
  dimensionType: string;
  dimensions: string[];
  /** Fields of a cell, in the contract's order. */
  cellFields: string[];
  measures: ReadonlySet<string>;
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const statisticFields: Statistic[] = Object.values(contract.getQueryType()?.getFields() ?? {})
  .filter(({ name }) => spans.get(name)?.merge === 'CELLS')
  .map((field: GraphQLField<unknown, unknown>) => {
    const by = field.args.find(({ name }) => name === 'by');
    const dimension = by && getNamedType(by.type);
    const result = getNamedType(field.type);
    const cell = isObjectType(result) ? getNamedType(result.getFields().cells?.type) : undefined;
    const where = field.args.find(({ name }) => name === 'where');
    const kind = kindShapes.find(
      ({ whereType }) => whereType === (where && getNamedType(where.type).name),
    );
    if (!kind || !isObjectType(cell) || !isEnumType(dimension))
      throw new Error(`Expected ${field.name} to be a statistic`);
    return {
      field: field.name,
      kind,
      dimensionType: dimension.name,
      dimensions: dimension.getValues().map(({ name }) => name),
      cellFields: Object.keys(cell.getFields()),
      measures: addedFields.get(cell.name) ?? new Set(),
    };
  });

const primary = (node: Node): Record<string, unknown> | undefined => {
  const all = (node.activities ?? []) as Record<string, unknown>[];
  return all.find((each) => each.primary === true) ?? undefined;
};
const year = (value: unknown): string | null =>
  typeof value === 'string' ? value.slice(0, 4) : null;
const capacityIn = (node: Node, unit: string): number | null => {
  const capacity = node.capacity as { value: number; unit: string } | null;
  return capacity?.unit === unit ? capacity.value : null;
};

/** What a record contributes to each field of a cell: its dimensions and its measures. */
const values: Readonly<Record<string, (node: Node) => Measure>> = {
  registry: (node) => String(node.registry),
  section: (node) => (primary(node)?.section ?? null) as Measure,
  division: (node) => (primary(node)?.division ?? null) as Measure,
  sizeClass: (node) => node.sizeClass as Measure,
  regionCode: (node) => (node.address as { regionCode?: string } | null)?.regionCode ?? null,
  foundedYear: (node) => year(node.founded),
  startedYear: (node) => year(node.started),
  status: (node) => node.status as Measure,
  kind: (node) => node.kind as Measure,
  startupStage: (node) => (node.startup as { stage?: string } | null)?.stage ?? null,
  joinedHubYear: (node) => year((node.startup as { joinedHub?: string } | null)?.joinedHub),
  count: () => 1,
  employees: (node) => node.employees as Measure,
  employeesStated: (node) => (node.employees === null ? 0 : 1),
  turnoverUsd: (node) => usdOf(node.turnover),
  turnoverUsdStated: (node) => (usdOf(node.turnover) === null ? 0 : 1),
  capacityStated: (node) => (node.capacity === null ? 0 : 1),
  megawatts: (node) => capacityIn(node, 'MEGAWATT'),
  tonnesPerYear: (node) => capacityIn(node, 'TONNES_PER_YEAR'),
  barrelsPerDay: (node) => capacityIn(node, 'BARRELS_PER_DAY'),
  cubicMetresPerYear: (node) => capacityIn(node, 'CUBIC_METRES_PER_YEAR'),
};

type Cell = Record<string, Measure>;

function cellsOf(
  { cellFields, measures }: Statistic,
  nodes: readonly Node[],
  by: readonly string[],
): Cell[] {
  const selected = cellFields.filter((field) =>
    by.some((dimension) => camelCase(dimension) === field),
  );
  const cells = new Map<string, Cell>();
  for (const node of nodes) {
    const key = cellKey(selected.map((field) => values[field]?.(node)));
    const previous = cells.get(key);
    const next = cellFields.map((field): [string, Measure] => {
      const value = values[field]?.(node) ?? null;
      if (!measures.has(field)) return [field, selected.includes(field) ? value : null];
      return [field, previous ? addMeasures(previous[field] ?? null, value) : value];
    });
    cells.set(key, Object.fromEntries(next));
  }
  return [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}

/** Rounds to ten digits, since sums of floating-point numbers depend on the order of addition. */
const rounded = (cell: Cell): string =>
  JSON.stringify(
    Object.entries(cell).map(([field, value]) => [
      field,
      typeof value === 'number' ? Number(value.toPrecision(10)) : value,
    ]),
  );

const requestCells = async (
  target: Target,
  { field, cellFields, kind, dimensionType }: Statistic,
  by: readonly string[],
) =>
  target.request(
    `query ($where: ${kind.whereType}, $by: [${dimensionType}!]!) {
      ${field}(where: $where, by: $by) { cells { ${cellFields.join(' ')} } }
    }`,
    { by },
  );

/** The statistics, compared with sums over the scanned records. */
export const statistics: Requirement[] = [
  {
    id: 'ZBFD',
    level: 'MUST',
    title:
      'counts and sums its records by each dimension; cells are ordered by value, missing values last',
    check: (target) =>
      inspectEach(statisticFields, async (statistic) => {
        const { rows, isWhole } = await target.scan(statistic.kind);
        if (!isWhole || rows.length === 0) return notApplicable;
        const nodes = rows.map(({ node }) => node);
        const groupings = [
          [],
          ...statistic.dimensions.map((dimension) => [dimension]),
          statistic.dimensions.slice(0, 3),
        ];
        return inspectEach(groupings, async (by): Promise<Finding> => {
          const { data } = await requestCells(target, statistic, by);
          const cells = ((Object(data?.[statistic.field]) as { cells?: Cell[] }).cells ?? []).map(
            rounded,
          );
          const expected = cellsOf(statistic, nodes, by).map(rounded);
          const wrong = [...Array(Math.max(cells.length, expected.length)).keys()].find(
            (index) => cells[index] !== expected[index],
          );
          if (wrong === undefined) return single(null);
          return single(
            `${statistic.field}(by: ${show(by)}): expected the cell ${show(expected[wrong])}, ` +
              `but got ${show(cells[wrong])}`,
          );
        });
      }),
  },
  {
    id: 'MY3U',
    level: 'MUST',
    title: 'rejects more than three dimensions, and a repeated one (TOO_MANY_DIMENSIONS)',
    check: (target) =>
      inspectEach(statisticFields, (statistic) =>
        inspectEach(
          [
            statistic.dimensions.slice(0, 4),
            [statistic.dimensions[0] ?? '', statistic.dimensions[0] ?? ''],
          ],
          async (by) => {
            const code = (await requestCells(target, statistic, by)).errors[0]?.extensions?.code;
            const what = `${statistic.field}(by: ${show(by)})`;
            return single(
              code === 'TOO_MANY_DIMENSIONS'
                ? null
                : `${what}: expected TOO_MANY_DIMENSIONS, but got ${show(code)}`,
            );
          },
        ),
      ),
  },
];
