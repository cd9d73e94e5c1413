import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { contractDocument, limits, toClientError } from '@kopru/schema';
import definition from '../registry.ts';
import type { Batch, Journal } from './journal.ts';
import { openJournal } from './journal.ts';
import { readRecord } from './record.ts';
import { createResolvers } from './resolvers.ts';

export interface Registry {
  schema: GraphQLSchema;
  journal: Journal;
  /** Writes one batch; its records have the form of exchange files. */
  write: (batch: Omit<Batch, 'put'> & { put?: readonly unknown[] }) => Promise<void>;
  close: () => Promise<void>;
}

/** Opens the registry over the journal in a file, or over a journal in memory if there is none. */
export async function openRegistry(file?: string): Promise<Registry> {
  const journal = await openJournal(file);
  const extension = parse(
    readFileSync(join(import.meta.dirname, '..', 'extension.graphql'), 'utf8'),
  );
  const resolvers = createResolvers(journal, extension) as GraphQLResolverMap<unknown>;
  return {
    schema: buildSubgraphSchema([
      { typeDefs: contractDocument, resolvers },
      { typeDefs: extension },
    ]),
    journal,
    write: ({ put = [], ...rest }) =>
      journal.write({ ...rest, put: put.map((each) => readRecord(each, definition.code)) }),
    close: () => journal.close(),
  };
}

export interface Listening {
  port: number;
  close: () => Promise<void>;
}

/** Serves a registry at /graphql by Apollo Server, with the contract's error codes and limits. */
export async function serve(
  registry: Registry,
  port: number,
  host = '127.0.0.1',
): Promise<Listening> {
  const apollo = new ApolloServer({
    schema: registry.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: limits.queryTokens },
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginInlineTraceDisabled()],
    formatError(formatted, cause) {
      const { error, hidden } = toClientError(formatted);
      if (hidden)
        process.stderr.write(`${definition.code} error hidden from a client: ${String(cause)}\n`);
      return error;
    },
  });
  await apollo.start();
  const app = express();
  app.disable('x-powered-by');
  app.get(
    '/health',
    (_request, response) => void response.json({ status: 'ok', registry: definition.code }),
  );
  app.use('/graphql', express.json({ limit: limits.requestBytes }), expressMiddleware(apollo));
  app.use(sendBadRequest);
  const server = createServer(app).listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      server.closeAllConnections();
      await apollo.stop();
      await registry.close();
    },
  };
}

/** A request that is not JSON fails with an error of the contract. */
const sendBadRequest: express.ErrorRequestHandler = (error, _request, response, next) => {
  const { status = 500 } = error as { status?: number };
  const message = 'Expected a POST of JSON {"query": "…"}.';
  const errors = [{ message, extensions: { code: 'BAD_REQUEST' } }];
  if (response.headersSent) next(error);
  else response.status(status).json({ errors });
};
