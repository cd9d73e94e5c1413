import type { Walk } from './arbitraries/page-scans.ts';

interface Connection {
  edges: { cursor: string; node: { id: string } }[];
  nodes: { id: string }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}

export type AskPage = (
  query: string,
  variables: Record<string, unknown>,
) => Promise<{ data: Record<string, unknown> | null; errors: unknown[] }>;

/** Follows a connection from its first page to its last and gives the ids of all rows in the order they came. */
export async function walkPages(
  ask: AskPage,
  { connection, type, order, where, pageSizes }: Walk,
): Promise<{ ids: string[]; totalCount: number }> {
  const query = `query ($where: ${type}Where, $order: ${type}Order!, $first: Int, $after: Cursor) {
    ${connection}(where: $where, orderBy: $order, first: $first, after: $after) {
      edges { cursor node { id } } nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }`;
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    // A page of no rows brings nobody on: at most one in a round.
    const first = pageSizes[page % pageSizes.length] || (page < pageSizes.length ? 0 : 3);
    const { data, errors } = await ask(query, { where, order, first, after });
    if (errors.length > 0 || !data)
      throw new Error(
        `${JSON.stringify(errors)} for ${JSON.stringify({ connection, order, where, first })}`,
      );
    const found = data[connection] as Connection;
    if (found.edges.length > first)
      throw new Error(`Expected at most ${first} rows, but got ${found.edges.length}`);
    if (found.edges.some(({ node }, index) => node.id !== found.nodes[index]?.id))
      throw new Error('Expected edges and nodes to agree');
    if (found.pageInfo.hasPreviousPage !== (after !== null))
      throw new Error('Expected hasPreviousPage on every page but the first');
    ids.push(...found.nodes.map(({ id }) => id));
    after = found.pageInfo.endCursor ?? after;
    if (!found.pageInfo.hasNextPage) return { ids, totalCount: found.totalCount };
    if (page > 2_000) throw new Error('Expected the walk to end');
  }
}
