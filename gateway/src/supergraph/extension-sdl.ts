import {
  Kind,
  isEnumType,
  isObjectType,
  isScalarType,
  isTypeSystemDefinitionNode,
  isTypeSystemExtensionNode,
  parse,
  print,
  specifiedScalarTypes,
} from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  DocumentNode,
  EnumTypeDefinitionNode,
  FieldDefinitionNode,
  GraphQLSchema,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  TypeNode,
} from 'graphql';
import { contractDefinition, entityKeys, registryExtensions } from '@kopru/schema';

/** A national extension as a subgraph of its own, or why it cannot be one. */
export type ExtensionSdl = { document: DocumentNode } | { problem: string };

/**
 * Takes the contract away from the SDL that a registry serves and keeps what it may add: one field,
 * named after the country, on kinds
 * of the contract, and types of its own that bear its name. All else could take a field of the
 * contract over for everyone
 * (`@override`, `@inaccessible`, a further enum value), so it is refused, and with it this
 * registry's extension alone.
 */
export function readExtension(code: string, sdl: string, contract: GraphQLSchema): ExtensionSdl {
  const field = registryExtensions[code];
  if (field === undefined) return { problem: `${code} has no extension name` };
  let served: DocumentNode;
  try {
    served = parse(sdl, { noLocation: true });
  } catch {
    return { problem: 'it is no GraphQL SDL' };
  }
  const extended: string[] = [];
  const own: DefinitionNode[] = [];
  const added: FieldDefinitionNode[] = [];
  for (const definition of served.definitions) {
    const problem = readDefinition(definition);
    if (problem) return { problem };
  }
  if (extended.length === 0) return { problem: 'it adds no field' };
  const used = valueTypesUsed(contract, own, added);
  if ('problem' in used) return used;
  return {
    document: parse([header, ...extended, ...own.map(print), ...used.sdl].join('\n'), {
      noLocation: true,
    }),
  };

  function readDefinition(definition: DefinitionNode): string | null {
    if (!isTypeSystemDefinitionNode(definition) && !isTypeSystemExtensionNode(definition))
      return 'it holds more than types';
    if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION) return null;
    const name = definition.name.value;
    const known = contract.getType(name);
    if (
      name.startsWith('_') ||
      specifiedScalarTypes.some((scalar) => scalar.name === name) ||
      isFederationName(name)
    )
      return null;
    if (!known) return readOwn(definition, name);
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && isEnumType(known)) {
      const extra = definition.values?.find((value) => !known.getValue(value.name.value));
      return extra ? `it adds ${extra.name.value} to the contract's ${name}` : null;
    }
    const isObject =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION;
    if (!isObject || !isObjectType(known) || name === 'Query') return null;
    return readContractType(definition, known.getFields());
  }

  function readContractType(
    definition: ObjectTypeDefinitionNode | ObjectTypeExtensionNode,
    fields: object,
  ): string | null {
    const name = definition.name.value;
    const extra = (definition.fields ?? []).filter(
      (each) => !Object.hasOwn(fields, each.name.value),
    );
    const [first] = extra;
    if (!first) return null;
    if (extra.length > 1 || first.name.value !== field)
      return `it adds ${extra.map((each) => each.name.value).join(', ')} to ${name}, where only ${field ?? ''} may be`;
    if (entityKeys.get(name) !== 'id')
      return `it adds a field to ${name}, which is no kind of record`;
    const directive = forbiddenDirective(first.directives);
    if (directive) return directive;
    extended.push(`type ${name} @key(fields: "id") { id: ID! ${print(first)} }`);
    added.push(first);
    return null;
  }

  function readOwn(definition: DefinitionNode, name: string): string | null {
    const prefix = `${(field ?? '').charAt(0).toUpperCase()}${(field ?? '').slice(1)}`;
    if (!name.startsWith(prefix)) return `its type ${name} does not begin with ${prefix}`;
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.ENUM_TYPE_DEFINITION
    )
      return `its type ${name} is neither an object nor an enum`;
    own.push(definition);
    return forbiddenDirective([...(definition.directives ?? []), ...partDirectives(definition)]);
  }
}

const header =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';

const isFederationName = (name: string): boolean =>
  /^(federation|link|core)__/.test(name) || name === 'FieldSet';

const partDirectives = (
  definition: ObjectTypeDefinitionNode | EnumTypeDefinitionNode,
): readonly ConstDirectiveNode[] =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION
    ? (definition.fields ?? []).flatMap((each) => each.directives ?? [])
    : (definition.values ?? []).flatMap((each) => each.directives ?? []);

function forbiddenDirective(directives: readonly ConstDirectiveNode[] = []): string | null {
  const forbidden = directives.find((each) => each.name.value !== 'deprecated');
  return forbidden ? `it uses @${forbidden.name.value}` : null;
}

/**
 * SDL of the contract's value types, enums and scalars that these definitions name, and those that
 * they name in turn.
 */
function valueTypesUsed(
  contract: GraphQLSchema,
  own: readonly DefinitionNode[],
  added: readonly FieldDefinitionNode[],
): { sdl: string[] } | { problem: string } {
  const ownNames = new Set(own.map((each) => ('name' in each ? each.name.value : undefined)));
  const found = new Map<string, string>();
  const pending = [...own.flatMap(namesIn), ...added.flatMap(namesInField)];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const type = contract.getType(name);
    if (
      found.has(name) ||
      ownNames.has(name) ||
      (isScalarType(type) && specifiedScalarTypes.some((each) => each.name === name))
    )
      continue;
    if (!type) return { problem: `it names ${name}, which neither it nor the contract defines` };
    if (entityKeys.has(name) || !(isObjectType(type) || isEnumType(type) || isScalarType(type)))
      return {
        problem: `it names ${name}, which is no value; point at records with OrganizationRef`,
      };
    const definition = contractDefinition(name);
    if (definition) {
      found.set(name, print(withoutOwnMarks(definition)));
      pending.push(...namesIn(definition));
    }
  }
  return { sdl: [...found.values()] };
}

/** Only what federation itself needs: the contract's marks speak to the hub. */
function withoutOwnMarks(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  const directives =
    definition.directives?.filter((each) => ['key', 'shareable'].includes(each.name.value)) ?? [];
  return { ...definition, directives };
}

function namesIn(definition: DefinitionNode): string[] {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  return (definition.fields ?? []).flatMap(namesInField);
}

const namesInField = (field: FieldDefinitionNode): string[] => [
  namedType(field.type),
  ...(field.arguments ?? []).map((argument) => namedType(argument.type)),
];

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
