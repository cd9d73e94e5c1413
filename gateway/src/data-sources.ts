import { LocalGraphQLDataSource } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { ExecutionResult, Executor } from './logical-subgraph/execute.ts';
import type { RequestContext } from './request-context.ts';

/** A subgraph in the hub's process: a part of the supergraph that needs no network of its own. */
export interface InProcessSubgraph {
  name: string;
  typeDefs: DocumentNode;
  schema: GraphQLSchema;
}

/**
 * A subgraph in the hub's process whose fields are computed from the registries' results. It
 * executes
 * queries on the federation as the client does: with its rights, its deadline and its reports.
 */
export interface ComputedSubgraph extends InProcessSubgraph {
  createContext: (
    federation: (query: string, variables: Record<string, unknown>) => Promise<ExecutionResult>,
  ) => object;
}

/**
 * An executor as a data source of Apollo Gateway. Errors are data here: a thrown one would reach
 * the
 * client without path and registry.
 */
export const executorSource = (execute: Executor): GraphQLDataSource =>
  ({
    process: ({ request, context }) =>
      execute(
        { query: request.query ?? '', variables: request.variables },
        context as RequestContext,
      ),
    // Apollo declares formatted errors, which graphql's errors are but for
    // exactOptionalPropertyTypes.
  }) as GraphQLDataSource;

/**
 * A computed subgraph as a data source. It gets a context of its own for each step of a request.
 */
export function computedSource(
  { schema, createContext }: ComputedSubgraph,
  execute: Executor,
): GraphQLDataSource {
  const local = new LocalGraphQLDataSource(schema);
  return {
    process: (options) => {
      const client = options.context as RequestContext;
      const context = createContext((query, variables) => execute({ query, variables }, client));
      return local.process({ ...options, context });
    },
  };
}

/** A subgraph whose resolvers use the request's own context. */
export const localSource = ({ schema }: InProcessSubgraph): GraphQLDataSource =>
  new LocalGraphQLDataSource(schema);
