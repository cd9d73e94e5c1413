import type { LocalRegistry } from './local-registries.ts';

/** The membership list of the federation on this machine. `elsewhere` has other URLs, by code. */
export function membershipList(
  localRegistries: readonly LocalRegistry[],
  portOf: (local: LocalRegistry) => number,
  elsewhere: ReadonlyMap<string, string> = new Map(),
): object {
  return {
    version: 1,
    registries: localRegistries.map((local) => ({
      code: local.definition.code,
      membership: local.definition.membership,
      name: local.definition.names[0]?.text ?? local.definition.code,
      url: elsewhere.get(local.definition.code) ?? `http://127.0.0.1:${portOf(local)}/graphql`,
    })),
  };
}
