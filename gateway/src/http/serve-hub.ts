import { createApp, listen } from '@kopru/server';
import type { Listening, SavedQuery } from '@kopru/server';
import type { Hub } from '../hub.ts';
import type { Membership } from '../membership/membership.ts';

export interface ServeHubOptions {
  hub: Hub;
  members: Membership;
  queries: readonly SavedQuery[];
  port: number;
  host: string;
}

/** The hub over HTTP: the graph at /graphql, the explorer at /, its health at /health. */
export async function serveHub({
  hub,
  members,
  queries,
  port,
  host,
}: ServeHubOptions): Promise<Listening> {
  const app = createApp({
    server: hub.server,
    context: (_request, response) => {
      const client = new AbortController();
      // A client that leaves early must not keep nine registries at work.
      response.once('close', () => {
        if (!response.writableFinished) client.abort();
      });
      return hub.createContext(client.signal);
    },
    explorer: { title: 'Köprü', questions: queries },
    health: () => ({
      status: 'ok',
      registries: [...members.keys()].map((code) => ({
        code,
        extensionLoaded: hub.supergraph.loaded().has(code),
        answeredSinceStart: !hub.supergraph.awaited().has(code),
      })),
    }),
  });
  const listening = await listen(app, { port, host });
  return {
    port: listening.port,
    close: async () => {
      await listening.close();
      await hub.stop();
    },
  };
}
