import type { LocalRegistry } from './local-registries.ts';

/** The membership list of a union on this machine, whose registries listen on the ports behind the hub's; of some, by code, elsewhere. */
export function membershipList(
  locals: readonly LocalRegistry[],
  portOf: (local: LocalRegistry) => number,
  elsewhere: ReadonlyMap<string, string> = new Map(),
): object {
  return {
    version: 1,
    registries: locals.map((local) => ({
      code: local.definition.code,
      membership: local.definition.membership,
      name: local.definition.names[0]?.text ?? local.definition.code,
      url: elsewhere.get(local.definition.code) ?? `http://127.0.0.1:${portOf(local)}/graphql`,
    })),
  };
}
