import { buildSubgraphSchema } from '@apollo/subgraph';
import { contractDocument, limits } from '@kopru/schema';
import { createContext } from './context.ts';
import type { RegistryContext } from './context.ts';
import type { RegistryModule, RegistryRules } from '@kopru/records';
import { extensionResolvers } from './resolvers/extension.ts';
import { contractResolvers } from './resolvers/index.ts';
import type { Store, Writer } from '@kopru/store';
import { createWriter } from '@kopru/store';

/** A registry without its HTTP server: the contract and the national extension over one store. */
export interface Registry extends RegistryRules {
  store: Store;
  /** Creates the context of one request that has `msLeft` milliseconds left. */
  createContext(msLeft?: number): RegistryContext;
  write: Writer;
}

/** Builds the schema of a registry and connects it to a store, which the caller closes. */
export function createRegistry(module: RegistryModule, store: Store): Registry {
  const schema = buildSubgraphSchema([
    { typeDefs: contractDocument, resolvers: contractResolvers },
    {
      typeDefs: module.extension,
      resolvers: extensionResolvers(module),
    },
  ]);
  return {
    module,
    schema,
    store,
    createContext: (msLeft = limits.requestMs) =>
      createContext(module, store.until(performance.now() + msLeft)),
    write: createWriter(module.definition.code, schema, store),
  };
}
