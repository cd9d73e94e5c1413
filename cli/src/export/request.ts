import { CommandError } from '../outcome.ts';

const timeoutMs = 60_000;

export interface QueryResult {
  data: Record<string, unknown>;
  /** The errors of fields that are null in the data. */
  errors: readonly { message: string }[];
}

/**
 * Sends one GraphQL request. Throws a CommandError if there is no response, or one without data.
 */
export async function request(
  url: string,
  query: string,
  variables: object = {},
): Promise<QueryResult> {
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
  const { data, errors = [] } = Object(
    await response.json().catch(() => null),
  ) as Partial<QueryResult>;
  if (data) return { data, errors };
  throw new CommandError(
    `Expected an answer of ${url}, but got ${errors[0]?.message ?? `HTTP ${response.status}`}`,
  );
}
