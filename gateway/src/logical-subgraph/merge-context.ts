import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Membership } from '../membership/membership.ts';
import type { FetchFromRegistry } from '../registry-client/fetch-from-registry.ts';
import type { RequestContext } from '../request-context.ts';
import type { ShapeCheck } from './check-shape.ts';
import type { Operation } from './operation.ts';
import type { SelectedField } from './selection.ts';

/** What every merge works with. It is the same for all requests. */
export interface MergeContext {
  /** The contract, with the federation fields of a subgraph and the contract's scalars. */
  schema: GraphQLSchema;
  query: GraphQLObjectType;
  checkShape: ShapeCheck;
  members: Membership;
  fetch: FetchFromRegistry;
}

/** One root field of one operation, for one client request. */
export interface RootField {
  field: SelectedField;
  definition: GraphQLField<unknown, unknown>;
  /** Coerced. */
  args: Readonly<Record<string, unknown>>;
  operation: Operation;
  context: RequestContext;
}
