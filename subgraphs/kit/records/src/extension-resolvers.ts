import { Kind } from 'graphql';
import type { DocumentNode, ObjectTypeDefinitionNode } from 'graphql';
import { OperatorError } from '@kopru/schema';
import type { StoredRecord } from './kinds/index.ts';

/** An object of an extension type: its stored fields, or none if the record stores no extension. */
export type ExtensionData = Readonly<Record<string, unknown>>;

/**
 * Computes one field of an extension type, from the object that has the field and the record that
 * holds it. Returns the field's value or a promise of it; null if an input is missing.
 */
export type ExtensionResolver = (data: ExtensionData, record: StoredRecord) => unknown;

/** The computed fields of a national extension: by type, then by field. */
export type ExtensionResolvers = Readonly<
  Record<string, Readonly<Record<string, ExtensionResolver>>>
>;

/** A country folder that cannot be loaded, in words for its author. */
export class RegistryModuleError extends OperatorError {
  constructor(message: string) {
    super('REGISTRY_MODULE', message);
  }
}

/**
 * Checks that resolvers compute only fields of the extension's own object types, so that no country
 * changes what a type of the contract means. Throws a RegistryModuleError that names `file`.
 */
export function checkExtensionResolvers(
  resolvers: unknown,
  extension: DocumentNode,
  file: string,
): ExtensionResolvers {
  const own = new Map(extensionTypes(extension).map((type) => [type.name.value, fieldNames(type)]));
  const fail = (expected: string, got: string, advice: string): never => {
    throw new RegistryModuleError(`Expected ${file} to ${expected}, but got ${got}. ${advice}`);
  };
  if (typeof resolvers !== 'object' || resolvers === null)
    return fail('export resolvers by default', typeof resolvers, 'Export an object of types.');
  for (const [type, fields] of Object.entries(resolvers)) {
    const names = own.get(type);
    if (!names)
      return fail(
        `resolve types of extension.graphql (${[...own.keys()].join(', ')})`,
        type,
        'Compute fields of these types only; the contract resolves its own.',
      );
    for (const [field, resolver] of Object.entries(Object(fields) as object)) {
      if (!names.includes(field))
        fail(
          `resolve fields that ${type} has (${names.join(', ')})`,
          `${type}.${field}`,
          'Add the field to extension.graphql, or remove its resolver.',
        );
      if (typeof resolver !== 'function')
        fail(`resolve ${type}.${field} by a function`, typeof resolver, 'Give a function.');
    }
  }
  return resolvers as ExtensionResolvers;
}

/** The object types that an extension defines itself. */
export const extensionTypes = (extension: DocumentNode): ObjectTypeDefinitionNode[] =>
  extension.definitions.filter((each) => each.kind === Kind.OBJECT_TYPE_DEFINITION);

const fieldNames = (type: ObjectTypeDefinitionNode): string[] =>
  (type.fields ?? []).map((field) => field.name.value);
