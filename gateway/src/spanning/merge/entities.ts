import { GraphQLError, isAbstractType, getNamedType } from 'graphql';
import { entityKeys } from '@kopru/schema';
import type { Member } from '../../membership/membership.ts';
import { isRecord } from '../../registry-client/ask-registry.ts';
import type { FieldAnswer } from '../field-answer.ts';
import { fieldVariables, own, printFieldQuery } from '../registry-query.ts';
import { groupByOwner, ownerOf } from '../route.ts';
import { isField, printSelections } from '../selection.ts';
import type { Selection } from '../selection.ts';
import type { Question, Spanning } from '../spanning.ts';
import { gather, readItems } from './items.ts';

interface Representation extends Record<string, unknown> {
  __typename: string;
}

/** Federation's `_entities`: each record from its owner, in the order asked. An id of no registry leads to no record. */
export function answerEntities(spanning: Spanning, question: Question): Promise<FieldAnswer> {
  const representations = question.args.representations as readonly Representation[];
  const { byOwner } = groupByOwner(representations.map((each) => ownerOfEntity(spanning, each)));
  const parts = [...byOwner].map(([owner, places]) => ({
    places,
    answers: askOwner(spanning, question, owner, {
      places,
      representations: places.flatMap((place) => representations[place] ?? []),
    }),
  }));
  return gather(representations.length, parts);
}

function ownerOfEntity({ members }: Spanning, { __typename, ...key }: Representation): Member | GraphQLError {
  const field = entityKeys.get(__typename);
  if (field === 'id') return ownerOf(members, key.id);
  // What is no record of a registry is the registry itself, and its key is the registry's code.
  return members.get(String(key[field ?? ''])) ?? new GraphQLError('no such registry');
}

interface EntityRequest {
  places: readonly number[];
  representations: readonly Representation[];
}

async function askOwner(
  spanning: Spanning,
  question: Question,
  member: Member,
  request: EntityRequest,
): Promise<FieldAnswer[]> {
  const { places, representations } = request;
  const { selections, key: responseKey } = question.field;
  const body = `__typename ${printSelections(withKeys(selections))}`;
  const query = printFieldQuery({ question, body, selections });
  const variables = fieldVariables(question, { representations });
  const outcome = await spanning.ask(member, { query, variables }, question.context);
  const type = getNamedType(question.definition.type);
  return readItems({
    member,
    outcome,
    context: question.context,
    paths: places.map((place) => [responseKey, place]),
    isList: true,
    check: (value, index) => {
      const asked = representations[index];
      if (value === null || !asked) return null;
      const keyField = entityKeys.get(asked.__typename) ?? '';
      if (!isRecord(value) || value.__typename !== asked.__typename) return '_entities are not of the types asked for';
      if (value[own('key')] !== asked[keyField]) return '_entities are not in the order asked for';
      return isAbstractType(type) ? spanning.checkShape(value, type, selections) : null;
    },
  });
}

/** Asks the key back in every fragment, to see that each entity is the one asked for. */
function withKeys(selections: readonly Selection[]): Selection[] {
  return selections.map((selection) => {
    if (isField(selection) || selection.on === null) return selection;
    const key = entityKeys.get(selection.on);
    return key === undefined ? selection : { ...selection, selections: [keySelection(key), ...selection.selections] };
  });
}

const keySelection = (key: string): Selection => ({
  key: own('key'),
  name: key,
  node: { kind: 'Field', name: { kind: 'Name', value: key } } as never,
  selections: [],
});
