import { isEnumType, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { GraphQLObjectType, GraphQLOutputType } from 'graphql';
import { registryExtensions } from '@kopru/schema';
import { controlIn } from './control-characters.ts';

/** What of a record's extension data does not fit the extension's SDL, in words; empty where all fits. */
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
    try {
      // An enum's internal value is its name, so that what serialises is what may be stored.
      if (isEnumType(type) && !(typeof value === 'string' && type.getValue(value)))
        throw new Error('no such value');
      const text: unknown = type.serialize(value);
      return typeof text === 'string' ? textProblems(text, path) : [];
    } catch {
      return [`${path}: expected ${type.name}, but got ${JSON.stringify(value).slice(0, 80)}`];
    }
  }
  if (!isObjectType(type)) return [`${path}: expected no interface or union here`];
  if (typeof value !== 'object' || Array.isArray(value)) return [`${path}: expected an object`];
  const fields = type.getFields();
  const given = value as Record<string, unknown>;
  const unknown = Object.keys(given).filter((name) => !fields[name]);
  return [
    ...unknown.map((name) => `${path}.${name}: no such field`),
    ...Object.values(fields).flatMap(({ name, type: fieldType, resolve }) =>
      resolve
        ? computedProblems(given[name], `${path}.${name}`)
        : problems(fieldType, given[name] ?? null, `${path}.${name}`),
    ),
  ];
}

/** A field with a resolver is computed, so a stored value would never be read. */
const computedProblems = (value: unknown, path: string): string[] =>
  value == null ? [] : [`${path}: expected no value, because the registry computes this field`];

/** As of the texts that the contract knows. */
function textProblems(text: string, path: string): string[] {
  if (text.startsWith('=')) return [`${path}: expected text, no formula`];
  const control = controlIn(text);
  return control === null
    ? []
    : [`${path}: expected text without control characters, but it has ${control}`];
}
