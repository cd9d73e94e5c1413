import { flushCompileCache } from 'node:module';
import type { Listening } from './listen.ts';

export interface Started extends Listening {
  name: string;
  host: string;
  /** What else its line should say. */
  note?: string;
}

/** An error whose message is a sentence for the operator. */
export type OperatorError = new (message: string) => Error;

/** A server as a process: starts, says where it listens, stops on a signal or when the parent is gone. */
export async function runServer(
  expected: readonly OperatorError[],
  start: () => Promise<Started>,
): Promise<void> {
  try {
    const { name, host, port, close, note } = await start();
    stopOnRequest(close);
    const line = `${name} listening on http://${host}:${port}/graphql, process ${process.pid}`;
    process.stdout.write(note === undefined ? `${line}\n` : `${line}, ${note}\n`);
    if (process.connected) process.send?.({ listening: port });
    // Left to the exit, it would hold up a stop, and be lost in a forced one.
    flushCompileCache();
  } catch (error) {
    const isExpected = expected.some((kind) => error instanceof kind);
    process.stderr.write(
      `${isExpected ? (error as Error).message : String((error as Error).stack)}\n`,
    );
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
