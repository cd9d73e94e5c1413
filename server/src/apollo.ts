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
  /** What executes operations: a schema or a gateway. */
  source:
    { schema: GraphQLSchema } | { gateway: ApolloServerOptionsWithGateway<BaseContext>['gateway'] };
  plugins?: ApolloServerPlugin<C>[];
  /** Replaces the message of a library's error. */
  explain?: (error: GraphQLFormattedError) => GraphQLFormattedError;
  /** Receives the text of errors that clients must not see. */
  log: (line: string) => void;
}

/**
 * The Apollo Server of hub and registries: the same caps and errors, no internals in a response.
 */
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
    // Tracing and cache control would wrap every resolver, and nothing here reads their results.
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

/** Sends browsers to the explorer. Apollo's landing page would load scripts from another server. */
const landingPage: ApolloServerPlugin = {
  serverWillStart: () =>
    Promise.resolve({
      renderLandingPage: () =>
        Promise.resolve({ html: '<!doctype html><meta http-equiv="refresh" content="0; url=/">' }),
    }),
};

/**
 * Refuses a document whose operation is ambiguous. A gateway would report a server error instead.
 */
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

/**
 * Apollo Server replaces the code of validation errors. The catalogue's code is in the wrapped
 * error.
 */
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
