import { SubjectError } from './subject.ts';
import type { Send } from './subject.ts';

const timeoutMs = 30_000;

/** Sends to a registry's endpoint over HTTP. Rejects with a SubjectError where it cannot be reached. */
export const sendTo =
  (url: string): Send =>
  async (body, headers) => {
    try {
      const options = { method: 'POST', body, headers: { ...headers }, redirect: 'error' } as const;
      const response = await fetch(url, { ...options, signal: AbortSignal.timeout(timeoutMs) });
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        body: await response.text(),
      };
    } catch (error) {
      const { cause, message } = error as Error & { cause?: { code?: string } };
      throw new SubjectError(`Expected a registry at ${url}, but could not reach it (${cause?.code ?? message}).`);
    }
  };
