import { Kind } from 'graphql';
import type { DocumentNode } from 'graphql';
import { registryExtensions } from '@kopru/schema';

/** The types of the contract that the extension adds its field to. */
export function extendedTypes(extension: DocumentNode): string[] {
  return extension.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ? [definition.name.value] : [],
  );
}

/** Resolvers of the extension's one field: the record's own extension data, as it was checked when written. */
export function extensionResolvers(code: string, extension: DocumentNode) {
  const field = registryExtensions[code];
  if (field === undefined) return {};
  const resolve = (record: { extension: unknown }) => record.extension;
  return Object.fromEntries(extendedTypes(extension).map((type) => [type, { [field]: resolve }]));
}
