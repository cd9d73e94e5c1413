import { Kind } from 'graphql';
import type { FieldDefinitionNode, TypeNode } from 'graphql';
import { contractDefinition } from '@kopru/schema';

// The root fields are read from the contract's SDL, so that none is named here a second time.

/** An order of a connection: its enum value and direction. */
export type Order = { field: string; direction: 'ASC' | 'DESC' };

const nameOf = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);

const fieldsOf = (typeName: string): readonly FieldDefinitionNode[] => {
  const definition = contractDefinition(typeName);
  return definition && 'fields' in definition
    ? (definition.fields as readonly FieldDefinitionNode[])
    : [];
};

/** The type of the records of each connection, by root field. */
export const connections: ReadonlyMap<string, string> = new Map(
  fieldsOf('Query')
    .filter(({ type }) => nameOf(type).endsWith('Connection'))
    .map(({ name, type }) => [name.value, nameOf(type).replace('Connection', '')]),
);

/** The types of records. */
export const typeNames = new Set(connections.values());

/** The type of each single record, by root field. */
export const singles: ReadonlyMap<string, string> = new Map(
  fieldsOf('Query')
    .filter(({ type }) => typeNames.has(nameOf(type)))
    .map(({ name, type }) => [name.value, nameOf(type)]),
);

/** The counted type of each statistic and its dimensions in the contract's order, by root field. */
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

/** The fields whose lists are never null, with their types. */
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
