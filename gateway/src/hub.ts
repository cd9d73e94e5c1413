import type { GraphQLDataSource } from '@apollo/gateway';
import type { ApolloServer } from '@apollo/server';
import { createApolloServer } from '@kopru/server';
import { createGateway } from './create-gateway.ts';
import { computedSource, executorSource, localSource } from './data-sources.ts';
import type { ComputedSubgraph } from './data-sources.ts';
import { createExtensionExecutor } from './extensions/extension-executor.ts';
import { explainMissingExtension } from './extensions/missing-extension.ts';
import { createLinks } from './links/links.ts';
import { createMembers } from './links/members.ts';
import { contractSchema } from './logical-subgraph/contract-schema.ts';
import { createExecutor } from './logical-subgraph/execute.ts';
import type { Executor } from './logical-subgraph/execute.ts';
import type { Membership } from './membership/membership.ts';
import { createRegistryClient } from './registry-client/fetch-from-registry.ts';
import { logFailures, logNewFailures } from './registry-client/log-failures.ts';
import type { Transport } from './registry-client/transport.ts';
import { reportsPlugin } from './reports-plugin.ts';
import { createRequestContext } from './request-context.ts';
import type { RequestContext } from './request-context.ts';
import { linksSubgraph, logicalSubgraph } from './supergraph/compose.ts';
import type { SdlCache } from './supergraph/sdl-cache.ts';
import { createSupergraphManager } from './supergraph/supergraph-manager.ts';
import type { SupergraphManager } from './supergraph/supergraph-manager.ts';

export interface HubOptions {
  members: Membership;
  transport: Transport;
  /** Where the last good SDL of each registry is kept. */
  cache: SdlCache;
  /** Subgraphs in the hub's process, computed from the registries' results. None by default. */
  computed?: readonly ComputedSubgraph[];
  /** Time of one client request, in milliseconds. */
  deadlineMs: number;
  /** Gets each line of the log, without a line break. Nothing is logged by default. */
  log?: (line: string) => void;
}

/** The hub without its HTTP server. */
export interface Hub {
  server: ApolloServer<RequestContext>;
  /** The logical subgraph of the contract alone, without the gateway. */
  execute: Executor;
  supergraph: SupergraphManager;
  /** The context of one client request. The signal aborts when the client leaves. */
  createContext(signal?: AbortSignal): RequestContext;
  /** Ends all calls and closes the transport. */
  stop(): Promise<void>;
}

/**
 * Starts the hub: it reads each registry's SDL, composes the supergraph and is then ready. A
 * registry
 * that is down does not stop it. It rejects if the contract itself does not compose.
 */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { members, transport, cache, computed = [], deadlineMs, log = () => {} } = options;
  const client = createRegistryClient(transport);
  const fetch = logFailures(client, log);
  const contract = contractSchema();
  const execute = createExecutor(contract, members, fetch);
  const isExtensionLoaded = (code: string): boolean => supergraph.loaded().has(code);
  const links = createLinks({
    isMember: (code) => members.has(code),
    members: createMembers({ members, fetch, isExtensionLoaded }),
  });
  const inProcess = { name: linksSubgraph, ...links };
  const supergraph = createSupergraphManager({
    ...{ members, contract, cache, log },
    inProcess: [inProcess, ...computed],
    fetch: logNewFailures(client, log),
  });
  const sourceOf = (name: string): GraphQLDataSource => {
    if (name === linksSubgraph) return localSource(inProcess);
    if (name === logicalSubgraph) return executorSource(execute);
    const subgraph = computed.find((each) => each.name === name);
    if (subgraph) return computedSource(subgraph, execute);
    const { extension } = supergraph;
    return executorSource(createExtensionExecutor(name, { members, fetch, extension }));
  };
  const server = createApolloServer<RequestContext>({
    source: { gateway: createGateway({ supergraph, sourceOf, log }) },
    plugins: [reportsPlugin(members)],
    explain: (error) => explainMissingExtension(error, isExtensionLoaded),
    log,
  });
  await server.start();
  return {
    ...{ server, execute, supergraph },
    createContext: (signal = new AbortController().signal) =>
      createRequestContext({ deadlineMs, signal }),
    stop: async () => {
      await server.stop();
      await transport.close();
    },
  };
}
