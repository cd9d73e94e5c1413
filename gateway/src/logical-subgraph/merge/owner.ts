import { getNullableType, isListType } from 'graphql';
import type { GraphQLOutputType } from 'graphql';
import { catalogueError, limits, spans } from '@kopru/schema';
import { isRecord } from '../../is-record.ts';
import type { Member } from '../../membership/membership.ts';
import { withPath } from '../field-result.ts';
import type { Path } from '../field-result.ts';
import type { MergeContext, RootField } from '../merge-context.ts';
import { fieldVariables, internalAlias, printFieldQuery } from '../registry-query.ts';
import { groupByOwner, ownerOf } from '../route.ts';
import type { Unroutable } from '../route.ts';
import { printSelections } from '../selection.ts';
import { checkItems, gatherItems } from './items.ts';
import type { ItemsPart, ItemsTarget } from './items.ts';
import type { Merge } from './merge.ts';

interface OwnerPlan {
  context: MergeContext;
  root: RootField;
  /** The argument that holds the id or the ids. */
  by: string;
  ids: readonly unknown[];
  isList: boolean;
  byOwner: ReadonlyMap<Member, readonly number[]>;
  unroutable: readonly Unroutable[];
}

/** Records by id. Each registry that the ids' prefixes name is requested to give its own. */
export const ownerMerge: Merge<OwnerPlan, ItemsTarget, ItemsPart, readonly ItemsPart[]> = {
  plan(context, root) {
    const by = spans.get(root.field.name)?.by ?? 'id';
    const arg = root.args[by];
    const isList = Array.isArray(arg);
    const ids: readonly unknown[] = isList ? arg : [arg];
    if (isList && ids.length > limits.ids)
      return catalogueError('TOO_MANY_IDS', { count: ids.length });
    const groups = groupByOwner(ids.map((id) => ownerOf(context.members, id)));
    return { context, root, by, ids, isList, ...groups };
  },

  route({ root, by, ids, isList, byOwner }) {
    const { selections } = root.field;
    const query = printFieldQuery({
      root,
      body: `__typename ${internalAlias('id')}: id ${printSelections(selections)}`,
      selections,
    });
    return [...byOwner].map(([member, indexes]) => {
      const requested = indexes.map((index) => ids[index]);
      const arg = { [by]: isList ? requested : requested[0] };
      const variables = fieldVariables(root, { ...root.args, ...arg });
      return { member, query, variables, target: { indexes } };
    });
  },

  check(plan, response) {
    const { context, root, ids, isList } = plan;
    const { indexes } = response.target;
    const type = itemType(root.definition.type);
    return checkItems({
      response,
      paths: indexes.map((index) => pathOf(plan, index)),
      isList,
      violationOf: (value, index) => {
        if (value === null) return null;
        if (!isRecord(value) || value[internalAlias('id')] !== ids[indexes[index] ?? 0])
          return 'Node.id is not the one asked for';
        return context.checkShape(value, type, root.field.selections);
      },
    });
  },

  merge: (_plan, parts) => parts,
  report: (_plan, parts) => parts.map(({ report }) => report),
  write(plan, parts) {
    const { value, errors } = gatherItems(plan.ids.length, parts);
    const notRouted = plan.unroutable.map(({ index, error }) =>
      withPath(error, pathOf(plan, index)),
    );
    return {
      value: plan.isList ? value : (value as unknown[])[0],
      errors: [...notRouted, ...errors],
    };
  },
};

const pathOf = ({ root, isList }: OwnerPlan, index: number): Path =>
  isList ? [root.field.key, index] : [root.field.key];

function itemType(type: GraphQLOutputType): GraphQLOutputType {
  const nullable = getNullableType(type);
  return isListType(nullable) ? nullable.ofType : nullable;
}
