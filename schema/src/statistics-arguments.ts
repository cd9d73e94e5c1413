import type { GraphQLError } from 'graphql';
import { catalogueError } from './errors.ts';
import { checkFilter } from './filter-check.ts';
import { limits } from './limits.ts';

/** The coerced arguments that every statistics field of the contract has. */
export interface StatisticsArguments {
  where?: Readonly<Record<string, unknown>> | null;
  by: readonly string[];
}

export interface ParsedStatisticsArguments {
  where: Readonly<Record<string, unknown>>;
  by: readonly string[];
}

/**
 * Parses the arguments of a statistics field, or returns the first error, for hub and registries.
 */
export function parseStatisticsArguments({
  where,
  by,
}: StatisticsArguments): ParsedStatisticsArguments | GraphQLError {
  if (by.length > limits.dimensions || new Set(by).size < by.length)
    return catalogueError('TOO_MANY_DIMENSIONS', { count: by.length });
  return checkFilter(where ?? {}) ?? { where: where ?? {}, by };
}
