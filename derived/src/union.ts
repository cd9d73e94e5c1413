import type { GraphQLError } from 'graphql';

export interface UnionAnswer {
  data: Record<string, unknown> | null;
  errors?: readonly GraphQLError[];
}

/** The union as a computed field asks it: with the rights, the deadline and the reports of the request that wants the field. */
export type Union = (query: string, variables: Record<string, unknown>) => Promise<UnionAnswer>;

/** What a registry did: the contract's RegistryReport. */
export interface Report {
  registry: string;
  state: string;
  returned: number;
  total: number | null;
  tookMs: number;
  detail: string | null;
}

export const reportFields = 'registries { registry state returned total tookMs detail }';

interface Connection {
  nodes: unknown[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  registries: Report[];
}

/** One root field of an answer. What is missing of it is named in its reports; without any data, the first error is thrown. */
export async function askField(union: Union, query: string, variables: Record<string, unknown>): Promise<unknown> {
  const { data, errors } = await union(query, variables);
  const [value] = Object.values(data ?? {});
  if (value == null && errors?.[0]) throw errors[0];
  return value;
}

/** All rows of a connection, page by page, and what each registry did, worst over the pages. The query takes `$after`. */
export async function askAll(
  union: Union,
  query: string,
  variables: Record<string, unknown>,
): Promise<{ rows: unknown[]; reports: Report[] }> {
  const rows: unknown[] = [];
  const reports = new Map<string, Report>();
  for (let after: string | null = null; ;) {
    const page = (await askField(union, query, { ...variables, after })) as Connection;
    rows.push(...page.nodes);
    for (const report of page.registries)
      reports.set(report.registry, addReports(reports.get(report.registry), report));
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage || after === null) return { rows, reports: [...reports.values()] };
  }
}

/** A registry that failed once has failed for the whole. */
function addReports(known: Report | undefined, report: Report): Report {
  if (!known) return report;
  const failed = known.state === 'OK' ? report : known;
  return { ...failed, returned: known.returned + report.returned, tookMs: known.tookMs + report.tookMs };
}
