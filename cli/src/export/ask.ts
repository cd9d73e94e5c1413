import { CommandError } from '../outcome.ts';

const timeoutMs = 60_000;

/** The data of one GraphQL request; an answer without data, or none, is a refusal in words for the operator. */
export async function ask(url: string, query: string, variables: object = {}): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    throw new CommandError(
      `Expected a GraphQL endpoint at ${url}, but could not reach it (${cause?.code ?? message}).`,
    );
  });
  const answer = (await response.json().catch(() => null)) as {
    data?: Record<string, unknown> | null;
    errors?: { message: string }[];
  } | null;
  if (answer?.data) return answer.data;
  throw new CommandError(
    `Expected an answer of ${url}, but got ${answer?.errors?.[0]?.message ?? `HTTP ${response.status}`}`,
  );
}
