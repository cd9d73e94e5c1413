import {
  Kind,
  buildASTSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
} from 'graphql';
import type { DefinitionNode, DirectiveNode, DocumentNode, GraphQLSchema } from 'graphql';
import { registryExtensions } from '@kopru/schema';
import { contract } from '../contract-shapes.ts';
import { TargetError } from '../target.ts';
import type { Target } from '../target.ts';

interface RegistrySdl {
  document: DocumentNode;
  schema: GraphQLSchema;
}

/** A type or a field that the contract does not have. */
export interface Addition {
  /** `KazakhstanMine`, or `Company.kazakhstan`. */
  coordinate: string;
  fields: readonly { name: string; directives: readonly DirectiveNode[] }[];
}

const sdls = new WeakMap<Target, Promise<RegistrySdl>>();

/** Reads the SDL that `_service` serves; once per target. Rejects if it does not parse. */
export function readRegistrySdl(target: Target): Promise<RegistrySdl> {
  const cached = sdls.get(target) ?? readSdl(target);
  sdls.set(target, cached);
  return cached;
}

async function readSdl({ request }: Target): Promise<RegistrySdl> {
  const { data } = await request('{ _service { sdl } }');
  const sdl = (Object(data?._service) as { sdl?: unknown }).sdl;
  if (typeof sdl !== 'string') throw new TargetError('_service { sdl } gives no SDL');
  try {
    const document = parse(sdl);
    return {
      document,
      schema: buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }),
    };
  } catch (error) {
    throw new TargetError(`_service { sdl } does not parse: ${(error as Error).message}`);
  }
}

/**
 * What the registry adds to the contract, without what federation defines, and its field's name.
 */
export async function readAdditions(
  target: Target,
): Promise<{ extensionField: string; added: Addition[] }> {
  const [{ document }, code] = [await readRegistrySdl(target), await target.code()];
  const added = document.definitions
    .flatMap(additionsOf)
    .filter(({ coordinate }) => !isFederation(coordinate));
  return { extensionField: registryExtensions[code] ?? '', added };
}

function additionsOf(definition: DefinitionNode): Addition[] {
  if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION) return [];
  const typeName = definition.name.value;
  const fields = 'fields' in definition ? (definition.fields ?? []).map(readField) : [];
  const type = contract.getType(typeName);
  if (!type) return [{ coordinate: typeName, fields }];
  const contractFields =
    isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
      ? Object.keys(type.getFields())
      : [];
  return fields
    .filter(({ name }) => !contractFields.includes(name) && !name.startsWith('_'))
    .map((field) => ({ coordinate: `${typeName}.${field.name}`, fields: [field] }));
}

const readField = (field: {
  name: { value: string };
  directives?: readonly DirectiveNode[];
}): Addition['fields'][number] => ({
  name: field.name.value,
  directives: field.directives ?? [],
});

const federationTypes = new Set(['_Any', '_Entity', '_FieldSet', '_Service', 'FieldSet', 'schema']);

const isFederation = (coordinate: string): boolean =>
  federationTypes.has(coordinate) || /^(federation__|link__|Query\._)/.test(coordinate);
