import { getNamedType, isEnumType, isObjectType } from 'graphql';
import type { GraphQLField } from 'graphql';
import { addMeasures, addedFields, cellKey, spans } from '@kopru/schema';
import type { Measure } from '@kopru/schema';
import { contract, kindShapes } from '../contract-shapes.ts';
import type { KindShape } from '../contract-shapes.ts';
import { inspectEach, show } from '../requirement.ts';
import type { Finding, Requirement } from '../requirement.ts';
import type { Node, Target } from '../target.ts';
import { usdOf } from './sort-keys.ts';

interface Statistic {
  field: string;
  kind: KindShape;
  dimensions: string[];
  /** Fields of a cell, in the contract's order. */
  cellFields: string[];
  measures: ReadonlySet<string>;
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const statistics: Statistic[] = Object.values(contract.getQueryType()?.getFields() ?? {})
  .filter(({ name }) => spans.get(name)?.merge === 'CELLS')
  .map((field: GraphQLField<unknown, unknown>) => {
    const by = field.args.find(({ name }) => name === 'by');
    const dimension = by && getNamedType(by.type);
    const answer = getNamedType(field.type);
    const cell = isObjectType(answer) ? getNamedType(answer.getFields().cells?.type) : undefined;
    const where = field.args.find(({ name }) => name === 'where');
    const kind = kindShapes.find(
      ({ whereType }) => whereType === (where && getNamedType(where.type).name),
    );
    if (!kind || !isObjectType(cell) || !isEnumType(dimension))
      throw new Error(`Expected ${field.name} to be a statistic`);
    return {
      field: field.name,
      kind,
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

/** What a record adds to a cell, and by what it is told apart: by the names of the cell's fields. */
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
  const asked = cellFields.filter((field) =>
    by.some((dimension) => camelCase(dimension) === field),
  );
  const cells = new Map<string, Cell>();
  for (const node of nodes) {
    const key = cellKey(asked.map((field) => values[field]?.(node)));
    const known = cells.get(key);
    const own = cellFields.map((field): [string, Measure] => {
      const value = values[field]?.(node) ?? null;
      if (!measures.has(field)) return [field, asked.includes(field) ? value : null];
      return [field, known ? addMeasures(known[field] ?? null, value) : value];
    });
    cells.set(key, Object.fromEntries(own));
  }
  return [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}

/** Sums of floating numbers may be added in another order. */
const rounded = (cell: Cell): string =>
  JSON.stringify(
    Object.entries(cell).map(([field, value]) => [
      field,
      typeof value === 'number' ? Number(value.toPrecision(10)) : value,
    ]),
  );

const ask = async (
  subject: Target,
  { field, cellFields, kind }: Statistic,
  by: readonly string[],
) =>
  subject.ask(
    `query ($where: ${kind.whereType}, $by: [${field.charAt(0).toUpperCase()}${field.slice(1).replace('Statistics', 'Dimension')}!]!) { ${field}(where: $where, by: $by) { cells { ${cellFields.join(' ')} } } }`,
    { by },
  );

export const statisticsRequirements: Requirement[] = [
  {
    id: 'ZBFD',
    level: 'MUST',
    title:
      'counts and sums its records by each dimension as the records themselves do, cells in the order of their values, what is not stated last',
    check: (subject) =>
      inspectEach(statistics, async (statistic) => {
        const { rows, isWhole } = await subject.walk(statistic.kind);
        if (!isWhole || rows.length === 0) return { tested: 0, problems: [] };
        const nodes = rows.map(({ node }) => node);
        const asked = [
          [],
          ...statistic.dimensions.map((dimension) => [dimension]),
          statistic.dimensions.slice(0, 3),
        ];
        return inspectEach(asked, async (by): Promise<Finding> => {
          const { data } = await ask(subject, statistic, by);
          const cells = ((Object(data?.[statistic.field]) as { cells?: Cell[] }).cells ?? []).map(
            rounded,
          );
          const expected = cellsOf(statistic, nodes, by).map(rounded);
          const wrong = [...Array(Math.max(cells.length, expected.length)).keys()].find(
            (index) => cells[index] !== expected[index],
          );
          return {
            tested: 1,
            problems:
              wrong === undefined
                ? []
                : [
                    `${statistic.field}(by: ${show(by)}): expected the cell ${show(expected[wrong])}, but got ${show(cells[wrong])}`,
                  ],
          };
        });
      }),
  },
  {
    id: 'MY3U',
    level: 'MUST',
    title: 'refuses more than three dimensions, and one twice (TOO_MANY_DIMENSIONS)',
    check: (subject) =>
      inspectEach(statistics, (statistic) =>
        inspectEach(
          [
            statistic.dimensions.slice(0, 4),
            [statistic.dimensions[0] ?? '', statistic.dimensions[0] ?? ''],
          ],
          async (by) => {
            const code = (await ask(subject, statistic, by)).errors[0]?.extensions?.code;
            return {
              tested: 1,
              problems:
                code === 'TOO_MANY_DIMENSIONS'
                  ? []
                  : [
                      `${statistic.field}(by: ${show(by)}): expected TOO_MANY_DIMENSIONS, but got ${show(code)}`,
                    ],
            };
          },
        ),
      ),
  },
];
