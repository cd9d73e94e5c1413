import { GraphQLError } from 'graphql';
import type { ASTVisitor, ValidationContext } from 'graphql';

/**
 * Refuses an operation of a type that the schema lacks. graphql-js checks this only when it
 * executes.
 */
export function onlyKnownOperations(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation)) return;
      const message = `Expected a query, but got a ${node.operation}, which this graph does not have.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}
