import { Kind } from 'graphql';
import type { FieldDefinitionNode, TypeNode } from 'graphql';
import { contractDefinition } from '@kopru/schema';

// What the contract's own text says of its root fields, so that none is named here a second time.

export type Order = { field: string; direction: 'ASC' | 'DESC' };

const nameOf = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);

const fieldsOf = (typeName: string): readonly FieldDefinitionNode[] => {
  const definition = contractDefinition(typeName);
  return definition && 'fields' in definition
    ? (definition.fields as readonly FieldDefinitionNode[])
    : [];
};

/** By field of a connection, the type of its records. */
export const connections: ReadonlyMap<string, string> = new Map(
  fieldsOf('Query')
    .filter(({ type }) => nameOf(type).endsWith('Connection'))
    .map(({ name, type }) => [name.value, nameOf(type).replace('Connection', '')]),
);

const typeNames = new Set(connections.values());

/** By field of a single record, the type of it. */
export const singles: ReadonlyMap<string, string> = new Map(
  fieldsOf('Query')
    .filter(({ type }) => typeNames.has(nameOf(type)))
    .map(({ name, type }) => [name.value, nameOf(type)]),
);

/** By field of statistics, the type counted and the dimensions there are, in their order. */
export const statistics: ReadonlyMap<string, { typeName: string; dimensions: readonly string[] }> =
  new Map(
    fieldsOf('Query')
      .filter(({ type }) => nameOf(type).endsWith('Statistics'))
      .map(({ name, type }) => {
        const typeName = nameOf(type).replace('Statistics', '');
        const dimensions = contractDefinition(`${typeName}Dimension`);
        const values =
          dimensions?.kind === Kind.ENUM_TYPE_DEFINITION ? (dimensions.values ?? []) : [];
        return [name.value, { typeName, dimensions: values.map((value) => value.name.value) }];
      }),
  );

/** Types of which a list is never null: by type and field. */
export const listFields: readonly (readonly [typeName: string, field: string])[] = [
  ...typeNames,
].flatMap((typeName) =>
  fieldsOf(typeName)
    .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE && type.type.kind === Kind.LIST_TYPE)
    .map(({ name }) => [typeName, name.value] as const),
);

export const organizationTypes: ReadonlySet<string> = new Set(
  [...typeNames].filter((name) => fieldsOf(name).some((field) => field.name.value === 'relations')),
);

export const hasField = (typeName: string, field: string): boolean =>
  fieldsOf(typeName).some(({ name }) => name.value === field);

export { typeNames };
