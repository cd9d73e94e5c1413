import { flushCompileCache } from 'node:module';
import { OperatorError } from '@kopru/schema';
import type { Listening } from './listen.ts';

export interface Started extends Listening {
  name: string;
  host: string;
  /** More text for the line that says where the server listens. */
  note?: string;
}

/**
 * Runs a server as this process: starts it, prints where it listens, and stops it on a signal or
 * when the parent process is gone. If it cannot start, prints why and exits with 1.
 */
export async function runServer(start: () => Promise<Started>): Promise<void> {
  try {
    const { name, host, port, close, note } = await start();
    stopOnRequest(close);
    const line = `${name} listening on http://${host}:${port}/graphql, process ${process.pid}`;
    process.stdout.write(note === undefined ? `${line}\n` : `${line}, ${note}\n`);
    if (process.connected) process.send?.({ listening: port });
    // Flushing at exit would delay a stop, and a forced stop would lose the cache.
    flushCompileCache();
  } catch (error) {
    const text = error instanceof OperatorError ? error.message : String((error as Error).stack);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}

function stopOnRequest(close: () => Promise<void>): void {
  const stop = () => void close().finally(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // The parent may have died without a signal to its children, and before this line is reached.
  if (process.connected) process.once('disconnect', stop);
  else if (process.send) stop();
}
