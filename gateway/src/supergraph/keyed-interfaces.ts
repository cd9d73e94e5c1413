import { Kind, parseConstValue, visit } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, InterfaceTypeDefinitionNode } from 'graphql';
import { pointers } from '@kopru/schema';

const key: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'key' },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'fields' },
      value: parseConstValue('"id"'),
    },
  ],
};

/**
 * The contract with a key on each interface that a pointer leads to, so that a record behind it is
 * asked for whatever its kind. Without,
 * the planner takes every step over a pointer once for each kind: 5^n plans for n steps, which at
 * six take a minute and at ten the memory.
 */
export function keyInterfaces(contract: DocumentNode): DocumentNode {
  const targets = new Set(pointers.map(({ to }) => to));
  return visit(contract, {
    InterfaceTypeDefinition: (node): InterfaceTypeDefinitionNode | undefined =>
      targets.has(node.name.value)
        ? { ...node, directives: [...(node.directives ?? []), key] }
        : undefined,
  });
}
