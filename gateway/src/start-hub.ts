import { createDerived } from '@kopru/derived';
import type { Started } from '@kopru/server';
import { readSavedQueries } from './http/saved-queries.ts';
import { serveHub } from './http/serve-hub.ts';
import { createHub } from './hub.ts';
import { readMembership } from './membership/membership.ts';
import { createHttpTransport } from './registry-client/transport.ts';
import { createFileCache } from './supergraph/sdl-cache.ts';

export interface StartHubOptions {
  /** The membership file (JSON). */
  membership: string;
  /** 0 lets the system choose a port. */
  port: number;
  /** 127.0.0.1 by default. */
  host?: string;
  /** A folder of saved queries (*.graphql) for the explorer's tabs. */
  queries?: string | undefined;
  /** The folder in which the hub keeps the last good SDL of each registry. */
  data: string;
  /** The time of one client request, in milliseconds. */
  deadlineMs: number;
  log?: (line: string) => void;
}

/**
 * Starts the hub and serves it over HTTP. Throws an OperatorError if the membership file or the
 * folder of queries cannot be used, or if the port is taken.
 */
export async function startHub(options: StartHubOptions): Promise<Started> {
  const { membership, queries, data, deadlineMs, port, host = '127.0.0.1' } = options;
  const { log = (line: string) => void process.stderr.write(`hub ${line}\n`) } = options;
  const members = await readMembership(membership);
  const savedQueries = queries === undefined ? [] : await readSavedQueries(queries);
  const hub = await createHub({
    members,
    transport: createHttpTransport(),
    cache: createFileCache(data),
    computed: [createDerived()],
    deadlineMs,
    log,
  });
  const listening = await serveHub({ hub, members, queries: savedQueries, port, host });
  return { name: 'hub', host, ...listening };
}
