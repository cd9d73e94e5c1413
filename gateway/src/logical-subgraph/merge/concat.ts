import type { GraphQLError, GraphQLOutputType } from 'graphql';
import { entityKeys } from '@kopru/schema';
import { isRecord } from '../../is-record.ts';
import type { Report } from '../../report/report.ts';
import type { MergeContext, RootField } from '../merge-context.ts';
import { objectTypeBelow } from '../object-type.ts';
import { fieldVariables, internalAlias, printFieldQuery } from '../registry-query.ts';
import { printSelections } from '../selection.ts';
import type { Merge } from './merge.ts';

interface ConcatPlan {
  context: MergeContext;
  root: RootField;
  type: GraphQLOutputType;
  typeName: string;
  /** The key field of the items, if they are entities: it must name the registry. */
  key: string | undefined;
}

interface ConcatPart {
  items: unknown[];
  errors: GraphQLError[];
  report: Report;
}

/**
 * The registries' lists, one after the other in the order of the membership list. A missing one is
 * an error.
 */
export const concatMerge: Merge<ConcatPlan, null, ConcatPart, readonly ConcatPart[]> = {
  plan(context, root) {
    const type = objectTypeBelow(context.schema, root.definition.type);
    return { context, root, type, typeName: type.name, key: entityKeys.get(type.name) };
  },

  route({ context, root, key }) {
    const { selections } = root.field;
    const keySelection = key === undefined ? '' : `${internalAlias('key')}: ${key} `;
    const body = `${keySelection}${printSelections(selections)}`;
    const query = printFieldQuery({ root, body, selections });
    const variables = fieldVariables(root, root.args);
    return [...context.members.values()].map((member) => ({
      ...{ member, query, variables },
      target: null,
    }));
  },

  check(plan, response) {
    const path = [plan.root.field.key];
    if (response.failed)
      return { items: [], errors: response.failureAt(path), report: response.report(0) };
    const list: unknown = response.field;
    const values = Array.isArray(list) ? (list as unknown[]) : [];
    const violations = Array.isArray(list)
      ? values.map((item) => violationOf(plan, item, response.registry))
      : [`${plan.typeName} is no list`];
    const violation = violations.find((each) => each !== null) ?? null;
    const items = values.filter((_, index) => violations[index] === null);
    return {
      items,
      errors: response.violationAt(violation, path),
      report: response.report(items.length, violation),
    };
  },

  merge: (_plan, parts) => parts,
  report: (_plan, parts) => parts.map(({ report }) => report),
  write: (_plan, parts) => ({
    value: parts.flatMap(({ items }) => items),
    errors: parts.flatMap(({ errors }) => errors),
  }),
};

function violationOf(
  { context, root, type, typeName, key }: ConcatPlan,
  item: unknown,
  registry: string,
): string | null {
  if (!isRecord(item) || (key !== undefined && item[internalAlias('key')] !== registry))
    return `${typeName} is not of this registry`;
  return context.checkShape(item, type, root.field.selections);
}
