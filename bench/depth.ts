import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import type { PlanNode } from '@apollo/query-planner';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { createDerived } from '@kopru/derived';
import { createLinks, compose, linksSubgraph } from '@kopru/gateway';

// npm run bench:depth: what a query costs that goes ever farther over borders: facility → owner →
// relations → party → facilities → owners,
// and on. Fetches are what the plan asks of subgraphs, whatever the number of records; the time is
// the planner's, with no plan kept.

const links = createLinks({ isMember: () => true, members: { resolvers: {} } });
const own = [{ name: linksSubgraph, typeDefs: links.typeDefs }, createDerived()];
const { supergraphSdl } = await compose(own, new Map());
const supergraph = Supergraph.build(supergraphSdl);
const schema = supergraph.apiSchema();

/**
 * One more border a step: first along an ownership, then by turns along a relation and a plant's
 * ownership.
 */
const ownership = (rest: string): string =>
  `owners { share party { id organization { name ${rest} } } }`;
const relation = (rest: string): string =>
  `relations { kind party { id organization { name ${rest} } } }`;
const plants = (rest: string): string =>
  `... on Company { facilities { name ${ownership(rest)} } }`;

function queryOf(depth: number): string {
  const step = (index: number): string => {
    if (index === depth) return '';
    const along = index === 0 ? ownership : index % 2 === 1 ? relation : plants;
    return along(step(index + 1));
  };
  return `{ facilities(first: 20) { nodes { name ${step(0)} } } }`;
}

function countFetches(node: PlanNode | undefined): number {
  if (!node) return 0;
  if (node.kind === 'Fetch') return 1;
  if (node.kind === 'Flatten') return countFetches(node.node);
  if (node.kind === 'Sequence' || node.kind === 'Parallel')
    return node.nodes.reduce((sum, each) => sum + countFetches(each), 0);
  throw new Error(`Expected no ${node.kind} node in a plan`);
}

function planOnce(query: string): { fetches: number; ms: number } {
  const planner = new QueryPlanner(supergraph);
  const operation = operationFromDocument(schema, parse(query));
  const startedAt = performance.now();
  const { node } = planner.buildQueryPlan(operation);
  return { fetches: countFetches(node as PlanNode), ms: performance.now() - startedAt };
}

planOnce(queryOf(6));
console.log('borders  fetches  planning');
for (let depth = 1; depth <= 6; depth += 1) {
  const runs = Array.from({ length: 5 }, () => planOnce(queryOf(depth)));
  const fetches = runs[0]?.fetches;
  const ms = runs.map((run) => run.ms).sort((a, b) => a - b)[2] ?? NaN;
  console.log(
    `${String(depth).padStart(7)}  ${String(fetches).padStart(7)}  ${ms.toFixed(1).padStart(6)} ms`,
  );
}
