import { GraphQLError } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { addMeasures, cellKey, addedFields, parseStatisticsArguments } from '@kopru/schema';
import type { Measure, StatisticsArguments } from '@kopru/schema';
import { isRecord } from '../../is-record.ts';
import type { Report } from '../../report/report.ts';
import { project, projectAll } from '../field-result.ts';
import type { MergeContext, RootField } from '../merge-context.ts';
import { objectTypeBelow } from '../object-type.ts';
import { fieldVariables, printFieldQuery } from '../registry-query.ts';
import { registriesFor } from '../route.ts';
import { fieldsOf, plainField } from '../selection.ts';
import type { SelectedField } from '../selection.ts';
import type { Merge } from './merge.ts';

type Cell = Record<string, Measure>;

interface CellsPlan {
  context: MergeContext;
  root: RootField;
  where: Readonly<Record<string, unknown>>;
  statistics: GraphQLObjectType;
  cell: GraphQLObjectType;
  report: GraphQLObjectType;
  dimensions: string[];
  measures: string[];
  /** All dimensions and measures, as a registry is requested to give them. */
  columns: SelectedField[];
}

interface CellsPart {
  cells: Cell[];
  errors: GraphQLError[];
  report: Report;
}

interface MergedCells {
  cells: Cell[];
  parts: readonly CellsPart[];
}

/** Statistical cells. Cells that agree in every dimension become one, their measures added. */
export const cellsMerge: Merge<CellsPlan, null, CellsPart, MergedCells> = {
  plan(context, root) {
    const parsed = parseStatisticsArguments(root.args as unknown as StatisticsArguments);
    if (parsed instanceof GraphQLError) return parsed;
    return { context, root, where: parsed.where, ...readTypes(context, root) };
  },

  route({ context, root, where, columns }) {
    const members = registriesFor(context.members, where);
    if (members instanceof GraphQLError) return members;
    const body = `cells { ${columns.map(({ name }) => name).join(' ')} }`;
    const query = printFieldQuery({ root, body, selections: [] });
    const variables = fieldVariables(root, root.args);
    return members.map((member) => ({ member, query, variables, target: null }));
  },

  check(plan, response) {
    if (response.failed) return { cells: [], errors: [], report: response.report(0) };
    const list: unknown = isRecord(response.field) ? response.field.cells : null;
    const values = Array.isArray(list) ? (list as unknown[]) : [];
    const violations = Array.isArray(list)
      ? values.map((cell) => violationOf(plan, cell, response.registry))
      : [plan.statistics.name];
    const violation = violations.find((each) => each !== null) ?? null;
    const cells = values.filter((_, index) => violations[index] === null) as Cell[];
    return {
      cells,
      errors: response.violationAt(violation, [plan.root.field.key]),
      report: response.report(cells.length, violation),
    };
  },

  merge: (plan, parts) => ({
    cells: addCells(
      plan,
      parts.flatMap(({ cells }) => cells),
    ),
    parts,
  }),
  report: (_plan, { parts }) => parts.map(({ report }) => report),
  write: (plan, { cells, parts }, reports) => ({
    value: writeStatistics(plan, cells, reports),
    errors: parts.flatMap(({ errors }) => errors),
  }),
};

function readTypes({ schema }: MergeContext, { definition }: RootField) {
  const statistics = objectTypeBelow(schema, definition.type);
  const cell = objectTypeBelow(schema, statistics.getFields().cells?.type);
  const names = Object.keys(cell.getFields());
  const isMeasure = (name: string): boolean => addedFields.get(cell.name)?.has(name) ?? false;
  return {
    statistics,
    cell,
    report: objectTypeBelow(schema, statistics.getFields().registries?.type),
    dimensions: names.filter((name) => !isMeasure(name)),
    measures: names.filter(isMeasure),
    columns: names.map((name) => plainField(name)),
  };
}

/** A cell has the contract's shape, is of no other registry, and has no negative measure. */
function violationOf(
  { context, cell: type, columns, measures }: CellsPlan,
  cell: unknown,
  code: string,
): string | null {
  if (!isRecord(cell)) return `${type.name} is no object`;
  const violation = context.checkShape(cell, type, columns);
  if (violation !== null) return violation;
  if (cell.registry != null && cell.registry !== code)
    return `${type.name} is not of this registry`;
  const negative = measures.find((name) => Number(cell[name] ?? 0) < 0);
  return negative === undefined ? null : `${type.name}.${negative} is negative`;
}

/** In the contract's order of cells. */
function addCells({ dimensions, measures }: CellsPlan, cells: readonly Cell[]): Cell[] {
  const byGroup = new Map<string, Cell>();
  for (const cell of cells) {
    const key = cellKey(dimensions.map((name) => cell[name]));
    const sum = byGroup.get(key);
    const added = measures.map(
      (name) => [name, addMeasures(sum?.[name] ?? null, cell[name] ?? null)] as const,
    );
    byGroup.set(key, { ...cell, ...Object.fromEntries(added) });
  }
  return [...byGroup].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

function writeStatistics(
  plan: CellsPlan,
  cells: readonly Cell[],
  reports: readonly Report[],
): Record<string, unknown> {
  const fields = fieldsOf(plan.root.field.selections);
  return project(fields, plan.statistics.name, ({ name, selections }) =>
    name === 'cells'
      ? projectAll(fieldsOf(selections), plan.cell.name, cells)
      : projectAll(fieldsOf(selections), plan.report.name, reports),
  );
}
