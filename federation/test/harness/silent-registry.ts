import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A registry that returns its SDL, without an extension, and never responds to a query. */
export interface SilentRegistry {
  url: string;
  /** The number of queries it received. */
  asked: () => number;
  untilAsked: () => Promise<unknown>;
  /** Resolves when the client closes the connection of a pending query. */
  untilHungUp: () => Promise<unknown>;
  stop: () => Promise<void>;
}

export async function startSilentRegistry(): Promise<SilentRegistry> {
  const events = new EventEmitter();
  let asked = 0;
  const receive = async (request: IncomingMessage): Promise<string | null> => {
    if ((await text(request)).includes('_service'))
      return '{"data": {"_service": {"sdl": "type Query { a: Int }"}}}';
    asked += 1;
    events.emit('asked');
    request.socket.once('close', () => events.emit('hung up'));
    return null;
  };
  const server = createServer((request, response) => {
    void receive(request).then((answer) => {
      if (answer !== null) response.setHeader('content-type', 'application/json').end(answer);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    asked: () => asked,
    untilAsked: () => once(events, 'asked'),
    untilHungUp: () => once(events, 'hung up'),
    async stop() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
