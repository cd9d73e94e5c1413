import { ApolloServer } from '@apollo/server';
import type { ApolloServerOptionsWithGateway, ApolloServerPlugin, BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { limits, toClientError } from '@kopru/schema';
import { capRootFields } from './cap-root-fields.ts';

export interface ApolloParts<C extends BaseContext> {
  /** What answers: a schema of one's own, or a gateway. */
  source: { schema: GraphQLSchema } | { gateway: ApolloServerOptionsWithGateway<BaseContext>['gateway'] };
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
}: ApolloParts<C>): ApolloServer<C> {
  const server = new ApolloServer<C>({
    ...source,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: limits.queryTokens },
    validationRules: [capRootFields],
    formatError: (formatted, cause) => {
      const { error, hidden } = toClientError(explain ? explain(formatted) : formatted);
      if (hidden) log(`error hidden from a client: ${describe(cause)}`);
      return error;
    },
    logger: { debug: () => {}, info: () => {}, warn: log, error: log },
    // Tracing and cache control would wrap the resolver of every field; nobody here reads what they gather.
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      landingPageOff,
      ...plugins,
    ],
  });
  return server;
}

/** The explorer is our own page at `/`; Apollo's landing page would load scripts from elsewhere. */
const landingPageOff: ApolloServerPlugin = {
  serverWillStart: () =>
    Promise.resolve({ renderLandingPage: () => Promise.resolve({ html: () => Promise.resolve('') }) }),
};

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
