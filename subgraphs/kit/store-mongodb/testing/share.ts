import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startOwnMongo } from './start.ts';
import type { OwnMongo } from './start.ts';

/**
 * Vitest's global setup: one MongoDB server for all test files. It starts when the first file asks
 * for its URI, so that
 * a run without such a file starts none. To start one takes several seconds, and ten files need
 * one.
 */
export default async function share(): Promise<() => Promise<void>> {
  let starting: Promise<OwnMongo> | undefined;
  const server = createServer((_, response) => {
    starting ??= startOwnMongo(1, 1);
    starting.then(
      ({ set }) => response.end(set.getUri()),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.env.KOPRU_SHARED_MONGO = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async () => {
    server.close();
    server.closeAllConnections();
    await (await starting)?.stop();
  };
}
