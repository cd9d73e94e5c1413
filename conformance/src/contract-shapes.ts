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
import { contractDocument, spans } from '@kopru/schema';

// What the contract says of itself: the kit asks every kind that it has, and names none.

export const contract: GraphQLSchema = buildASTSchema(contractDocument, {
  assumeValid: true,
  assumeValidSDL: true,
});

export interface KindShape {
  /** The connection's field: companies. */
  page: string;
  typeName: string;
  whereType: string;
  filters: string[];
  orderType: string;
  orders: string[];
  /** Everything of a record that its own registry can say, with aliases for the other scripts of its name. */
  selection: string;
}

const query = contract.getQueryType();

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
    // Other records are looked at as themselves.
    if (
      !isObjectType(inner) ||
      isRecordType(inner) ||
      inner.name.endsWith('Connection') ||
      depth === 0
    )
      return [];
    const below = selectionOf(inner, depth - 1);
    return below === '' ? [] : [`${field.name} { ${below} }`];
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

/** Holds a value against the contract: where it does not fit, which clause it breaks. Fields that are not there were not asked for. */
export function shapeProblem(value: unknown, type: GraphQLOutputType, at: string): string | null {
  if (isNonNullType(type))
    return value == null
      ? `${at} is null`
      : shapeProblem(value, type.ofType as GraphQLOutputType, at);
  if (value == null) return null;
  if (isListType(type)) {
    if (!Array.isArray(value)) return `${at} is no list`;
    return first(value, (each) => shapeProblem(each, type.ofType, at));
  }
  if (isEnumType(type))
    return typeof value === 'string' && type.getValue(value)
      ? null
      : `${at} is no ${type.name}, but ${JSON.stringify(value)}`;
  if (isLeafType(type)) return leafProblem(value, type.name, at);
  if (typeof value !== 'object' || Array.isArray(value)) return `${at} is no object`;
  if (!isObjectType(type)) return null;
  return first(Object.values(type.getFields()), (field) => {
    const own = value as Record<string, unknown>;
    return Object.hasOwn(own, field.name)
      ? shapeProblem(own[field.name], field.type, `${type.name}.${field.name}`)
      : null;
  });
}

function leafProblem(value: unknown, name: string, at: string): string | null {
  const wrong = `${at} is no ${name}, but ${JSON.stringify(value)}`;
  if (name === 'Int') return Number.isInteger(value) ? null : wrong;
  if (name === 'Float') return typeof value === 'number' ? null : wrong;
  if (name === 'Boolean') return typeof value === 'boolean' ? null : wrong;
  return typeof value === 'string' ? null : wrong;
}

function first<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = problem(item);
    if (found !== null) return found;
  }
  return null;
}

export function recordType(typeName: string): GraphQLObjectType {
  const type = contract.getType(typeName);
  if (!isObjectType(type)) throw new Error(`Expected a type ${typeName} in the contract`);
  return type;
}
