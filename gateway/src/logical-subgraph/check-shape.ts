import {
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { isLeafValue } from '@kopru/schema';
import { isRecord } from '../is-record.ts';
import { isField } from './selection.ts';
import type { Selection } from './selection.ts';

/**
 * Holds a value against the contract: null where it fits, else the clause it breaks, as a path into
 * the contract's types.
 */
export type ShapeCheck = (
  value: unknown,
  type: GraphQLOutputType,
  selections: readonly Selection[],
) => string | null;

export function createShapeCheck(schema: GraphQLSchema): ShapeCheck {
  const check = (
    value: unknown,
    type: GraphQLOutputType,
    selections: readonly Selection[],
    at: string,
  ): string | null => {
    if (isNonNullType(type))
      return value == null ? `${at} is null` : check(value, type.ofType, selections, at);
    if (value == null) return null;
    if (isListType(type)) return checkList(value, type.ofType, selections, at);
    if (isLeafType(type)) return isLeafValue(type, value) ? null : `${at} is no ${type.name}`;
    if (!isRecord(value)) return `${at} is no object`;
    const runtime = isObjectType(type) ? type : schema.getType(String(value.__typename));
    if (!isObjectType(runtime) || (isAbstractType(type) && !schema.isSubType(type, runtime)))
      return `${at} has an unknown __typename`;
    return checkFields(value, runtime, selections);
  };

  const checkList = (
    value: unknown,
    type: GraphQLOutputType,
    selections: readonly Selection[],
    at: string,
  ) => {
    if (!Array.isArray(value)) return `${at} is no list`;
    for (const each of value as unknown[]) {
      const violation = check(each, type, selections, at);
      if (violation) return violation;
    }
    return null;
  };

  const checkFields = (
    value: Record<string, unknown>,
    type: GraphQLObjectType,
    selections: readonly Selection[],
  ): string | null => {
    for (const selection of selections) {
      const violation = isField(selection)
        ? checkField(value, type, selection)
        : appliesTo(schema, selection.on, type)
          ? checkFields(value, type, selection.selections)
          : null;
      if (violation) return violation;
    }
    return null;
  };

  const checkField = (
    value: Record<string, unknown>,
    type: GraphQLObjectType,
    field: { key: string; name: string; selections: Selection[] },
  ) => {
    if (field.name === '__typename')
      return value[field.key] === type.name ? null : `${type.name}.__typename`;
    const definition = type.getFields()[field.name];
    return definition
      ? check(value[field.key], definition.type, field.selections, `${type.name}.${field.name}`)
      : `${type.name} has no ${field.name}`;
  };

  return (value, type, selections) => check(value, type, selections, String(type));
}

function appliesTo(
  schema: GraphQLSchema,
  condition: string | null,
  type: GraphQLObjectType,
): boolean {
  if (condition === null || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isInterfaceType(wanted) && schema.isSubType(wanted, type);
}
