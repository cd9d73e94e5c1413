import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { contractDocument, scalars } from '@kopru/schema';

/** The contract as a subgraph schema, with its scalars. */
export const contractSchema = (): GraphQLSchema =>
  buildSubgraphSchema([{ typeDefs: contractDocument, resolvers: { ...scalars } }]);
