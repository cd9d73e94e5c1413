import type { ApolloServerPlugin } from '@apollo/server';
import type { Membership } from './membership/membership.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Writes what each requested registry did into the response's `extensions.registries`, also if the
 * client
 * selects no `registries`. The order is that of the membership list.
 */
export const reportsPlugin = (members: Membership): ApolloServerPlugin<RequestContext> => ({
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ contextValue, response }) => {
        const reports = new Map(contextValue.reports().map((report) => [report.registry, report]));
        if (response.body.kind === 'single' && reports.size > 0) {
          response.body.singleResult.extensions = {
            ...response.body.singleResult.extensions,
            registries: [...members.keys()]
              .flatMap((code) => reports.get(code) ?? [])
              .map(({ registry, state, tookMs, detail }) => ({ registry, state, tookMs, detail })),
          };
        }
        return Promise.resolve();
      },
    }),
});
