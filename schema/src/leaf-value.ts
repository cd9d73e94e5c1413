import { isEnumType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';

/**
 * Whether a JSON value may stand for a scalar or an enum in a response (GraphQL specification,
 * October 2021, sections 3.5 and 3.9). An Int has
 * 32 bits. A custom scalar is a string that its `parseValue` accepts.
 */
export function isLeafValue(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  if (type.name === 'Int') return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
  if (type.name === 'Float') return typeof value === 'number';
  if (type.name === 'Boolean') return typeof value === 'boolean';
  if (typeof value !== 'string') return false;
  try {
    type.parseValue(value);
    return true;
  } catch {
    return false;
  }
}
