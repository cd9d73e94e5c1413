import {
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
} from 'graphql';
import type {
  FragmentDefinitionNode,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { CommandError } from '../outcome.ts';
import { escapeFormula } from './escape-formula.ts';
import type { CellValue, Rows } from './rows.ts';

/** The type of a field. Throws if the type has no such field. */
export function fieldType(type: GraphQLOutputType, fieldName: string): GraphQLOutputType {
  const parent = getNullableType(type);
  if (isObjectType(parent) || isInterfaceType(parent)) {
    const field = parent.getFields()[fieldName];
    if (field) return field.type;
  }
  throw new CommandError(`Expected a connection, but ${String(type)} has no ${fieldName}.`);
}

/** The type below all lists and non-nulls. */
export function innermostType(type: GraphQLOutputType): GraphQLOutputType {
  const inner = getNullableType(type);
  return isListType(inner) ? innermostType(inner.ofType) : inner;
}

interface Scope {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  path: string;
}

/** Leaves and lists are columns. An object has the columns of its fields. */
export function columnsOf(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  set: SelectionSetNode,
  { fragments, path }: Scope,
): { name: string; type: 'text' | 'number' | 'boolean' }[] {
  const columns = set.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) {
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const on = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      return fragment
        ? columnsOf(schema, on as GraphQLOutputType, fragment.selectionSet, { fragments, path })
        : [];
    }
    const column = `${path}${selection.alias?.value ?? selection.name.value}`;
    if (selection.name.value === '__typename') return [{ name: column, type: 'text' as const }];
    const inner = getNullableType(fieldType(type, selection.name.value));
    if (selection.selectionSet && !isListType(inner))
      return columnsOf(schema, inner, selection.selectionSet, { fragments, path: `${column}.` });
    return [{ name: column, type: columnType(inner) }];
  });
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}

function columnType(type: GraphQLOutputType): 'text' | 'number' | 'boolean' {
  if (!isLeafType(type)) return 'text';
  if (type.name === 'Boolean') return 'boolean';
  return type.name === 'Int' || type.name === 'Float' ? 'number' : 'text';
}

/** The cells of a row, by column. Values that are no scalar are JSON. */
export function cellsOf(
  node: Record<string, unknown>,
  columns: Rows['columns'],
): Map<string, CellValue> {
  const cells = new Map<string, CellValue>();
  for (const { name: column } of columns) {
    const value = column
      .split('.')
      .reduce<unknown>((inner, part) => (Object(inner) as Record<string, unknown>)[part], node);
    if (value === null || value === undefined) continue;
    if (typeof value === 'string') cells.set(column, escapeFormula(value));
    else if (typeof value === 'number' || typeof value === 'boolean') cells.set(column, value);
    else cells.set(column, JSON.stringify(value));
  }
  return cells;
}
