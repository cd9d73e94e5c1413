import { msLeftHeader } from '@kopru/schema';
import { Pool } from 'undici';
import type { Member } from '../membership/membership.ts';

export interface RawResponse {
  status: number;
  contentType: string;
  body: string;
}

/**
 * Carries one request body to one registry and its answer back; rejects where there is none, and
 * when the signal aborts.
 */
export interface Transport {
  /** `msLeft`: what is left of the request's time, which the registry is told. */
  send(member: Member, body: string, signal: AbortSignal, msLeft: number): Promise<RawResponse>;
  close(): Promise<void>;
}

export const maxAnswerBytes = 20_000_000;

/**
 * HTTP with one pool of kept-alive connections per registry. No redirect is followed; a longer body
 * than the cap is cut off.
 */
export function createHttpTransport(): Transport {
  const pools = new Map<string, { pool: Pool; path: string }>();
  const poolOf = ({ url }: Member): { pool: Pool; path: string } => {
    const known = pools.get(url);
    if (known) return known;
    const { origin, pathname, search } = new URL(url);
    const made = {
      pool: new Pool(origin, { connections: 32, keepAliveTimeout: 30_000 }),
      path: pathname + search,
    };
    pools.set(url, made);
    return made;
  };
  return {
    async send(member, body, signal, msLeft) {
      const { pool, path } = poolOf(member);
      const response = await pool.request({
        path,
        method: 'POST',
        headers: headersOf(msLeft),
        body,
        signal,
      });
      return {
        status: response.statusCode,
        contentType: String(response.headers['content-type'] ?? ''),
        body: await readCapped(response.body),
      };
    },
    close: async () => {
      await Promise.all([...pools.values()].map(({ pool }) => pool.destroy()));
    },
  };
}

const headersOf = (msLeft: number) => ({
  'content-type': 'application/json',
  accept: 'application/json',
  [msLeftHeader]: String(Math.max(1, Math.ceil(msLeft))),
});

async function readCapped(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxAnswerBytes) throw new Error(`Expected at most ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
