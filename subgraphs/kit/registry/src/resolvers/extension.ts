import { Kind } from 'graphql';
import type { DocumentNode, TypeNode } from 'graphql';
import { extensionTypes } from '@kopru/records';
import type {
  ExtensionData,
  ExtensionResolver,
  RegistryModule,
  StoredRecord,
} from '@kopru/records';
import { registryExtensions } from '@kopru/schema';

/** Holds the record of an extension object; a symbol cannot collide with a field of the object. */
const recordKey = Symbol('record');

type ExtensionSource = ExtensionData & { [recordKey]: StoredRecord };

/**
 * Resolvers of the extension's one field on each type that the extension extends, and of the fields
 * that the country computes. Stored data was checked when it was written, so it is returned as it
 * is.
 */
export function extensionResolvers({ definition, extension, resolvers }: RegistryModule) {
  const field = registryExtensions[definition.code];
  if (field === undefined) return {};
  const computed = Object.fromEntries(
    Object.entries(resolvers ?? {}).map(([type, fields]) => [type, mapValues(fields, onSource)]),
  );
  const extended = extendedTypes(extension).map(([type, fieldType]) => {
    const resolve = resolvers
      ? readComputed(extension, fieldType, resolvers[fieldType] ?? {})
      : (record: StoredRecord) => record.extension;
    return [type, { [field]: resolve }] as const;
  });
  return { ...computed, ...Object.fromEntries(extended) };
}

/** Gives the extension object of a record, even if only computed fields have a value. */
function readComputed(
  extension: DocumentNode,
  type: string,
  resolvers: Readonly<Record<string, ExtensionResolver>>,
) {
  const alone = hasOnlyNullableFields(extension, type, resolvers) ? Object.values(resolvers) : [];
  return (record: StoredRecord) =>
    record.extension == null ? computeAlone(record, alone) : withRecord(record.extension, record);
}

/** An empty extension object if a computed field has a value for the record, else null. */
async function computeAlone(
  record: StoredRecord,
  resolvers: readonly ExtensionResolver[],
): Promise<unknown> {
  const values = await Promise.all(resolvers.map((resolve) => resolve({}, record)));
  return values.some((value) => value != null) ? withRecord({}, record) : null;
}

/** A GraphQL resolver that gives a country's resolver its two arguments. */
const onSource = (resolve: ExtensionResolver) => async (source: ExtensionSource) =>
  withRecord(await resolve(source, source[recordKey]), source[recordKey]);

/** Copies objects with their record attached, because a computed field of a part may need it. */
function withRecord(value: unknown, record: StoredRecord): unknown {
  if (Array.isArray(value)) return value.map((each) => withRecord(each, record));
  if (typeof value !== 'object' || value === null) return value;
  return { ...mapValues(value, (each) => withRecord(each, record)), [recordKey]: record };
}

/** Without stored data, a stored field that may not be null would fail the whole extension. */
function hasOnlyNullableFields(extension: DocumentNode, name: string, computed: object): boolean {
  const type = extensionTypes(extension).find((each) => each.name.value === name);
  return (type?.fields ?? []).every(
    (field) => Object.hasOwn(computed, field.name.value) || field.type.kind !== Kind.NON_NULL_TYPE,
  );
}

/** The types of the contract that the extension extends, each with the type of the added field. */
function extendedTypes(extension: DocumentNode): [string, string][] {
  return extension.definitions.flatMap((each) =>
    each.kind === Kind.OBJECT_TYPE_EXTENSION
      ? (each.fields ?? []).map((field): [string, string] => [each.name.value, named(field.type)])
      : [],
  );
}

const named = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type);

const mapValues = <V, R>(values: Readonly<Record<string, V>> | object, map: (value: V) => R) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value as V)]));
