import type { GraphQLFormattedError } from 'graphql';
import { errorMessage, registryExtensions } from '@kopru/schema';

/**
 * A national field that the hub could not load yet looks to the validator like a mistake of the
 * caller's; this says what it is.
 * `isLoaded` tells whether a registry's extension is in the graph.
 */
export function explainMissingExtension(
  error: GraphQLFormattedError,
  isLoaded: (code: string) => boolean,
): GraphQLFormattedError {
  const [, field] = /^Cannot query field "(\w+)"/.exec(error.message) ?? [];
  const [registry] = Object.entries(registryExtensions).find(([, name]) => name === field) ?? [];
  if (field === undefined || registry === undefined || isLoaded(registry)) return error;
  const code = 'EXTENSION_NOT_LOADED';
  return {
    ...error,
    message: errorMessage(code, { field, registry }),
    extensions: { code, registry },
  };
}
