import { GraphQLError, getArgumentValues } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Membership } from '../membership/membership.ts';
import type { FetchFromRegistry } from '../registry-client/fetch-from-registry.ts';
import type { RequestContext } from '../request-context.ts';
import { createShapeCheck } from './check-shape.ts';
import { failedField } from './field-result.ts';
import type { FieldResult } from './field-result.ts';
import type { MergeContext, RootField } from './merge-context.ts';
import { mergeOf } from './merge/merges.ts';
import type { Merge } from './merge/merge.ts';
import { createOperationReader } from './operation.ts';
import type { Operation, SubgraphRequest } from './operation.ts';
import { requestMembers } from './request-members.ts';
import type { SelectedField } from './selection.ts';

/** The result of one operation. Registries that fail are errors in it. */
export interface ExecutionResult {
  data: Record<string, unknown> | null;
  errors?: GraphQLError[];
}

/** Executes operations against a logical subgraph. It rejects only if the hub has a bug. */
export type Executor = (
  request: SubgraphRequest,
  context: RequestContext,
) => Promise<ExecutionResult>;

/**
 * A logical subgraph: one schema (the contract, or a national extension) that many registries serve
 * as if they were one. Each root field of an operation is executed on its own.
 */
export function createExecutor(
  schema: GraphQLSchema,
  members: Membership,
  fetch: FetchFromRegistry,
): Executor {
  const query = schema.getQueryType();
  if (!query) throw new Error('Expected the contract to have a Query type');
  const merging: MergeContext = {
    ...{ schema, query, members, fetch },
    checkShape: createShapeCheck(schema),
  };
  const readOperation = createOperationReader(schema);

  return async (request, context) => {
    const operation = readOperation(request);
    if (!('roots' in operation)) return { data: null, errors: [...operation] };
    const results = await Promise.all(
      operation.roots.map((field) => executeField(merging, field, operation, context)),
    );
    const errors = results.flatMap((result) => result.errors);
    const data = Object.fromEntries(
      operation.roots.map(({ key }, index) => [key, results[index]?.value]),
    );
    return errors.length > 0 ? { data, errors } : { data };
  };
}

async function executeField(
  merging: MergeContext,
  field: SelectedField,
  operation: Operation,
  context: RequestContext,
): Promise<FieldResult> {
  if (field.name === '__typename') return { value: merging.query.name, errors: [] };
  const definition = merging.query.getFields()[field.name];
  if (!definition) throw new Error(`Expected a field of Query, but got ${field.name}`);
  try {
    const args = getArgumentValues(definition, field.node, operation.variables);
    const root = { field, definition, args, operation, context };
    return await executeMerge(mergeOf(field.name), merging, root);
  } catch (error) {
    if (error instanceof GraphQLError) return failedField(error, field);
    throw error;
  }
}

/** One root field: plan, route, request, check, merge, report, write. */
async function executeMerge<Plan, Target, Part, Merged>(
  merge: Merge<Plan, Target, Part, Merged>,
  merging: MergeContext,
  root: RootField,
): Promise<FieldResult> {
  const plan = merge.plan(merging, root);
  if (plan instanceof GraphQLError) return failedField(plan, root.field);
  const requests = merge.route(plan);
  if (requests instanceof GraphQLError) return failedField(requests, root.field);
  const responses = await requestMembers(merging, root, requests);
  const parts = responses.map((response) => merge.check(plan, response));
  const merged = await merge.merge(plan, parts);
  const reports = merge.report(plan, merged);
  for (const report of reports) root.context.addReport(report);
  return merge.write(plan, merged, reports);
}
