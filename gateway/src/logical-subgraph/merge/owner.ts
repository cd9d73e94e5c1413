import { GraphQLError, getNullableType, isListType } from 'graphql';
import type { GraphQLOutputType } from 'graphql';
import { catalogueError, limits } from '@kopru/schema';
import type { Member } from '../../membership/membership.ts';
import { isRecord } from '../../registry-client/ask-registry.ts';
import { refusal, withPath } from '../field-answer.ts';
import type { FieldAnswer } from '../field-answer.ts';
import { fieldVariables, own, printFieldQuery } from '../registry-query.ts';
import { groupByOwner, ownerOf } from '../route.ts';
import { printSelections } from '../selection.ts';
import type { Question, Spanning } from '../spanning.ts';
import { gather, readItems } from './items.ts';

/** A field that asks for records by id: only the registries that the prefixes name are asked, each for its own. */
export async function mergeOwner(
  spanning: Spanning,
  question: Question,
  by = 'id',
): Promise<FieldAnswer> {
  const asked = question.args[by];
  return Array.isArray(asked)
    ? answerMany(spanning, question, by, asked)
    : answerOne(spanning, question, by, asked);
}

async function answerOne(
  spanning: Spanning,
  question: Question,
  by: string,
  id: unknown,
): Promise<FieldAnswer> {
  const path = [question.field.key];
  const owner = ownerOf(spanning.members, id);
  if (owner instanceof GraphQLError) return refusal(withPath(owner, path));
  const [answer] = await askOwner(spanning, question, owner, {
    arg: { [by]: id },
    ids: [id],
    paths: [path],
    isList: false,
  });
  return answer ?? { value: null, errors: [] };
}

function answerMany(
  spanning: Spanning,
  question: Question,
  by: string,
  ids: readonly unknown[],
): Promise<FieldAnswer> | FieldAnswer {
  const { key } = question.field;
  if (ids.length > limits.ids)
    return refusal(catalogueError('TOO_MANY_IDS', { count: ids.length }, { path: [key] }));
  const { byOwner, refused } = groupByOwner(ids.map((id) => ownerOf(spanning.members, id)));
  const parts = [...byOwner].map(([owner, places]) => {
    const theirs = places.map((place) => ids[place]);
    const paths = places.map((place) => [key, place]);
    return {
      places,
      answers: askOwner(spanning, question, owner, {
        arg: { [by]: theirs },
        ids: theirs,
        paths,
        isList: true,
      }),
    };
  });
  const refusals = refused.map(({ place, error }) => ({
    places: [place],
    answers: [refusal(withPath(error, [key, place]))],
  }));
  return gather(ids.length, [...parts, ...refusals]);
}

interface OwnerRequest {
  arg: Readonly<Record<string, unknown>>;
  ids: readonly unknown[];
  /** Where in the answer each record belongs. */
  paths: readonly (string | number)[][];
  isList: boolean;
}

async function askOwner(
  spanning: Spanning,
  question: Question,
  member: Member,
  request: OwnerRequest,
): Promise<FieldAnswer[]> {
  const { selections } = question.field;
  const { ids, paths, isList } = request;
  const query = printFieldQuery({
    question,
    body: `__typename ${own('id')}: id ${printSelections(selections)}`,
    selections,
  });
  const variables = fieldVariables(question, { ...question.args, ...request.arg });
  const outcome = await spanning.ask(member, { query, variables }, question.context);
  const type = itemType(question.definition.type);
  return readItems({
    member,
    outcome,
    context: question.context,
    paths,
    isList,
    check: (value, index) => {
      if (value === null) return null;
      if (!isRecord(value) || value[own('id')] !== ids[index])
        return 'Node.id is not the one asked for';
      return spanning.checkShape(value, type, selections);
    },
  });
}

function itemType(type: GraphQLOutputType): GraphQLOutputType {
  const nullable = getNullableType(type);
  return isListType(nullable) ? nullable.ofType : nullable;
}
