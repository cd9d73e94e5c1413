import type { Member, Membership } from '../membership/membership.ts';
import type { FetchFromRegistry } from '../registry-client/fetch-from-registry.ts';
import type { RequestContext } from '../request-context.ts';

export interface MemberResolvers {
  resolvers: Record<string, object>;
}

interface MembersOptions {
  members: Membership;
  fetch: FetchFromRegistry;
  /** Whether the national fields of a registry are in the graph. */
  isExtensionLoaded: (code: string) => boolean;
}

/** Resolvers of `members`: the membership list, and whether each registry answers now. */
export function createMembers({
  members,
  fetch,
  isExtensionLoaded,
}: MembersOptions): MemberResolvers {
  const ping = { query: '{ __typename }', variables: {} };
  return {
    resolvers: {
      Query: { members: () => [...members.values()] },
      Member: {
        state: async (member: Member, _args: object, context: RequestContext) =>
          (await fetch(member, ping, context)).kind === 'answered' ? 'ANSWERING' : 'FAILING',
        extensionLoaded: ({ code }: Member) => isExtensionLoaded(code),
        registry: ({ code }: Member) => ({ code }),
      },
    },
  };
}
