import { project } from '../field-answer.ts';
import { fieldsOf } from '../selection.ts';
import type { SelectedField } from '../selection.ts';
import type { ConnectionPlan, PageResult, Row } from './connection.ts';

/** The merged page under the client's own response keys. */
export function writeConnection(plan: ConnectionPlan, result: PageResult): Record<string, unknown> {
  const { typeNames } = plan;
  const writers: Readonly<Record<string, (field: SelectedField) => unknown>> = {
    nodes: (field) => result.rows.map((row) => row.nodes[plan.aliasOf(field)]),
    edges: (field) => result.rows.map((row) => writeEdge(plan, fieldsOf(field.selections), row)),
    totalCount: () => result.totalCount,
    pageInfo: (field) => {
      const pageInfo: Readonly<Record<string, unknown>> = {
        hasNextPage: result.hasNextPage,
        hasPreviousPage: result.hasPreviousPage,
        startCursor: result.rows[0]?.cursor ?? null,
        endCursor: result.rows.at(-1)?.cursor ?? null,
      };
      return project(fieldsOf(field.selections), typeNames.pageInfo, ({ name }) => pageInfo[name]);
    },
    registries: (field) =>
      result.reports.map((report) => {
        const values: Readonly<Record<string, unknown>> = { ...report };
        return project(fieldsOf(field.selections), typeNames.report, ({ name }) => values[name]);
      }),
  };
  return project(plan.fields, typeNames.connection, (field) => writers[field.name]?.(field));
}

function writeEdge(
  plan: ConnectionPlan,
  fields: readonly SelectedField[],
  row: Row,
): Record<string, unknown> {
  return project(fields, plan.typeNames.edge, (field) =>
    field.name === 'cursor' ? row.cursor : row.nodes[plan.aliasOf(field)],
  );
}
