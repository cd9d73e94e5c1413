import type { PageScan } from './arbitraries/page-scans.ts';

interface Connection {
  edges: { cursor: string; node: { id: string } }[];
  nodes: { id: string }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

export type ExecutePage = (
  query: string,
  variables: Record<string, unknown>,
) => Promise<{ data: Record<string, unknown> | null; errors: unknown[] }>;

/**
 * Follows a connection from its first page to its last and gives the ids of all rows in the order
 * they came.
 */
export async function readAllPages(
  execute: ExecutePage,
  { connection, type, order, where, pageSizes }: PageScan,
): Promise<{ ids: string[]; totalCount: number }> {
  const query = `query ($where: ${type}Where, $order: ${type}Order!, $first: Int, $after: Cursor) {
    ${connection}(where: $where, orderBy: $order, first: $first, after: $after) {
      edges { cursor node { id } } nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }`;
  const ids: string[] = [];
  let after: string | null = null;
  for (let index = 0; ; index += 1) {
    // A page of no rows does not advance: at most one in a round.
    const first = pageSizes[index % pageSizes.length] || (index < pageSizes.length ? 0 : 3);
    const { data, errors } = await execute(query, { where, order, first, after });
    if (errors.length > 0 || !data)
      throw new Error(
        `${JSON.stringify(errors)} for ${JSON.stringify({ connection, order, where, first })}`,
      );
    const page = data[connection] as Connection;
    if (page.edges.length > first)
      throw new Error(`Expected at most ${first} rows, but got ${page.edges.length}`);
    if (page.edges.some(({ node }, row) => node.id !== page.nodes[row]?.id))
      throw new Error('Expected edges and nodes to agree');
    if (page.pageInfo.hasPreviousPage !== (after !== null))
      throw new Error('Expected hasPreviousPage on every page except the first');
    ids.push(...page.nodes.map(({ id }) => id));
    after = page.pageInfo.endCursor ?? after;
    if (!page.pageInfo.hasNextPage) return { ids, totalCount: page.totalCount };
    if (index > 2_000) throw new Error('Expected a last page');
  }
}
