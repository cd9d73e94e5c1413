import {
  Kind,
  buildASTSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
} from 'graphql';
import type { DefinitionNode, DirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import { registryExtensions } from '@kopru/schema';
import { contract } from '../contract-shapes.ts';
import { inspect } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import { TargetError } from '../target.ts';
import type { Target } from '../target.ts';

const read = new WeakMap<Target, Promise<{ document: DocumentNode; schema: GraphQLSchema }>>();

function sdlOf(subject: Target): Promise<{ document: DocumentNode; schema: GraphQLSchema }> {
  const known = read.get(subject) ?? readSdl(subject);
  read.set(subject, known);
  return known;
}

async function readSdl({ ask }: Target) {
  const { data } = await ask('{ _service { sdl } }');
  const sdl = (Object(data?._service) as { sdl?: unknown }).sdl;
  if (typeof sdl !== 'string') throw new TargetError('_service { sdl } gives no SDL');
  try {
    const document = parse(sdl);
    return {
      document,
      schema: buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }),
    };
  } catch (error) {
    throw new TargetError(`_service { sdl } is no SDL: ${(error as Error).message}`);
  }
}

const contractTypes = () =>
  Object.values(contract.getTypeMap()).filter(
    ({ name }) =>
      !name.startsWith('__') &&
      !['String', 'Int', 'Float', 'Boolean', 'ID', 'Merge'].includes(name),
  );

/** Lines such as `Company.name(script: Script = NATIVE): String!`, by which two schemas are compared. */
function clausesOf(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValues().map(({ name }) => `${typeName}.${name}`);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map(
      ({ name, type: inner }) => `${typeName}.${name}: ${String(inner)}`,
    );
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields()).filter(
      ({ name }) => typeName !== 'Query' || !name.startsWith('_'),
    );
    return fields.map(({ name, args, type: inner }) => {
      const given = args
        .map((argument) => `${argument.name}: ${String(argument.type)}`)
        .sort()
        .join(', ');
      return `${typeName}.${name}(${given}): ${String(inner)}`;
    });
  }
  return type ? [typeName] : [];
}

const missing = async (subject: Target, fits: (typeName: string) => boolean) => {
  const { schema } = await sdlOf(subject);
  const wanted = contractTypes()
    .filter(({ name }) => fits(name))
    .flatMap(({ name }) => clausesOf(contract, name));
  const there = new Set(contractTypes().flatMap(({ name }) => clausesOf(schema, name)));
  return inspect(wanted, (clause) =>
    there.has(clause) ? null : `expected ${clause}, but the SDL does not have it so`,
  );
};

const isEnumName = (name: string): boolean => isEnumType(contract.getType(name));
const isInputName = (name: string): boolean => isInputObjectType(contract.getType(name));

/** Definitions that the contract does not have, and what extensions of its types add. */
const additions = async (subject: Target) => {
  const [{ document }, code] = [await sdlOf(subject), await subject.code()];
  const field = registryExtensions[code] ?? '';
  const added = document.definitions.flatMap(
    (
      definition,
    ): {
      what: string;
      fields: readonly { name: string; directives: readonly DirectiveNode[] }[];
      definition: DefinitionNode;
    }[] => {
      if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION) return [];
      const own = definition.name.value;
      const fields =
        'fields' in definition
          ? (definition.fields ?? []).map((each) => ({
              name: each.name.value,
              directives: each.directives ?? [],
            }))
          : [];
      const known = contract.getType(own);
      if (!known) return [{ what: own, fields, definition }];
      const knownFields =
        isObjectType(known) || isInterfaceType(known) || isInputObjectType(known)
          ? Object.keys(known.getFields())
          : [];
      const more = fields.filter(
        ({ name }) => !knownFields.includes(name) && !name.startsWith('_'),
      );
      return more.map((each) => ({ what: `${own}.${each.name}`, fields: [each], definition }));
    },
  );
  return { field, added };
};

const federationTypes = new Set([
  '_Any',
  '_Entity',
  '_Service',
  'FieldSet',
  'federation__FieldSet',
  'link__Import',
  'link__Purpose',
  'federation__ContextFieldValue',
  'federation__Policy',
  'federation__Scope',
  'federation__CacheTag',
  '_FieldSet',
  'schema',
]);
const isFederation = (name: string): boolean =>
  federationTypes.has(name) ||
  name.startsWith('federation__') ||
  name.startsWith('link__') ||
  /^Query\._/.test(name);

export const schemaRequirements: Requirement[] = [
  {
    id: 'F8KZ',
    level: 'MUST',
    title:
      'serves an SDL by _service that has every object type, interface and field of the contract, with the same arguments and types',
    check: (subject) => missing(subject, (name) => !isEnumName(name) && !isInputName(name)),
  },
  {
    id: 'S9CS',
    level: 'MUST',
    title: 'has every value of every enum of the contract',
    check: (subject) => missing(subject, isEnumName),
  },
  {
    id: 'NKK8',
    level: 'MUST',
    title: 'has every field of every filter and order of the contract',
    check: (subject) => missing(subject, isInputName),
  },
  {
    id: 'WQDT',
    level: 'MUST',
    title:
      "adds to the contract's types one field at most, which bears its country's name, and own types that begin with it",
    check: async (subject) => {
      const { field, added } = await additions(subject);
      const prefix = field.charAt(0).toUpperCase() + field.slice(1);
      const own = added.filter(({ what }) => !isFederation(what));
      return inspect([...own, { what: prefix }], ({ what }) => {
        const [type = '', name] = what.split('.');
        const isFine = name === undefined ? type.startsWith(prefix) : name === field;
        return isFine
          ? null
          : `expected nothing but ${field} and types that begin with ${prefix}, but got ${what}`;
      });
    },
  },
  {
    id: 'ZD78',
    level: 'MUST',
    title: 'uses no directive in its extension but @deprecated',
    check: async (subject) => {
      const { added } = await additions(subject);
      const fields = added
        .filter(({ what }) => !isFederation(what))
        .flatMap(({ what, fields: own }) => own.map((each) => ({ what, ...each })));
      return inspect(
        [{ what: '', name: '', directives: [] as readonly DirectiveNode[] }, ...fields],
        ({ what, directives }) => {
          const found = directives.find(
            ({ name }) => !['deprecated', 'shareable'].includes(name.value),
          );
          return found ? `expected no directive, but ${what} has @${found.name.value}` : null;
        },
      );
    },
  },
  {
    id: 'H7TP',
    level: 'MUST',
    title: 'marks the types of records and its own type as entities with their keys',
    check: async (subject) => {
      const { data } = await subject.ask('{ __type(name: "_Entity") { possibleTypes { name } } }');
      const { schema } = await sdlOf(subject);
      const federation = schema.getType('_Entity');
      const types = isUnionType(federation)
        ? federation.getTypes().map(({ name }) => name)
        : (
            (Object(data?.__type) as { possibleTypes?: { name: string }[] }).possibleTypes ?? []
          ).map(({ name }) => name);
      const records = contract.getType('Node');
      const wanted = isInterfaceType(records)
        ? contract.getPossibleTypes(records).map(({ name }) => name)
        : [];
      return inspect(wanted, (name) =>
        types.includes(name) ? null : `expected ${name} to be an entity, but it is none`,
      );
    },
  },
];
