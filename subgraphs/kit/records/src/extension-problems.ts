import { isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLLeafType, GraphQLObjectType, GraphQLOutputType } from 'graphql';
import { isLeafValue, registryExtensions } from '@kopru/schema';
import { controlIn } from './control-characters.ts';

/**
 * The problems of a record's extension data, as `path: message`. Empty if the data fits the SDL of
 * the extension.
 */
export function extensionProblems(
  code: string,
  type: GraphQLObjectType | undefined,
  data: unknown,
): string[] {
  if (data === null) return [];
  const field = type?.getFields()[registryExtensions[code] ?? ''];
  return field
    ? problems(field.type, data, 'extension')
    : ['extension: this kind has no national extension'];
}

function problems(type: GraphQLOutputType, value: unknown, path: string): string[] {
  if (isNonNullType(type))
    return value == null ? [`${path}: expected a value`] : problems(type.ofType, value, path);
  if (value == null) return [];
  if (isListType(type)) {
    if (!Array.isArray(value)) return [`${path}: expected a list`];
    return value.flatMap((each, index) => problems(type.ofType, each, `${path}.${index}`));
  }
  if (isLeafType(type)) {
    const output = serialize(type, value);
    if (!isLeafValue(type, output))
      return [`${path}: expected ${type.name}, but got ${JSON.stringify(value).slice(0, 80)}`];
    return typeof output === 'string' ? textProblems(output, path) : [];
  }
  if (!isObjectType(type)) return [`${path}: expected no interface or union here`];
  if (typeof value !== 'object' || Array.isArray(value)) return [`${path}: expected an object`];
  const fields = type.getFields();
  const data = value as Record<string, unknown>;
  const unknown = Object.keys(data).filter((name) => !fields[name]);
  return [
    ...unknown.map((name) => `${path}.${name}: no such field`),
    ...Object.values(fields).flatMap(({ name, type: fieldType, resolve }) =>
      resolve
        ? computedProblems(data[name], `${path}.${name}`)
        : problems(fieldType, data[name] ?? null, `${path}.${name}`),
    ),
  ];
}

/** The value that a response would contain; undefined if there is none. */
function serialize(type: GraphQLLeafType, value: unknown): unknown {
  try {
    return type.serialize(value);
  } catch {
    return undefined;
  }
}

/** A field with a resolver is computed, so a stored value would never be read. */
const computedProblems = (value: unknown, path: string): string[] =>
  value == null ? [] : [`${path}: expected no value, because the registry computes this field`];

/** The rules for texts of the contract. */
function textProblems(text: string, path: string): string[] {
  if (text.startsWith('=')) return [`${path}: expected text, no formula`];
  const control = controlIn(text);
  return control === null
    ? []
    : [`${path}: expected text without control characters, but it has ${control}`];
}
