import { buildSubgraphSchema } from '@apollo/subgraph';
import type { DocumentNode } from 'graphql';
import { scalars } from '@kopru/schema';
import { createExecutor } from '../logical-subgraph/execute.ts';
import type { Executor } from '../logical-subgraph/execute.ts';
import type { Membership } from '../membership/membership.ts';
import type { FetchFromRegistry } from '../registry-client/fetch-from-registry.ts';

interface ExtensionOptions {
  members: Membership;
  fetch: FetchFromRegistry;
  extension: (code: string) => DocumentNode | undefined;
}

/**
 * Executes the national fields of one country like those of the contract, with that country as the
 * only
 * member. The planner passes the keys of all countries' records. Keys of other countries give null,
 * and
 * the registry is not requested without a key of its own.
 */
export function createExtensionExecutor(
  code: string,
  { members, fetch, extension }: ExtensionOptions,
): Executor {
  const typeDefs = extension(code);
  const member = members.get(code);
  if (!typeDefs || !member) throw new Error(`Expected an extension of ${code}, but there is none`);
  const bare = buildSubgraphSchema([{ typeDefs, resolvers: {} }]);
  const used = Object.fromEntries(Object.entries(scalars).filter(([name]) => bare.getType(name)));
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: used }]);
  return createExecutor(schema, new Map([[code, member]]), fetch);
}
