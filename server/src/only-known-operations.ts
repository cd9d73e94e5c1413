import { GraphQLError } from 'graphql';
import type { ASTVisitor, ValidationContext } from 'graphql';

/** Refuses an operation of a type that the schema does not have; graphql-js leaves that to the execution, and a gateway fails over it. */
export function onlyKnownOperations(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation)) return;
      const message = `Expected a query, but got a ${node.operation}, which this graph does not have.`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}
