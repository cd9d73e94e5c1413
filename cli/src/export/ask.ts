import { CommandError } from '../outcome.ts';

const timeoutMs = 60_000;

export interface Answer {
  data: Record<string, unknown>;
  /** Of what could not be given within the data. */
  errors: readonly { message: string }[];
}

/** The answer to one GraphQL request; one without data, or none, is a refusal in words for the operator. */
export async function ask(url: string, query: string, variables: object = {}): Promise<Answer> {
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
  const { data, errors = [] } = Object(await response.json().catch(() => null)) as Partial<Answer>;
  if (data) return { data, errors };
  throw new CommandError(
    `Expected an answer of ${url}, but got ${errors[0]?.message ?? `HTTP ${response.status}`}`,
  );
}
