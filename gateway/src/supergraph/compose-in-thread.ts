import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DocumentNode } from 'graphql';
import { print } from 'graphql';
import type { Composed, SubgraphSdl } from './compose.ts';
import type { ComposeInput } from './compose-worker.ts';

// The worker runs from the sources, and from the JavaScript built of them.
const worker = new URL(`./compose-worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Composes like `compose`, but in a thread of its own: a composition takes up to a second of pure
 * computing, in which a serving hub would answer nobody. The thread costs the import of the
 * composition
 * library, so the start of a hub composes without it. It rejects if the composition throws.
 */
export async function composeInThread(
  inProcess: readonly SubgraphSdl[],
  extensions: ReadonlyMap<string, DocumentNode>,
  signal?: AbortSignal,
): Promise<Composed> {
  const input: ComposeInput = {
    inProcess: inProcess.map(({ name, typeDefs }) => ({ name, sdl: print(typeDefs) })),
    extensions: [...extensions].map(([code, document]) => ({ code, sdl: print(document) })),
  };
  const thread = new Worker(worker, { workerData: input, execArgv: [] });
  // A composition that nobody waits for any more must not keep the process alive.
  thread.unref();
  try {
    const [composed] = (await once(thread, 'message', { signal })) as [Composed];
    return composed;
  } finally {
    await thread.terminate();
  }
}
