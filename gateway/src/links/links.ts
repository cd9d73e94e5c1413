import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import { isInterfaceType, isObjectType, parse, print, visit } from 'graphql';
import type { ASTNode, DefinitionNode, DocumentNode, GraphQLSchema } from 'graphql';
import { contractDefinition, parseGlobalId, pointers } from '@kopru/schema';
import { contractSchema } from '../logical-subgraph/contract-schema.ts';
import type { MemberResolvers } from './members.ts';

interface LinksOptions {
  members: MemberResolvers;
  isMember: (code: string) => boolean;
}

/**
 * The hub's own in-process subgraph. To every type that the contract marks with @points it adds the
 * field
 * that gives the record: a stub with the record's id, so that the stock planner plans the step from
 * one
 * country to the next. It also gives the membership list. It has no data and needs no network.
 */
export function createLinks({ members, isMember }: LinksOptions): {
  typeDefs: DocumentNode;
  schema: GraphQLSchema;
} {
  const contract = contractSchema();
  const typeDefs = parse(`${linksSdl(contract)}\n${membersSdl}`);
  const resolvers = {
    ...pointerResolvers(isMember),
    ...members.resolvers,
  } as GraphQLResolverMap<unknown>;
  return { typeDefs, schema: buildSubgraphSchema([{ typeDefs, resolvers }]) };
}

const membersSdl = readFileSync(join(import.meta.dirname, 'members.graphql'), 'utf8');

const pointerDescription =
  '"Null when its owner is outside the union, withholds the record or does not answer."';

/**
 * SDL of the pointers and of what they name: stubs of the records, and the scalars of their keys.
 */
function linksSdl(contract: GraphQLSchema): string {
  const lines = new Set<string>();
  for (const pointer of pointers) {
    const type = contract.getType(pointer.type);
    if (!isObjectType(type)) continue;
    const keys = pointer.key.map((name) => {
      const fieldType = type.getFields()[name]?.type;
      for (const line of leafSdl(String(fieldType).replace(/[[\]!]/g, ''))) lines.add(line);
      return `${name}: ${String(fieldType)}`;
    });
    lines.add(targetSdl(contract, pointer.to));
    const key = `@key(fields: "${pointer.key.join(' ')}")`;
    const field = `${pointerDescription} ${pointer.field}: ${pointer.to}`;
    lines.add(`type ${pointer.type} ${key} { ${keys.join(' ')} ${field} }`);
  }
  return [...lines].join('\n');
}

/**
 * A stub of what a pointer leads to. The kinds of an interface are known to the records' owner
 * alone.
 */
function targetSdl(contract: GraphQLSchema, name: string): string {
  const type = contract.getType(name);
  if (!isObjectType(type) && !isInterfaceType(type))
    throw new Error(`Expected @points to name a type of the contract, but got: ${name}`);
  const mark = isInterfaceType(type) ? ' @interfaceObject' : '';
  return `type ${name} @key(fields: "id", resolvable: false)${mark} { id: ID! }`;
}

/** The contract's definition of an enum or scalar: all subgraphs must define it alike. */
function leafSdl(name: string): string[] {
  const definition = contractDefinition(name);
  return definition ? [print(withoutDescriptions(definition))] : [];
}

function withoutDescriptions(definition: DefinitionNode): DefinitionNode {
  const enter = (node: ASTNode) =>
    'description' in node ? { ...node, description: undefined } : undefined;
  return visit<DefinitionNode>(definition, { enter });
}

function pointerResolvers(isMember: LinksOptions['isMember']): Record<string, object> {
  const resolvers: Record<string, object> = {};
  for (const pointer of pointers) {
    resolvers[pointer.type] = {
      __resolveReference: (reference: object) => reference,
      [pointer.field]: ({ id }: { id: string }) =>
        isMember(parseGlobalId(id)?.registry ?? '') ? { __typename: pointer.to, id } : null,
    };
  }
  return resolvers;
}
