import { TargetError } from './target.ts';
import type { Send } from './target.ts';

const timeoutMs = 15_000;
const maxBytes = 64_000_000;

/**
 * Sends to an endpoint over HTTP. Follows no redirect.
 * Rejects with a TargetError if the endpoint cannot be reached, takes 15 s or sends over 64 MB.
 */
export const sendTo =
  (url: string): Send =>
  async (body, headers) => {
    try {
      const options = { method: 'POST', body, headers: { ...headers }, redirect: 'error' } as const;
      const response = await fetch(url, { ...options, signal: AbortSignal.timeout(timeoutMs) });
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        body: await readBody(response, url),
      };
    } catch (error) {
      if (error instanceof TargetError) throw error;
      const { cause, message } = error as Error & { cause?: { code?: string } };
      throw new TargetError(
        `Expected a registry at ${url}, but could not reach it (${cause?.code ?? message}).`,
      );
    }
  };

async function readBody(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new TargetError(
        `Expected an answer of at most ${maxBytes / 1e6} MB of ${url}, but it is longer.`,
      );
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
