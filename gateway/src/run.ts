import { createDerived } from '@kopru/derived';
import { ListenError, runServer } from '@kopru/server';
import { ConfigError, readConfig } from './config.ts';
import { startHub } from './hub.ts';
import { SavedQueriesError, readSavedQueries } from './http/saved-queries.ts';
import { serveHub } from './http/serve-hub.ts';
import { MembershipError, readMembership } from './membership/membership.ts';
import { createHttpTransport } from './registry-client/transport.ts';
import { createFileCache } from './supergraph/sdl-cache.ts';

const expected = [ConfigError, ListenError, MembershipError, SavedQueriesError];

/** The hub as a process. */
export const run = (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> =>
  runServer(expected, async () => {
    const {
      membership,
      questions: folder,
      data,
      deadlineMs,
      port,
      host,
    } = readConfig(args, environment);
    const members = await readMembership(membership);
    const questions = folder === null ? [] : await readSavedQueries(folder);
    const log = (line: string) => void process.stderr.write(`hub ${line}\n`);
    const [transport, cache] = [createHttpTransport(), createFileCache(data)];
    const hub = await startHub({
      members,
      transport,
      cache,
      computed: [createDerived()],
      deadlineMs,
      log,
    });
    return { name: 'hub', host, ...(await serveHub({ hub, members, questions, port, host })) };
  });
