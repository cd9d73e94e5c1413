import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { SupergraphManager } from './supergraph/supergraph-manager.ts';

export interface GatewayOptions {
  supergraph: SupergraphManager;
  /** The data source of a subgraph, by its name in the supergraph. */
  sourceOf: (subgraph: string) => GraphQLDataSource;
  log: (line: string) => void;
}

/**
 * Apollo Gateway over the supergraph that the manager composes. It plans again after each update.
 */
export const createGateway = ({ supergraph, sourceOf, log }: GatewayOptions): ApolloGateway =>
  new ApolloGateway({
    logger: { debug: () => {}, info: () => {}, warn: log, error: log },
    supergraphSdl: async ({ update }) => ({
      supergraphSdl: await supergraph.start(update),
      cleanup: () => {
        supergraph.stop();
        return Promise.resolve();
      },
    }),
    buildService: ({ name }) => sourceOf(name),
  });
