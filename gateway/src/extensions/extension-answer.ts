import { buildSubgraphSchema } from '@apollo/subgraph';
import type { DocumentNode } from 'graphql';
import { scalars } from '@kopru/schema';
import type { Membership } from '../membership/membership.ts';
import { createAnswer } from '../logical-subgraph/answer.ts';
import type { AnswerOperation } from '../logical-subgraph/answer.ts';
import type { Spanning } from '../logical-subgraph/spanning.ts';

interface ExtensionParts {
  members: Membership;
  ask: Spanning['ask'];
  extension: (code: string) => DocumentNode | undefined;
}

/**
 * The national fields of one country, answered as the contract is, by a union of that country alone. The planner hands over the keys of
 * all countries' records; whatever is not this one's leads nowhere, and without a key of its own the registry is not asked.
 */
export function createExtensionAnswer(
  code: string,
  { members, ask, extension }: ExtensionParts,
): AnswerOperation {
  const typeDefs = extension(code);
  const member = members.get(code);
  if (!typeDefs || !member) throw new Error(`Expected an extension of ${code}, but there is none`);
  const bare = buildSubgraphSchema([{ typeDefs, resolvers: {} }]);
  const used = Object.fromEntries(Object.entries(scalars).filter(([name]) => bare.getType(name)));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: used }]);
  return createAnswer(schema, new Map([[code, member]]), ask);
}
