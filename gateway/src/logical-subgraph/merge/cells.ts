import { GraphQLError } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import {
  addMeasures,
  cellKey,
  addedFields,
  catalogueError,
  parseStatisticsArguments,
} from '@kopru/schema';
import type { Measure, StatisticsArguments } from '@kopru/schema';
import type { Member } from '../../membership/membership.ts';
import { isRecord } from '../../registry-client/ask-registry.ts';
import { project, refusal, withPath } from '../field-answer.ts';
import type { FieldAnswer } from '../field-answer.ts';
import { fieldVariables, own, printFieldQuery } from '../registry-query.ts';
import { objectTypeBelow } from '../object-type.ts';
import { reportOf } from '../report.ts';
import type { Report } from '../report.ts';
import { registriesFor } from '../route.ts';
import { fieldsOf, plainField } from '../selection.ts';
import type { SelectedField } from '../selection.ts';
import type { Question, Spanning } from '../spanning.ts';

type Cell = Record<string, Measure>;

/** Statistical cells of many registries: those alike in every dimension become one, their measures added. */
export async function mergeCells(spanning: Spanning, question: Question): Promise<FieldAnswer> {
  const read = parseStatisticsArguments(question.args as unknown as StatisticsArguments);
  if (read instanceof GraphQLError) return refusal(withPath(read, [question.field.key]));
  const members = registriesFor(spanning.members, read.where);
  if (members instanceof GraphQLError) return refusal(withPath(members, [question.field.key]));

  const plan = readCells(spanning, question);
  const parts = await Promise.all(
    members.map((member) => askOne(spanning, question, plan, member)),
  );
  for (const { report } of parts) question.context.note(report);
  const cells = addCells(
    plan,
    parts.flatMap((part) => part.cells),
  );
  return {
    value: writeStatistics(plan, question, cells, parts),
    errors: parts.flatMap(({ errors }) => errors),
  };
}

interface CellsPlan {
  statistics: GraphQLObjectType;
  cell: GraphQLObjectType;
  report: GraphQLObjectType;
  dimensions: string[];
  measures: string[];
  /** All of the above as a registry is asked for them. */
  asked: SelectedField[];
}

function readCells({ schema }: Spanning, { definition }: Question): CellsPlan {
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
    asked: names.map((name) => plainField(name)),
  };
}

interface Part {
  cells: Cell[];
  report: Report;
  errors: GraphQLError[];
}

async function askOne(
  spanning: Spanning,
  question: Question,
  plan: CellsPlan,
  member: Member,
): Promise<Part> {
  const { code: registry } = member;
  const body = `cells { ${plan.asked.map(({ name }) => name).join(' ')} }`;
  const query = printFieldQuery({ question, body, selections: [] });
  const outcome = await spanning.ask(
    member,
    { query, variables: fieldVariables(question, question.args) },
    question.context,
  );
  if (outcome.kind === 'failed')
    return { cells: [], report: reportOf(registry, outcome, 0), errors: [] };
  const field = outcome.data[own('field')];
  const given: unknown = isRecord(field) ? field.cells : null;
  const checked = Array.isArray(given)
    ? (given as unknown[]).map((cell) => ({
        cell,
        clause: clauseBroken(spanning, plan, cell, registry),
      }))
    : [{ cell: null, clause: plan.statistics.name }];
  const clause = checked.find((each) => each.clause !== null)?.clause ?? null;
  const cells = checked.filter((each) => each.clause === null).map(({ cell }) => cell as Cell);
  const at = { path: [question.field.key], registry };
  return {
    cells,
    report: reportOf(registry, outcome, cells.length, clause),
    errors:
      clause === null ? [] : [catalogueError('REGISTRY_ANSWER_INVALID', { registry, clause }, at)],
  };
}

/** Of the contract's shape, of no other registry, and no measure below nothing. */
function clauseBroken(
  spanning: Spanning,
  { cell: type, asked, measures }: CellsPlan,
  cell: unknown,
  code: string,
) {
  if (!isRecord(cell)) return `${type.name} is no object`;
  const clause = spanning.checkShape(cell, type, asked);
  if (clause !== null) return clause;
  if (cell.registry != null && cell.registry !== code)
    return `${type.name} is not of this registry`;
  const negative = measures.find((name) => Number(cell[name] ?? 0) < 0);
  return negative === undefined ? null : `${type.name}.${negative} is negative`;
}

/** In the contract's order. */
function addCells({ dimensions, measures }: CellsPlan, cells: readonly Cell[]): Cell[] {
  const byGroup = new Map<string, Cell>();
  for (const cell of cells) {
    const key = cellKey(dimensions.map((name) => cell[name]));
    const known = byGroup.get(key);
    const added = measures.map(
      (name) => [name, addMeasures(known?.[name] ?? null, cell[name] ?? null)] as const,
    );
    byGroup.set(key, { ...cell, ...Object.fromEntries(added) });
  }
  return [...byGroup].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

function writeStatistics(
  plan: CellsPlan,
  { field }: Question,
  cells: readonly Cell[],
  parts: readonly Part[],
): unknown {
  const written = (
    fields: readonly SelectedField[],
    type: GraphQLObjectType,
    rows: readonly object[],
  ): object[] =>
    rows.map((row) =>
      project(fields, type.name, ({ name }) => (row as Record<string, unknown>)[name] ?? null),
    );
  return project(fieldsOf(field.selections), plan.statistics.name, ({ name, selections }) =>
    name === 'cells'
      ? written(fieldsOf(selections), plan.cell, cells)
      : written(
          fieldsOf(selections),
          plan.report,
          parts.map((part) => part.report),
        ),
  );
}
