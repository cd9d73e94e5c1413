import { GraphQLError, getNamedType, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { entityKeys, limits } from '@kopru/schema';
import type { Member } from '../../membership/membership.ts';
import { isRecord } from '../../registry-client/ask-registry.ts';
import type { FieldAnswer } from '../field-answer.ts';
import { fieldVariables, own, printFieldQuery } from '../registry-query.ts';
import { groupByOwner, ownerOf } from '../route.ts';
import { isField, plainField, printSelections } from '../selection.ts';
import type { Selection } from '../selection.ts';
import type { Question, Spanning } from '../spanning.ts';
import { gather, readItems } from './items.ts';

/** Of a record whose kind the asker does not know, the type is an interface. */
interface Representation extends Record<string, unknown> {
  __typename: string;
}

/** Federation's `_entities`: each record from its owner, in the order asked. An id of no registry leads to no record. */
export function answerEntities(spanning: Spanning, question: Question): Promise<FieldAnswer> {
  const representations = question.args.representations as readonly Representation[];
  const { byOwner } = groupByOwner(representations.map((each) => ownerOfEntity(spanning, each)));
  const parts = [...byOwner].flatMap(([owner, all]) =>
    inParts(all).map((places) => ({
      places,
      answers: askOwner(spanning, question, owner, {
        places,
        representations: places.flatMap((place) => representations[place] ?? []),
      }),
    })),
  );
  return gather(representations.length, parts);
}

/** A registry takes no more ids at once. */
const inParts = (places: readonly number[]): number[][] =>
  Array.from({ length: Math.ceil(places.length / limits.ids) }, (_, part) =>
    places.slice(part * limits.ids, (part + 1) * limits.ids),
  );

/** The field by which a record of the type is asked for. */
const keyFieldOf = ({ schema }: Spanning, typeName: string): string | undefined =>
  isInterfaceType(schema.getType(typeName)) ? 'id' : entityKeys.get(typeName);

function ownerOfEntity(
  spanning: Spanning,
  { __typename, ...key }: Representation,
): Member | GraphQLError {
  const field = keyFieldOf(spanning, __typename);
  if (field === 'id') return ownerOf(spanning.members, key.id);
  // What is no record of a registry is the registry itself, and its key is the registry's code.
  return spanning.members.get(String(key[field ?? ''])) ?? new GraphQLError('no such registry');
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
  const asked = { ...question, ...entityField(spanning, question, representations) };
  const body = `__typename ${printSelections(withKeys(spanning, selections))}`;
  const query = printFieldQuery({ question: asked, body, selections });
  const outcome = await spanning.ask(
    member,
    { query, variables: fieldVariables(asked, asked.args) },
    question.context,
  );
  const type = getNamedType(asked.definition.type);
  return readItems({
    member,
    outcome,
    context: question.context,
    paths: places.map((place) => [responseKey, place]),
    isList: true,
    check: (value, index) => {
      const representation = representations[index];
      if (value === null || !representation) return null;
      const { __typename } = representation;
      if (!isRecord(value) || !isOfType(spanning, value.__typename, __typename))
        return '_entities are not of the types asked for';
      if (value[own('key')] !== representation[keyFieldOf(spanning, __typename) ?? ''])
        return '_entities are not in the order asked for';
      return isAbstractType(type) ? spanning.checkShape(value, type, selections) : null;
    },
  });
}

/** A record of unknown kind comes by `nodes`: no registry need know it by `_entities`. */
function entityField(
  { schema, query }: Spanning,
  { definition }: Question,
  representations: readonly Representation[],
) {
  const { nodes } = query.getFields();
  return nodes &&
    representations.some(({ __typename }) => isInterfaceType(schema.getType(__typename)))
    ? { definition: nodes, args: { ids: representations.map(({ id }) => id) } }
    : { definition, args: { representations } };
}

function isOfType({ schema }: Spanning, name: unknown, wanted: string): boolean {
  const [type, wantedType] = [schema.getType(String(name)), schema.getType(wanted)];
  return (
    name === wanted ||
    (isInterfaceType(wantedType) && isObjectType(type) && schema.isSubType(wantedType, type))
  );
}

/** Asks the key back in every fragment, to see that each entity is the one asked for. */
function withKeys(spanning: Spanning, selections: readonly Selection[]): Selection[] {
  return selections.map((selection) => {
    if (isField(selection) || selection.on === null) return selection;
    const key = keyFieldOf(spanning, selection.on);
    return key === undefined
      ? selection
      : { ...selection, selections: [plainField(key, own('key')), ...selection.selections] };
  });
}
