import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { catalogueError, registryExtensions } from '@kopru/schema';
import type { RequestContext } from '../request-context.ts';
import type { SupergraphManager } from '../supergraph/supergraph-manager.ts';

/** A national field that the hub could not load yet looks like a mistake of the caller's; this says what it is. */
export function explainMissingExtension(supergraph: SupergraphManager): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        validationDidStart: () =>
          Promise.resolve((errors?: readonly Error[]) => {
            for (const error of errors ?? []) {
              const missing = missingField(error.message, supergraph);
              if (missing && error instanceof GraphQLError) Object.assign(error, rewritten(missing));
            }
            return Promise.resolve();
          }),
      }),
  };
}

function missingField(message: string, supergraph: SupergraphManager): { field: string; registry: string } | null {
  const [, field] = /^Cannot query field "(\w+)"/.exec(message) ?? [];
  const [registry] = Object.entries(registryExtensions).find(([, name]) => name === field) ?? [];
  return field !== undefined && registry !== undefined && !supergraph.loaded().has(registry) ? { field, registry } : null;
}

function rewritten(params: { field: string; registry: string }): { message: string; extensions: object } {
  const { message, extensions } = catalogueError('EXTENSION_NOT_LOADED', params, { registry: params.registry });
  return { message, extensions };
}
