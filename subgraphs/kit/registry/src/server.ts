import { createApolloServer, createApp, listen } from '@kopru/server';
import type { Listening } from '@kopru/server';
import { registryQueries } from './registry-queries.ts';
import { limits, msLeftHeader } from '@kopru/schema';
import type { Registry } from './registry.ts';

export interface ServeOptions {
  registry: Registry;
  port: number;
  host?: string;
  log?: (line: string) => void;
}

/** Serves a registry over HTTP: its API at /graphql, its own explorer at /. It knows of no hub. */
export async function serveRegistry(options: ServeOptions): Promise<Listening> {
  const { registry, port, host = '127.0.0.1', log = () => {} } = options;
  const server = createApolloServer({ source: { schema: registry.schema }, log });
  await server.start();
  const { definition } = registry.module;
  const app = createApp({
    server,
    context: ({ headers }) => registry.createContext(readMsLeft(headers[msLeftHeader])),
    explorer: {
      title: `${definition.names[0]?.text ?? definition.code} — registry`,
      questions: registryQueries(definition.code),
    },
    health: () => ({ status: 'ok', registry: definition.code }),
  });
  const listening = await listen(app, { port, host });
  return {
    port: listening.port,
    close: async () => {
      await listening.close();
      await server.stop();
      await registry.store.close();
    },
  };
}

/**
 * What the caller says it still waits for, within our own bound; nobody else's business where it is
 * no number.
 */
function readMsLeft(header: string | string[] | undefined): number {
  const asked =
    typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) : limits.requestMs;
  return Math.min(Math.max(asked, 1), limits.requestMs);
}
