import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import type DataLoader from 'dataloader';
import { parse, print } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { contractDefinition } from '@kopru/schema';
import { writeHoldings, createHoldingsLoader } from './holdings.ts';
import type { Holding } from './holdings.ts';
import { writeMatches, createMatchesLoader } from './matches/matches.ts';
import type { Matched, MatchesArguments } from './matches/matches.ts';
import { nearestNodes } from './nearest-nodes.ts';
import type { NearestNodesArguments } from './nearest-nodes.ts';
import { route } from './route.ts';
import type { RouteArguments } from './route.ts';
import type { Federation } from './federation.ts';

/** What the fields computed in one step of a request share. */
export interface DerivedContext {
  federation: Federation;
  holdings: DataLoader<string, Holding>;
  matches: DataLoader<string, Matched | null>;
}

/**
 * A subgraph in the hub's process: what is computed over several registries' answers. It holds no
 * data.
 */
export interface Derived {
  name: string;
  typeDefs: DocumentNode;
  schema: GraphQLSchema;
  createContext: (federation: Federation) => DerivedContext;
}

/** Types of the contract that stand in the answers, as the contract writes them. */
const shared = [
  'RegistryReport',
  'ReportState',
  'RegistryCode',
  'NodeKind',
  'TransportMode',
  'CorridorStatus',
  'DistanceBasis',
];

/** `now` tells which opportunities are open. */
export function createDerived({ now = () => new Date() }: { now?: () => Date } = {}): Derived {
  const own = readFileSync(join(import.meta.dirname, 'derived.graphql'), 'utf8');
  const typeDefs = parse([own, ...shared.map(contractSdl)].join('\n'));
  return {
    name: 'derived',
    typeDefs,
    schema: buildSubgraphSchema([
      { typeDefs, resolvers: resolvers as GraphQLResolverMap<unknown> },
    ]),
    createContext: (federation) => ({
      federation,
      holdings: createHoldingsLoader(federation),
      matches: createMatchesLoader(federation, now().toISOString().slice(0, 10)),
    }),
  };
}

function contractSdl(name: string): string {
  const definition = contractDefinition(name);
  if (!definition) throw new Error(`Expected ${name} in the contract`);
  return print(definition);
}

const holder = {
  __resolveReference: (reference: object) => reference,
  holdings: async (
    { id }: { id: string },
    { first }: { first: number | null },
    { holdings }: DerivedContext,
  ) => writeHoldings(await holdings.load(id), first),
};

const resolvers = {
  Query: {
    nearestNodes: (_: unknown, args: NearestNodesArguments, { federation }: DerivedContext) =>
      nearestNodes(federation, args),
    route: (_: unknown, args: RouteArguments, { federation }: DerivedContext) =>
      route(federation, args),
  },
  Company: holder,
  Investor: holder,
  Opportunity: {
    __resolveReference: (reference: object) => reference,
    matches: async ({ id }: { id: string }, args: MatchesArguments, { matches }: DerivedContext) =>
      writeMatches(await matches.load(id), args),
  },
};
