import type { GraphQLError } from 'graphql';
import { catalogueError } from './errors.ts';
import { checkFilter } from './filter-check.ts';
import { limits } from './limits.ts';

/** The coerced arguments of `changes`. */
export interface ChangesArguments {
  since?: string | null;
  kinds?: readonly string[] | null;
  registries?: readonly string[] | null;
  first?: number | null;
}

const defaultFirst = 100;

/**
 * Parses the arguments of `changes`, or returns the first error, for hub and registries. Each of
 * them parses `since` by itself.
 */
export function parseChangesArguments(
  args: ChangesArguments,
): (Required<ChangesArguments> & { first: number }) | GraphQLError {
  const { since = null, kinds = null, registries = null } = args;
  const first = args.first ?? defaultFirst;
  if (first < 1 || first > limits.first) return catalogueError('CHANGES_OUT_OF_RANGE', { first });
  return (
    checkFilter(kinds, 'kinds') ??
    checkFilter(registries, 'registries') ?? { since, kinds, registries, first }
  );
}
