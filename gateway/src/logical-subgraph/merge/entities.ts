import { GraphQLError, getNamedType, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { entityKeys, limits } from '@kopru/schema';
import { isRecord } from '../../is-record.ts';
import type { Member } from '../../membership/membership.ts';
import type { MergeContext, RootField } from '../merge-context.ts';
import { fieldVariables, internalAlias, printFieldQuery } from '../registry-query.ts';
import type { MemberRequest } from '../request-members.ts';
import { groupByOwner, ownerOf } from '../route.ts';
import { isField, plainField, printSelections } from '../selection.ts';
import type { Selection } from '../selection.ts';
import { checkItems, gatherItems } from './items.ts';
import type { ItemsPart, ItemsTarget } from './items.ts';
import type { Merge } from './merge.ts';

/** The type is an interface if the requesting subgraph does not know the record's kind. */
interface Representation extends Record<string, unknown> {
  __typename: string;
}

interface EntitiesPlan {
  context: MergeContext;
  root: RootField;
  representations: readonly Representation[];
  byOwner: ReadonlyMap<Member, readonly number[]>;
}

interface EntitiesTarget extends ItemsTarget {
  representations: readonly Representation[];
  /** The root field that the registry is requested for. */
  root: RootField;
}

/**
 * Federation's `_entities`: each record from its owner, in the order requested. An id of no
 * registry
 * gives null. https://www.apollographql.com/docs/federation/subgraph-spec
 */
export const entitiesMerge: Merge<EntitiesPlan, EntitiesTarget, ItemsPart, readonly ItemsPart[]> = {
  plan(context, root) {
    const representations = root.args.representations as readonly Representation[];
    const owners = representations.map((each) => ownerOfEntity(context, each));
    return { context, root, representations, byOwner: groupByOwner(owners).byOwner };
  },

  route: (plan) =>
    [...plan.byOwner].flatMap(([member, indexes]) =>
      inBatches(indexes).map((batch) => requestFor(plan, member, batch)),
    ),

  check({ context, root }, response) {
    const { indexes, representations, root: requested } = response.target;
    const { key, selections } = root.field;
    const type = getNamedType(requested.definition.type);
    return checkItems({
      response,
      paths: indexes.map((index) => [key, index]),
      isList: true,
      violationOf: (value, index) => {
        const representation = representations[index];
        if (value === null || !representation) return null;
        const { __typename } = representation;
        if (!isRecord(value) || !isOfType(context, value.__typename, __typename))
          return '_entities are not of the types asked for';
        if (value[internalAlias('key')] !== representation[keyFieldOf(context, __typename) ?? ''])
          return '_entities are not in the order asked for';
        return isAbstractType(type) ? context.checkShape(value, type, selections) : null;
      },
    });
  },

  merge: (_plan, parts) => parts,
  report: (_plan, parts) => parts.map(({ report }) => report),
  write: ({ representations }, parts) => gatherItems(representations.length, parts),
};

/** A registry takes no more ids in one request. */
const inBatches = (indexes: readonly number[]): number[][] =>
  Array.from({ length: Math.ceil(indexes.length / limits.ids) }, (_, batch) =>
    indexes.slice(batch * limits.ids, (batch + 1) * limits.ids),
  );

/** The field that identifies a record of the type. */
const keyFieldOf = ({ schema }: MergeContext, typeName: string): string | undefined =>
  isInterfaceType(schema.getType(typeName)) ? 'id' : entityKeys.get(typeName);

function ownerOfEntity(
  context: MergeContext,
  { __typename, ...key }: Representation,
): Member | GraphQLError {
  const field = keyFieldOf(context, __typename);
  if (field === 'id') return ownerOf(context.members, key.id);
  // An entity that is no record is the registry itself, and its key is the registry's code.
  return context.members.get(String(key[field ?? ''])) ?? new GraphQLError('no such registry');
}

function requestFor(
  { context, root, representations: all }: EntitiesPlan,
  member: Member,
  indexes: readonly number[],
): MemberRequest<EntitiesTarget> {
  const representations = indexes.flatMap((index) => all[index] ?? []);
  const requested = { ...root, ...entityField(context, root, representations) };
  const { selections } = root.field;
  const body = `__typename ${printSelections(withKeys(context, selections))}`;
  return {
    member,
    query: printFieldQuery({ root: requested, body, selections }),
    variables: fieldVariables(requested, requested.args),
    target: { indexes, representations, root: requested },
  };
}

/**
 * A record of unknown kind is requested by `nodes`: registries need not know interfaces in
 * `_entities`.
 */
function entityField(
  { schema, query }: MergeContext,
  { definition }: RootField,
  representations: readonly Representation[],
): Pick<RootField, 'definition' | 'args'> {
  const { nodes } = query.getFields();
  return nodes &&
    representations.some(({ __typename }) => isInterfaceType(schema.getType(__typename)))
    ? { definition: nodes, args: { ids: representations.map(({ id }) => id) } }
    : { definition, args: { representations } };
}

function isOfType({ schema }: MergeContext, name: unknown, requested: string): boolean {
  const [type, requestedType] = [schema.getType(String(name)), schema.getType(requested)];
  return (
    name === requested ||
    (isInterfaceType(requestedType) && isObjectType(type) && schema.isSubType(requestedType, type))
  );
}

/** Adds the key to every fragment, to check that each entity is the one requested. */
function withKeys(context: MergeContext, selections: readonly Selection[]): Selection[] {
  return selections.map((selection) => {
    if (isField(selection) || selection.on === null) return selection;
    const key = keyFieldOf(context, selection.on);
    return key === undefined
      ? selection
      : {
          ...selection,
          selections: [plainField(key, internalAlias('key')), ...selection.selections],
        };
  });
}
