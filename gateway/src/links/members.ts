import type { Member, Membership } from '../membership/membership.ts';
import type { RegistryRequest } from '../registry-client/ask-registry.ts';
import type { Outcome } from '../registry-client/outcome.ts';
import type { RequestContext } from '../request-context.ts';

export interface MembersOf {
  resolvers: Record<string, object>;
}

interface MembersParts {
  members: Membership;
  ask: (member: Member, request: RegistryRequest, context: RequestContext) => Promise<Outcome>;
  /** Whether the national fields of a registry are in the graph. */
  isExtensionLoaded: (code: string) => boolean;
}

/** Resolvers of `members`: the list is the hub's own, the state is asked when it is wanted. */
export function createMembers({ members, ask, isExtensionLoaded }: MembersParts): MembersOf {
  const ping = { query: '{ __typename }', variables: {} };
  return {
    resolvers: {
      Query: { members: () => [...members.values()] },
      Member: {
        state: async (member: Member, _args: object, context: RequestContext) =>
          (await ask(member, ping, context)).kind === 'answered' ? 'ANSWERING' : 'FAILING',
        extensionLoaded: ({ code }: Member) => isExtensionLoaded(code),
        registry: ({ code }: Member) => ({ code }),
      },
    },
  };
}
