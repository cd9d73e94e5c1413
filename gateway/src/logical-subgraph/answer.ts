import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, getArgumentValues } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { contractDocument, scalars, spans } from '@kopru/schema';
import type { Membership } from '../membership/membership.ts';
import type { RequestContext } from '../request-context.ts';
import { createShapeCheck } from './check-shape.ts';
import { refusal, withPath } from './field-answer.ts';
import type { FieldAnswer } from './field-answer.ts';
import { mergeCells } from './merge/cells.ts';
import { mergeConcat } from './merge/concat.ts';
import { answerEntities } from './merge/entities.ts';
import { mergeFeed } from './merge/feed.ts';
import { mergeOwner } from './merge/owner.ts';
import { mergePage } from './merge/page.ts';
import { createOperationReader } from './operation.ts';
import type { Operation, SubgraphRequest } from './operation.ts';
import type { SelectedField } from './selection.ts';
import type { Question, Spanning } from './spanning.ts';

export interface SubgraphAnswer {
  data: Record<string, unknown> | null;
  errors?: GraphQLError[];
}

/** A logical subgraph: a schema (the contract; a national extension), answered by all registries as if they were one. */
export type AnswerOperation = (
  request: SubgraphRequest,
  context: RequestContext,
) => Promise<SubgraphAnswer>;

type Merge = (
  spanning: Spanning,
  question: Question,
  by: string | undefined,
) => Promise<FieldAnswer>;

/** By the contract's Merge enum. */
const merges: Readonly<Record<string, Merge>> = {
  PAGE: mergePage,
  CELLS: mergeCells,
  CONCAT: mergeConcat,
  OWNER: mergeOwner,
  FEED: mergeFeed,
};

export function contractSchema(): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: contractDocument, resolvers: { ...scalars } }]);
}

/** Answers operations against `schema` out of the answers of `members`. */
export function createAnswer(
  schema: GraphQLSchema,
  members: Membership,
  ask: Spanning['ask'],
): AnswerOperation {
  const query = schema.getQueryType();
  if (!query) throw new Error('Expected the contract to have a Query type');
  const spanning: Spanning = { schema, query, checkShape: createShapeCheck(schema), members, ask };
  const readOperation = createOperationReader(schema);

  return async (request, context) => {
    const operation = readOperation(request);
    if (!('roots' in operation)) return { data: null, errors: [...operation] };
    const answers = await Promise.all(
      operation.roots.map(async (field) => ({
        field,
        answer: await answerField(spanning, field, operation, context),
      })),
    );
    const errors = answers.flatMap(({ answer }) => answer.errors);
    const data = Object.fromEntries(answers.map(({ field, answer }) => [field.key, answer.value]));
    return errors.length > 0 ? { data, errors } : { data };
  };
}

async function answerField(
  spanning: Spanning,
  field: SelectedField,
  operation: Operation,
  context: RequestContext,
): Promise<FieldAnswer> {
  if (field.name === '__typename') return { value: spanning.query.name, errors: [] };
  const definition = spanning.query.getFields()[field.name];
  if (!definition) throw new Error(`Expected a field of Query, but got ${field.name}`);
  try {
    const args = getArgumentValues(definition, field.node, operation.variables);
    const question = { field, definition, args, operation, context };
    const span = spans.get(field.name);
    if (!span) return await answerEntities(spanning, question);
    const merge = merges[span.merge];
    if (!merge)
      throw new Error(
        `Expected a merge of ${Object.keys(merges).join(', ')}, but the contract says ${span.merge}`,
      );
    return await merge(spanning, question, span.by);
  } catch (error) {
    if (error instanceof GraphQLError) return refusal(withPath(error, [field.key]));
    throw error;
  }
}
