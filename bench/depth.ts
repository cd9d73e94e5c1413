import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import type { PlanNode } from '@apollo/query-planner';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { createDerived } from '@kopru/derived';
import { createLinks } from '../gateway/src/links/links.ts';
import { compose, linksSubgraph } from '../gateway/src/supergraph/compose.ts';

// npm run bench:depth: what a query costs that goes ever farther over borders: facility → owner → relations → party → facilities → owners,
// and on. Fetches are what the plan asks of subgraphs, whatever the number of records; the time is the planner's, with no plan kept.

const links = createLinks({ isMember: () => true, members: { resolvers: {} } as never });
const own = [{ name: linksSubgraph, typeDefs: links.typeDefs }, createDerived()];
const { supergraphSdl } = await compose(own, new Map());
const supergraph = Supergraph.build(supergraphSdl);
const schema = supergraph.apiSchema();

/** One more border a step, by turns along an ownership, a relation and a plant. */
const steps = [
  (rest: string) => `owners { share party { id organization { name ${rest} } } }`,
  (rest: string) => `relations { kind party { id organization { name ${rest} } } }`,
  (rest: string) =>
    `... on Company { facilities { name owners { share party { id organization { name ${rest} } } } } }`,
];

const queryOf = (depth: number): string => {
  const inside = Array.from({ length: depth }, (_, index) => index).reduceRight((rest, index) => steps[index < 1 ? 0 : 1 + ((index - 1) % 2)]!(rest), ''); // prettier-ignore
  return `{ facilities(first: 20) { nodes { name ${inside} } } }`;
};

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
  const runs = Array.from({ length: 5 }, () => planOnce(queryOf(depth))).sort((a, b) => a.ms - b.ms);
  const { fetches, ms } = runs[2]!;
  console.log(`${String(depth).padStart(7)}  ${String(fetches).padStart(7)}  ${ms.toFixed(1).padStart(6)} ms`);
}
