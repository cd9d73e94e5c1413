import {
  buildASTSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { GraphQLField, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { contractDocument, spans, isLeafValue } from '@kopru/schema';

// The kinds, filters and orders are read from the contract. So no requirement lists them.

/** The contract as a schema. */
export const contract: GraphQLSchema = buildASTSchema(contractDocument, {
  assumeValid: true,
  assumeValidSDL: true,
});

/** A kind of record, as the contract declares it. */
export interface KindShape {
  /** The field of its connection: `companies`. */
  page: string;
  typeName: string;
  whereType: string;
  filters: string[];
  orderType: string;
  orders: string[];
  /** All fields that the record's own registry gives; other scripts of the name by alias. */
  selection: string;
}

const query = contract.getQueryType();

/** All kinds that have a connection. */
export const kindShapes: readonly KindShape[] = Object.values(query?.getFields() ?? {})
  .filter(({ name }) => spans.get(name)?.merge === 'PAGE')
  .map((field) => {
    const connection = getNamedType(field.type);
    const nodes = isObjectType(connection) ? connection.getFields().nodes : undefined;
    const type = nodes && getNamedType(nodes.type);
    if (!isObjectType(type)) throw new Error(`Expected ${field.name} to be a connection`);
    const where = argumentType(field, 'where');
    const order = argumentType(field, 'orderBy');
    const orderField = isInputObjectType(order)
      ? getNamedType(order.getFields().field?.type)
      : undefined;
    return {
      page: field.name,
      typeName: type.name,
      whereType: String(where?.name),
      filters: isInputObjectType(where) ? Object.keys(where.getFields()) : [],
      orderType: String(order?.name),
      orders: isEnumType(orderField) ? orderField.getValues().map(({ name }) => name) : [],
      selection: selectionOf(type, 4),
    };
  });

function argumentType(field: GraphQLField<unknown, unknown>, name: string) {
  const type = field.args.find((argument) => argument.name === name)?.type;
  return type && getNamedType(type);
}

function selectionOf(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (
      field.args.some(
        (argument) => isNonNullType(argument.type) && argument.defaultValue === undefined,
      )
    )
      return [];
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    // Other records are read as records of their own kind.
    if (
      !isObjectType(inner) ||
      isRecordType(inner) ||
      inner.name.endsWith('Connection') ||
      depth === 0
    )
      return [];
    const nested = selectionOf(inner, depth - 1);
    return nested === '' ? [] : [`${field.name} { ${nested} }`];
  });
  const scripts =
    'name' in type.getFields() && isRecordType(type)
      ? ['latin: name(script: LATIN)', 'turkic: name(script: COMMON_TURKIC)']
      : [];
  return [...fields, ...scripts].join(' ');
}

function isRecordType(type: GraphQLObjectType): boolean {
  return type.getInterfaces().some((each) => isInterfaceType(each) && each.name === 'Node');
}

/**
 * Compares a value with a type of the contract. Returns the first place that does not fit, or null.
 * Missing fields are ignored: they were not selected.
 */
export function shapeProblem(value: unknown, type: GraphQLOutputType, at: string): string | null {
  if (isNonNullType(type))
    return value == null
      ? `${at} is null`
      : shapeProblem(value, type.ofType as GraphQLOutputType, at);
  if (value == null) return null;
  if (isListType(type)) {
    if (!Array.isArray(value)) return `${at} is not a list`;
    return firstProblem(value, (each) => shapeProblem(each, type.ofType, at));
  }
  if (isLeafType(type))
    return isLeafValue(type, value)
      ? null
      : `${at} is not a ${type.name}, but ${JSON.stringify(value)}`;
  if (typeof value !== 'object' || Array.isArray(value)) return `${at} is not an object`;
  if (!isObjectType(type)) return null;
  return firstProblem(Object.values(type.getFields()), (field) => {
    const fields = value as Record<string, unknown>;
    return Object.hasOwn(fields, field.name)
      ? shapeProblem(fields[field.name], field.type, `${type.name}.${field.name}`)
      : null;
  });
}

function firstProblem<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const message = problem(item);
    if (message !== null) return message;
  }
  return null;
}

/** The object type of this name. Throws if the contract has none. */
export function recordType(typeName: string): GraphQLObjectType {
  const type = contract.getType(typeName);
  if (!isObjectType(type)) throw new Error(`Expected a type ${typeName} in the contract`);
  return type;
}
