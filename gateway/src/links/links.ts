import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import { isInterfaceType, isObjectType, parse, print, visit } from 'graphql';
import type { ASTNode, DefinitionNode, DocumentNode, GraphQLSchema } from 'graphql';
import { contractDefinition, parseGlobalId, pointers } from '@kopru/schema';
import { contractSchema } from '../logical-subgraph/answer.ts';
import type { MembersOf } from './members.ts';

interface LinksParts {
  members: MembersOf;
  isMember: (code: string) => boolean;
}

/**
 * The hub's own in-process subgraph. For every type that the contract marks with @points it adds the field that leads to the record: a
 * stub, so that the stock planner itself makes the cut between countries. And it says who is in the union. No network, no data.
 */
export function createLinks({ members, isMember }: LinksParts): {
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

/** SDL of the pointers and of all that they name: the records they lead to as stubs, the scalars of their keys. */
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
    lines.add(
      `type ${pointer.type} @key(fields: "${pointer.key.join(' ')}") { ${keys.join(' ')} "Null when its owner is outside the union, withholds the record or does not answer." ${pointer.field}: ${pointer.to} }`,
    );
  }
  return [...lines].join('\n');
}

/** A stub of what a pointer leads to; of an interface it knows no kinds, which the records' owner tells. */
function targetSdl(contract: GraphQLSchema, name: string): string {
  const type = contract.getType(name);
  if (!isObjectType(type) && !isInterfaceType(type))
    throw new Error(`Expected @points to name a type of the contract, but got: ${name}`);
  const mark = isInterfaceType(type) ? ' @interfaceObject' : '';
  return `type ${name} @key(fields: "id", resolvable: false)${mark} { id: ID! }`;
}

/** The contract's own words for an enum or scalar, which two subgraphs must define alike. */
function leafSdl(name: string): string[] {
  const definition = contractDefinition(name);
  return definition ? [print(withoutDescriptions(definition))] : [];
}

function withoutDescriptions(definition: DefinitionNode): DefinitionNode {
  const enter = (node: ASTNode) =>
    'description' in node ? { ...node, description: undefined } : undefined;
  return visit<DefinitionNode>(definition, { enter });
}

function pointerResolvers(isMember: LinksParts['isMember']): Record<string, object> {
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
