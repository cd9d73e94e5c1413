import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Resolves to the first of `count` free ports in a row, below the range that systems give to
 * clients.
 */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = 10_000 + Math.floor(Math.random() * 20_000);
    const run = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(run.map(isFree));
    if (!free.includes(false)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
}
