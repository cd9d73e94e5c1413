import { ApolloServer } from '@apollo/server';
import type {
  ApolloServerOptionsWithGateway,
  ApolloServerPlugin,
  BaseContext,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { errorMessage, isErrorCode, limits, toClientError } from '@kopru/schema';
import { capRootFields } from './cap-root-fields.ts';
import { onlyKnownOperations } from './only-known-operations.ts';

export interface ApolloOptions<C extends BaseContext> {
  /** What answers: a schema of one's own, or a gateway. */
  source:
    { schema: GraphQLSchema } | { gateway: ApolloServerOptionsWithGateway<BaseContext>['gateway'] };
  plugins?: ApolloServerPlugin<C>[];
  /** Puts an error into better words than the library's. */
  explain?: (error: GraphQLFormattedError) => GraphQLFormattedError;
  /** Where the text of an error goes that clients must not see. */
  log: (line: string) => void;
}

/** An Apollo Server as hub and registries run it: same caps, same errors, nothing internal in an answer. */
export function createApolloServer<C extends BaseContext>({
  source,
  plugins = [],
  explain,
  log,
}: ApolloOptions<C>): ApolloServer<C> {
  const server = new ApolloServer<C>({
    ...source,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: limits.queryTokens },
    validationRules: [onlyKnownOperations, capRootFields],
    formatError: (formatted, cause) => {
      const own = withOwnCode(formatted, cause);
      const { error, hidden } = toClientError(explain ? explain(own) : own);
      if (hidden) log(`error hidden from a client: ${describe(cause)}`);
      return error;
    },
    logger: { debug: () => {}, info: () => {}, warn: log, error: log },
    // Tracing and cache control would wrap the resolver of every field; nobody here reads what they gather.
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      landingPage,
      oneOperation,
      ...plugins,
    ],
  });
  return server;
}

/** A browser that opens the endpoint is led to the explorer; Apollo's own landing page would load scripts from elsewhere. */
const landingPage: ApolloServerPlugin = {
  serverWillStart: () =>
    Promise.resolve({
      renderLandingPage: () =>
        Promise.resolve({ html: '<!doctype html><meta http-equiv="refresh" content="0; url=/">' }),
    }),
};

/** Says so where a document's one operation cannot be told; a gateway would fail over it with an error of the server's. */
const oneOperation: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ operation }: { operation?: unknown }) => {
        if (operation) return Promise.resolve();
        const code = 'OPERATION_RESOLUTION_FAILURE';
        const extensions = { code, http: { status: 400 } };
        return Promise.reject(new GraphQLError(errorMessage(code, {}), { extensions }));
      },
    }),
};

/** Apollo Server gives whatever a validation rule reports a code of its own; the catalogue's stands in the error it wraps. */
function withOwnCode(formatted: GraphQLFormattedError, cause: unknown): GraphQLFormattedError {
  const wrapped = cause instanceof GraphQLError ? cause.originalError : null;
  const code = wrapped instanceof GraphQLError ? wrapped.extensions.code : null;
  return isErrorCode(code)
    ? { ...formatted, extensions: { ...formatted.extensions, code } }
    : formatted;
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
