import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { contract } from '../contract-shapes.ts';
import { inspect, single } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import type { Target } from '../target.ts';
import { readAdditions, readRegistrySdl } from './registry-sdl.ts';

const contractTypes = () =>
  Object.values(contract.getTypeMap()).filter(
    ({ name }) =>
      !name.startsWith('__') &&
      !['String', 'Int', 'Float', 'Boolean', 'ID', 'Merge'].includes(name),
  );

/** A type as lines such as `Company.name(script: Script): String!`, which two schemas share. */
function linesOf(schema: GraphQLSchema, typeName: string): string[] {
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
      const list = args.map((argument) => `${argument.name}: ${String(argument.type)}`).sort();
      return `${typeName}.${name}(${list.join(', ')}): ${String(inner)}`;
    });
  }
  return type ? [typeName] : [];
}

/** Checks that the SDL has each line of these types of the contract. */
const inspectTypes = async (target: Target, isIncluded: (typeName: string) => boolean) => {
  const registrySdl = await readRegistrySdl(target);
  const expected = contractTypes()
    .filter(({ name }) => isIncluded(name))
    .flatMap(({ name }) => linesOf(contract, name));
  const actual = new Set(contractTypes().flatMap(({ name }) => linesOf(registrySdl.schema, name)));
  return inspect(expected, (line) =>
    actual.has(line) ? null : `expected ${line}, but the SDL does not have it`,
  );
};

const isEnumName = (name: string): boolean => isEnumType(contract.getType(name));
const isInputName = (name: string): boolean => isInputObjectType(contract.getType(name));

/** The members of `_Entity`, from the SDL if it has that union, else by introspection. */
async function entityTypes(target: Target): Promise<string[]> {
  const union = (await readRegistrySdl(target)).schema.getType('_Entity');
  if (isUnionType(union)) return union.getTypes().map(({ name }) => name);
  const { data } = await target.request('{ __type(name: "_Entity") { possibleTypes { name } } }');
  const type = Object(data?.__type) as { possibleTypes?: { name: string }[] };
  return (type.possibleTypes ?? []).map(({ name }) => name);
}

/** The SDL that the registry serves, compared with the contract. */
export const schema: Requirement[] = [
  {
    id: 'F8KZ',
    level: 'MUST',
    title:
      'serves by _service every object type, interface and field of the contract, with the same types',
    check: (target) => inspectTypes(target, (name) => !isEnumName(name) && !isInputName(name)),
  },
  {
    id: 'S9CS',
    level: 'MUST',
    title: 'has every value of every enum of the contract',
    check: (target) => inspectTypes(target, isEnumName),
  },
  {
    id: 'NKK8',
    level: 'MUST',
    title: 'has every field of every filter and order of the contract',
    check: (target) => inspectTypes(target, isInputName),
  },
  {
    id: 'WQDT',
    level: 'MUST',
    title:
      'adds one field at most, named after its country, and only types whose names begin with it',
    check: async (target) => {
      const { extensionField, added } = await readAdditions(target);
      const prefix = extensionField.charAt(0).toUpperCase() + extensionField.slice(1);
      // The prefix itself passes, so that a registry without additions counts as tested.
      return inspect([...added, { coordinate: prefix }], ({ coordinate }) => {
        const [type = '', field] = coordinate.split('.');
        const isAllowed = field === undefined ? type.startsWith(prefix) : field === extensionField;
        return isAllowed
          ? null
          : `expected only ${extensionField} and types named ${prefix}…, but got ${coordinate}`;
      });
    },
  },
  {
    id: 'ZD78',
    level: 'MUST',
    title: 'uses no directive in its extension except @deprecated',
    check: async (target) => {
      const { added } = await readAdditions(target);
      const directives = added.flatMap(({ coordinate, fields }) =>
        fields.flatMap((field) => field.directives.map(({ name }) => ({ coordinate, name }))),
      );
      const forbidden = directives.find(
        ({ name }) => !['deprecated', 'shareable'].includes(name.value),
      );
      return single(
        forbidden
          ? `expected no directive, but ${forbidden.coordinate} has @${forbidden.name.value}`
          : null,
      );
    },
  },
  {
    id: 'H7TP',
    level: 'MUST',
    title: 'marks the types of records as entities with their keys',
    check: async (target) => {
      const types = await entityTypes(target);
      const records = contract.getType('Node');
      const wanted = isInterfaceType(records)
        ? contract.getPossibleTypes(records).map(({ name }) => name)
        : [];
      return inspect(wanted, (name) =>
        types.includes(name) ? null : `expected ${name} to be an entity, but it is not`,
      );
    },
  },
];
