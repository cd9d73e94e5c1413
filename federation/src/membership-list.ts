import type { Nation } from './nations.ts';

/** The membership list of a union on this machine, whose registries listen on the ports behind the hub's; of some, by code, elsewhere. */
export function membershipList(
  nations: readonly Nation[],
  portOf: (nation: Nation) => number,
  elsewhere: ReadonlyMap<string, string> = new Map(),
): object {
  return {
    version: 1,
    registries: nations.map((nation) => ({
      code: nation.definition.code,
      membership: nation.definition.membership,
      name: nation.definition.names[0]?.text ?? nation.definition.code,
      url: elsewhere.get(nation.definition.code) ?? `http://127.0.0.1:${portOf(nation)}/graphql`,
    })),
  };
}
