import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Membership, Member } from '../membership/membership.ts';
import type { RegistryRequest } from '../registry-client/ask-registry.ts';
import type { Outcome } from '../registry-client/outcome.ts';
import type { RequestContext } from '../request-context.ts';
import type { ShapeCheck } from './check-shape.ts';
import type { Operation } from './operation.ts';
import type { SelectedField } from './selection.ts';

/** What every merge works with. */
export interface Spanning {
  /** The contract, with the federation fields of a subgraph and the contract's scalars. */
  schema: GraphQLSchema;
  query: GraphQLObjectType;
  checkShape: ShapeCheck;
  members: Membership;
  ask: (member: Member, request: RegistryRequest, context: RequestContext) => Promise<Outcome>;
}

/** One root field of one operation, for one client request. */
export interface Question {
  field: SelectedField;
  definition: GraphQLField<unknown, unknown>;
  /** Coerced. */
  args: Readonly<Record<string, unknown>>;
  operation: Operation;
  context: RequestContext;
}
