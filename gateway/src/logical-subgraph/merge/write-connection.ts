import type { Report } from '../../report/report.ts';
import { project, projectAll } from '../field-result.ts';
import { fieldsOf } from '../selection.ts';
import type { SelectedField } from '../selection.ts';
import type { ConnectionPlan, MergedPage, Row } from './connection.ts';

/** The merged page under the client's own response keys. */
export function writeConnection(
  plan: ConnectionPlan,
  page: MergedPage,
  reports: readonly Report[],
): Record<string, unknown> {
  const { typeNames } = plan;
  const writers: Readonly<Record<string, (field: SelectedField) => unknown>> = {
    nodes: (field) => page.rows.map((row) => row.nodes[plan.aliasOf(field)]),
    edges: (field) => page.rows.map((row) => writeEdge(plan, fieldsOf(field.selections), row)),
    totalCount: () => page.totalCount,
    pageInfo: (field) => {
      const pageInfo: Readonly<Record<string, unknown>> = {
        hasNextPage: page.hasNextPage,
        hasPreviousPage: page.hasPreviousPage,
        startCursor: page.rows[0]?.cursor ?? null,
        endCursor: page.rows.at(-1)?.cursor ?? null,
      };
      return project(fieldsOf(field.selections), typeNames.pageInfo, ({ name }) => pageInfo[name]);
    },
    registries: (field) => projectAll(fieldsOf(field.selections), typeNames.report, reports),
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
