import { GraphQLError } from 'graphql';
import { catalogueError, parseGlobalId, worseReport } from '@kopru/schema';

/** The result of one query on the federation. */
export interface FederationResult {
  data: Record<string, unknown> | null;
  errors?: readonly GraphQLError[];
}

/**
 * Executes a query on the federation for a computed field, with the rights, the deadline and the
 * reports
 * of the client request that selects the field. Registries that fail are errors in the result.
 */
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

/** The selection of a connection's reports, as `requestAllPages` reads them. */
export const reportFields = 'registries { registry state returned total tookMs detail }';

interface Connection {
  nodes: unknown[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  registries: Report[];
}

/** The value of a query's one root field. Throws the first error if there is no value. */
export async function requestField(
  federation: Federation,
  query: string,
  variables: Record<string, unknown>,
): Promise<unknown> {
  const { data, errors } = await federation(query, variables);
  const [value] = Object.values(data ?? {});
  // The error's path is one within this query, which is not the client's.
  if (value == null && errors?.[0])
    throw new GraphQLError(errors[0].message, { extensions: errors[0].extensions });
  return value;
}

export interface Rows {
  rows: unknown[];
  /** What each registry did: its worst report over the pages. */
  reports: Report[];
  /** False if there are more pages than were allowed. */
  complete: boolean;
}

/** The rows of a connection, page by page, at most `maxPages`. The query takes `$after`. */
export async function requestAllPages(
  federation: Federation,
  query: string,
  variables: Record<string, unknown>,
  maxPages = Infinity,
): Promise<Rows> {
  const rows: unknown[] = [];
  const reports = new Map<string, Report>();
  let after: string | null = null;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = (await requestField(federation, query, { ...variables, after })) as Connection;
    rows.push(...page.nodes);
    for (const report of page.registries)
      reports.set(report.registry, sumReports(reports.get(report.registry), report));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (after === null) return { rows, reports: [...reports.values()], complete: true };
  }
  return { rows, reports: [...reports.values()], complete: false };
}

/** One report over two pages: the worse of the two, with the rows and the time of both. */
function sumReports(sum: Report | undefined, report: Report): Report {
  if (!sum) return report;
  return {
    ...worseReport(sum, report),
    returned: sum.returned + report.returned,
    tookMs: sum.tookMs + report.tookMs,
  };
}

/**
 * The reports of one request for several records, counted again for one record: `returned` of the
 * ids
 * shown, `total` of all ids that belong to it.
 */
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

/**
 * Throws an error with the worst report if a registry's result is not whole: then "nothing" is no
 * result.
 */
export function requireWhole(reports: readonly Report[]): void {
  const [first, ...rest] = reports.filter(({ state }) => state !== 'OK');
  if (!first) return;
  const { registry, state } = rest.reduce<Report>(worseReport, first);
  throw catalogueError(codeOfState[state] ?? 'REGISTRY_UNAVAILABLE', { registry }, { registry });
}

const codeOfState: Readonly<
  Record<
    string,
    | 'REGISTRY_FIELD_FAILED'
    | 'REGISTRY_REFUSED'
    | 'REGISTRY_TIMEOUT'
    | 'REGISTRY_UNAVAILABLE'
    | undefined
  >
> = {
  PARTIAL: 'REGISTRY_FIELD_FAILED',
  REFUSED: 'REGISTRY_REFUSED',
  TIMEOUT: 'REGISTRY_TIMEOUT',
  UNAVAILABLE: 'REGISTRY_UNAVAILABLE',
};
