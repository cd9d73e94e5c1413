import { ListenError } from '@kopru/edge';
import { ConfigError, readConfig } from './config.ts';
import { startHub } from './hub.ts';
import { QuestionsError, readQuestions } from './http/questions.ts';
import { serveHub } from './http/serve-hub.ts';
import { MembershipError, readMembership } from './membership/membership.ts';
import { createHttpTransport } from './registry-client/transport.ts';
import { createFileCache } from './supergraph/sdl-cache.ts';

/** The hub as a process: start, say where it listens, stop on a signal or when the parent is gone. */
export async function run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    const config = readConfig(args, environment);
    const members = await readMembership(config.membership);
    const questions = config.questions === null ? [] : await readQuestions(config.questions);
    const log = (line: string) => void process.stderr.write(`hub ${line}\n`);
    const cache = createFileCache(config.data);
    const hub = await startHub({
      members,
      transport: createHttpTransport(),
      cache,
      deadlineMs: config.deadlineMs,
      log,
    });
    const { port, close } = await serveHub({ hub, members, questions, port: config.port, host: config.host });
    stopOnRequest(close);
    process.stdout.write(`hub listening on http://${config.host}:${port}/graphql, process ${process.pid}\n`);
    if (process.connected) process.send?.({ listening: port });
  } catch (error) {
    const expected = [ConfigError, ListenError, MembershipError, QuestionsError].some((kind) => error instanceof kind);
    process.stderr.write(`${expected ? (error as Error).message : String((error as Error).stack)}\n`);
    process.exit(1);
  }
}

function stopOnRequest(close: () => Promise<void>): void {
  const stop = () => void close().finally(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A parent that died without a word must not leave its children behind, be it gone since or before.
  if (process.connected) process.once('disconnect', stop);
  else if (process.send) stop();
}
