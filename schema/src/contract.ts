import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, concatAST, parse, valueFromASTUntyped } from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  ObjectTypeDefinitionNode,
} from 'graphql';

/**
 * The version of the contract in this package (semver). A registry states it and the hub compares
 * it.
 */
export const contractVersion = '0.1.0';

const folder = join(import.meta.dirname, '..', 'contract');

/** The whole contract: every file of schema/contract as one document. */
export const contractDocument: DocumentNode = concatAST(
  readdirSync(folder)
    .sort()
    .map((file) => parse(readFileSync(join(folder, file), 'utf8'))),
);

/** The definition of a type in the contract document, or undefined. */
export function contractDefinition(name: string): DefinitionNode | undefined {
  return contractDocument.definitions.find((each) => 'name' in each && each.name.value === name);
}

/** How the results of many registries for one root field are merged (`@spans`). */
export interface Span {
  /** A value of the contract's enum of merges, such as PAGE or OWNER. */
  merge: string;
  /** With OWNER: the argument that holds the id or ids. */
  by?: string;
}

/**
 * A type to which the hub adds `field`, which resolves the record that the type refers to
 * (`@points`).
 */
export interface Pointer {
  type: string;
  field: string;
  /** The type of the record. */
  to: string;
  /** The fields of the type's @key. */
  key: string[];
}

const objectTypes = contractDocument.definitions.filter(
  (definition): definition is ObjectTypeDefinitionNode =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION,
);

/** By root field. */
export const spans: ReadonlyMap<string, Span> = new Map(
  objectTypes
    .filter((type) => type.name.value === 'Query')
    .flatMap((type) => type.fields ?? [])
    .map((field) => [
      field.name.value,
      argumentsOf(directive(field.directives, 'spans')) as unknown as Span,
    ]),
);

/**
 * By type, the fields that are added up when the cells of several registries are merged (`@adds`).
 */
export const addedFields: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  objectTypes.map((type) => [
    type.name.value,
    new Set(
      (type.fields ?? [])
        .filter((field) => directive(field.directives, 'adds'))
        .map(({ name }) => name.value),
    ),
  ]),
);

/** By type, the key field by which another subgraph can request its objects (`@key`). */
export const entityKeys: ReadonlyMap<string, string> = new Map(
  objectTypes.flatMap((type) => {
    const key = argumentsOf(directive(type.directives, 'key')) as {
      fields?: string;
      resolvable?: boolean;
    };
    return key.fields === undefined || key.resolvable === false
      ? []
      : [[type.name.value, key.fields] as const];
  }),
);

/** All types with `@points`. */
export const pointers: readonly Pointer[] = objectTypes.flatMap((type) => {
  const points = directive(type.directives, 'points');
  if (!points) return [];
  const { fields } = argumentsOf(directive(type.directives, 'key')) as { fields: string };
  return [
    {
      type: type.name.value,
      key: fields.split(' '),
      ...(argumentsOf(points) as { field: string; to: string }),
    },
  ];
});

function directive(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): ConstDirectiveNode | undefined {
  return directives?.find((each) => each.name.value === name);
}

function argumentsOf(node: ConstDirectiveNode | undefined): Record<string, unknown> {
  return Object.fromEntries(
    (node?.arguments ?? []).map((each) => [each.name.value, valueFromASTUntyped(each.value)]),
  );
}
