import { GraphQLError } from 'graphql';
import { catalogueError, limits, parseGlobalId } from '@kopru/schema';

export interface FederationResult {
  data: Record<string, unknown> | null;
  errors?: readonly GraphQLError[];
}

/** The union as a computed field asks it: with the rights, the deadline and the reports of the request that wants the field. */
export type Federation = (
  query: string,
  variables: Record<string, unknown>,
) => Promise<FederationResult>;

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
export async function askField(
  federation: Federation,
  query: string,
  variables: Record<string, unknown>,
): Promise<unknown> {
  const { data, errors } = await federation(query, variables);
  const [value] = Object.values(data ?? {});
  // Its path is one within this question, which the client has not asked.
  if (value == null && errors?.[0])
    throw new GraphQLError(errors[0].message, { extensions: errors[0].extensions });
  return value;
}

export interface Rows {
  rows: unknown[];
  /** What each registry did, worst over the pages. */
  reports: Report[];
  /** False where there are more than `pages` hold. */
  complete: boolean;
}

/** The rows of a connection, page by page. The query takes `$after`. */
export async function askAll(
  federation: Federation,
  query: string,
  variables: Record<string, unknown>,
  pages = Infinity,
): Promise<Rows> {
  const rows: unknown[] = [];
  const reports = new Map<string, Report>();
  let after: string | null = null;
  for (let asked = 0; asked < pages; asked += 1) {
    const page = (await askField(federation, query, { ...variables, after })) as Connection;
    rows.push(...page.nodes);
    for (const report of page.registries)
      reports.set(report.registry, addReports(reports.get(report.registry), report));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (after === null) return { rows, reports: [...reports.values()], complete: true };
  }
  return { rows, reports: [...reports.values()], complete: false };
}

/** A registry that failed once has failed for the whole. */
function addReports(known: Report | undefined, report: Report): Report {
  if (!known) return report;
  const failed = known.state === 'OK' ? report : known;
  return {
    ...failed,
    returned: known.returned + report.returned,
    tookMs: known.tookMs + report.tookMs,
  };
}

/** The reports of one question for several records, counted again for one of them: of all ids that are its, those shown. */
export const reportsOf = (
  reports: readonly Report[],
  shown: readonly string[],
  all: readonly string[],
): Report[] =>
  reports.map((report) => ({
    ...report,
    returned: countOf(shown, report.registry),
    total: report.state === 'OK' ? countOf(all, report.registry) : null,
  }));

const countOf = (ids: readonly string[], registry: string): number =>
  ids.filter((id) => parseGlobalId(id)?.registry === registry).length;

/** Throws where a registry did not answer: nothing found is then no answer. */
export function requireWhole(reports: readonly Report[]): void {
  const missing = reports.find(({ state }) => state !== 'OK');
  if (!missing) return;
  const { registry, state } = missing;
  throw catalogueError(
    state === 'TIMEOUT' ? 'REGISTRY_TIMEOUT' : 'REGISTRY_UNAVAILABLE',
    { registry },
    { registry },
  );
}

/** How many of a list are asked for; throws where that is more than a page holds. */
export function readFirst(first: number | null | undefined, byDefault: number): number {
  const wanted = first ?? byDefault;
  if (wanted < 0 || wanted > limits.first)
    throw catalogueError('PAGE_SIZE_OUT_OF_RANGE', { first: wanted });
  return wanted;
}
