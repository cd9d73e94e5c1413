import type { GraphQLError } from 'graphql';
import { catalogueError } from './errors.ts';
import { limits } from './limits.ts';

/**
 * Checks a coerced filter of any kind against the rules of the contract: no empty list, which would
 * match nothing, and no more than the
 * limits. Returns the first error, or null.
 */
export function checkFilter(where: unknown, name = 'where'): GraphQLError | null {
  let values = 0;
  const check = (value: unknown, path: string, depth: number): GraphQLError | null => {
    if (depth > limits.filterDepth) return catalogueError('FILTER_TOO_LARGE', { what: 'levels' });
    if (typeof value !== 'object' || value === null) {
      values += 1;
      if (values > limits.filterValues)
        return catalogueError('FILTER_TOO_LARGE', { what: 'values' });
      const long = typeof value === 'string' && value.length > limits.filterText;
      return long ? catalogueError('FILTER_TOO_LARGE', { what: 'characters' }) : null;
    }
    if (Array.isArray(value) && value.length === 0)
      return catalogueError('FILTER_LIST_EMPTY', { path });
    for (const [name, each] of Object.entries(value)) {
      const error = check(
        each,
        Array.isArray(value) ? path : `${path}.${name}`,
        Array.isArray(each) ? depth : depth + 1,
      );
      if (error) return error;
    }
    return null;
  };
  return check(where ?? {}, name, 0);
}
