import { getNamedType, isObjectType } from 'graphql';
import type { GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';

/**
 * The object type below lists and non-nulls. The contract gives the fields of each merge their
 * shape; another is a fault of it.
 */
export function objectTypeBelow(
  schema: GraphQLSchema,
  type: GraphQLOutputType | undefined,
): GraphQLObjectType {
  const named = schema.getType(type ? getNamedType(type).name : '');
  if (!isObjectType(named))
    throw new Error(`Expected an object type in the contract, but got ${String(type)}`);
  return named;
}
