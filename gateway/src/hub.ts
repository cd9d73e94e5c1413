import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { ApolloServer, ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { createApolloServer } from '@kopru/server';
import { createExtensionAnswer } from './extensions/extension-answer.ts';
import { explainMissingExtension } from './extensions/missing-extension.ts';
import { createLinks } from './links/links.ts';
import { createMembers } from './links/members.ts';
import type { Membership } from './membership/membership.ts';
import { askRegistry } from './registry-client/ask-registry.ts';
import type { Transport } from './registry-client/transport.ts';
import { createRequestContext } from './request-context.ts';
import type { RequestContext } from './request-context.ts';
import { contractSchema, createAnswer } from './logical-subgraph/answer.ts';
import type { AnswerOperation, SubgraphAnswer } from './logical-subgraph/answer.ts';
import type { Spanning } from './logical-subgraph/spanning.ts';
import { linksSubgraph, logicalSubgraph } from './supergraph/compose.ts';
import type { SdlCache } from './supergraph/sdl-cache.ts';
import { createSupergraphManager } from './supergraph/supergraph-manager.ts';
import type { SupergraphManager } from './supergraph/supergraph-manager.ts';

/**
 * A subgraph in this process whose fields are computed over the union's answers. It asks as the client does: with its rights, its deadline
 * and its reports.
 */
export interface ComputedSubgraph {
  name: string;
  typeDefs: DocumentNode;
  schema: GraphQLSchema;
  createContext: (
    federation: (query: string, variables: Record<string, unknown>) => Promise<SubgraphAnswer>,
  ) => object;
}

export interface HubOptions {
  members: Membership;
  transport: Transport;
  cache: SdlCache;
  computed?: readonly ComputedSubgraph[];
  deadlineMs: number;
  log?: (line: string) => void;
}

/** The hub without its HTTP edge. */
export interface Hub {
  server: ApolloServer<RequestContext>;
  /** The logical subgraph alone, without a gateway in front. */
  answer: AnswerOperation;
  supergraph: SupergraphManager;
  createContext(signal?: AbortSignal): RequestContext;
  stop(): Promise<void>;
}

export async function startHub(parts: HubOptions): Promise<Hub> {
  const { members, transport, cache, computed = [], deadlineMs, log = () => {} } = parts;
  const ask: Spanning['ask'] = (member, request, context) =>
    askRegistry(transport, member, request, context);
  const contract = contractSchema();
  const links = createLinks({
    isMember: (code) => members.has(code),
    members: createMembers({
      members,
      ask,
      isExtensionLoaded: (code) => supergraph.loaded().has(code),
    }),
  });
  const supergraph = createSupergraphManager({
    members,
    contract,
    own: [{ name: linksSubgraph, typeDefs: links.typeDefs }, ...computed],
    cache,
    ask,
    log,
  });
  const answer = createAnswer(contract, members, ask);

  const gateway = new ApolloGateway({
    logger: { debug: () => {}, info: () => {}, warn: log, error: log },
    supergraphSdl: async ({ update }) => ({
      supergraphSdl: await supergraph.start(update),
      cleanup: () => {
        supergraph.stop();
        return Promise.resolve();
      },
    }),
    buildService: ({ name }) => {
      if (name === linksSubgraph) return new LocalGraphQLDataSource(links.schema);
      if (name === logicalSubgraph) return dataSource(answer);
      const own = computed.find((subgraph) => subgraph.name === name);
      if (own) return computedSource(own, answer);
      return dataSource(
        createExtensionAnswer(name, { members, ask, extension: supergraph.extension }),
      );
    },
  });
  const server = createApolloServer<RequestContext>({
    source: { gateway },
    plugins: [reportsInExtensions(members)],
    explain: (error) => explainMissingExtension(error, (code) => supergraph.loaded().has(code)),
    log,
  });
  await server.start();
  return {
    server,
    answer,
    supergraph,
    createContext: (signal = new AbortController().signal) =>
      createRequestContext({ deadlineMs, signal }),
    stop: async () => {
      await server.stop();
      await transport.close();
    },
  };
}

/** An answer function as the gateway wants it. Errors are data here: a thrown one would reach the client without path or registry. */
function dataSource(answer: AnswerOperation): GraphQLDataSource<RequestContext> {
  return {
    process: async ({ request, context }) => {
      const { data, errors } = await answer(
        { query: request.query ?? '', variables: request.variables },
        context as RequestContext,
      );
      return { data, ...(errors && { errors }) };
    },
  } as GraphQLDataSource<RequestContext>;
}

function computedSource(
  { schema, createContext }: ComputedSubgraph,
  answer: AnswerOperation,
): GraphQLDataSource {
  const local = new LocalGraphQLDataSource(schema);
  return {
    process: ({ request, context }) => {
      const federation = createContext((query, variables) =>
        answer({ query, variables }, context as RequestContext),
      );
      return local.process({ request, context: federation } as never);
    },
  };
}

/**
 * Names every registry asked, and what it did, also where the client did not select `registries`: in the order of the membership list,
 * whoever answered first.
 */
const reportsInExtensions = (members: Membership): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ contextValue, response }) => {
        const reports = new Map(contextValue.reports().map((report) => [report.registry, report]));
        if (response.body.kind === 'single' && reports.size > 0) {
          response.body.singleResult.extensions = {
            ...response.body.singleResult.extensions,
            registries: [...members.keys()]
              .flatMap((code) => reports.get(code) ?? [])
              .map(({ registry, state, tookMs, detail }) => ({ registry, state, tookMs, detail })),
          };
        }
        return Promise.resolve();
      },
    }),
});
