import type { Answer } from '../world.ts';

export type Ask = (query: string, variables?: Record<string, unknown>) => Promise<Answer>;

/** A client of the hub on this port. */
export const askAt =
  (port: number): Ask =>
  async (query, variables = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const {
      data = null,
      errors = [],
      extensions = { registries: [] },
    } = (await response.json()) as Partial<Answer>;
    return { data, errors, extensions };
  };
