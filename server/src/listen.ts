import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OperatorError } from '@kopru/schema';

export interface Listening {
  port: number;
  /** Stops listening and ends every connection at once. */
  close: () => Promise<void>;
}

export async function listen(
  app: RequestListener,
  { port, host }: { port: number; host: string },
): Promise<Listening> {
  const server = createServer(app);
  // Longer than clients keep idle connections: otherwise a request may hit a closing socket.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new OperatorError('LISTEN', explain(error, port, host))),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE')
    return `Expected port ${port} to be free, but another program listens on it. Stop that one, or choose another port.`;
  if (error.code === 'EACCES')
    return `Expected to be allowed to listen on port ${port}, but the system refused. Choose a port above 1023.`;
  return `Expected to listen on ${host}:${port}, but got ${error.code ?? 'an error'}.`;
}
