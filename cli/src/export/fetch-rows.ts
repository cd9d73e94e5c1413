import { worseReport } from '@kopru/schema';
import { readFile } from 'node:fs/promises';
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import type { GraphQLSchema, IntrospectionQuery } from 'graphql';
import { CommandError } from '../outcome.ts';
import { cellsOf } from './columns.ts';
import { afterVariable, planQuery, rowsAlias } from './plan-query.ts';
import { request } from './request.ts';
import type { QueryResult } from './request.ts';
import type { RegistryReport, Rows } from './rows.ts';

interface Page {
  nodes: Record<string, unknown>[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  registries: RegistryReport[];
}

/** The rows of a query's one connection, requested page by page. */
export async function fetchRows(
  url: string,
  queryText: string,
  variablesText: string | undefined,
): Promise<Rows> {
  const text = queryText.startsWith('@') ? await readFile(queryText.slice(1), 'utf8') : queryText;
  const variables = readVariables(variablesText);
  const { query, columns } = planQuery(await fetchSchema(url), text);
  const reports = new Map<string, RegistryReport>();
  const errors: string[] = [];
  async function* rows() {
    for (let after: string | null = null, more = true; more;) {
      const result: QueryResult = await request(url, query, {
        ...variables,
        [afterVariable]: after,
      });
      errors.push(...result.errors.map(({ message }) => message));
      const page = result.data[rowsAlias] as Page | null;
      if (!page) throw new CommandError(`Expected rows of ${url}, but got ${errors[0] ?? 'none'}`);
      for (const report of page.registries)
        reports.set(report.registry, addReport(reports.get(report.registry), report));
      for (const node of page.nodes) yield { whole: node, cells: cellsOf(node, columns) };
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
  }
  return {
    columns,
    rows: rows(),
    total: null,
    outcome: () => ({ registries: [...reports.values()], errors }),
  };
}

async function fetchSchema(url: string): Promise<GraphQLSchema> {
  const { data } = await request(url, getIntrospectionQuery());
  try {
    return buildClientSchema(data as unknown as IntrospectionQuery);
  } catch {
    throw new CommandError(
      `Expected the schema of a hub or a registry at ${url}, but got ${JSON.stringify(data).slice(0, 80)}`,
    );
  }
}

/** One report of a registry for two pages: the worse state with its detail, and all rows. */
export function addReport(
  earlier: RegistryReport | undefined,
  page: RegistryReport,
): RegistryReport {
  if (!earlier) return page;
  return { ...worseReport(earlier, page), returned: earlier.returned + page.returned };
}

function readVariables(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Reported below.
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new CommandError('Expected --variables to be a JSON object.');
}
