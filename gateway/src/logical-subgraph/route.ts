import { GraphQLError } from 'graphql';
import { catalogueError, parseGlobalId } from '@kopru/schema';
import type { Member, Membership } from '../membership/membership.ts';

/** The owner of an id, or why there is none. */
export function ownerOf(members: Membership, id: unknown): Member | GraphQLError {
  const parsed = typeof id === 'string' ? parseGlobalId(id) : null;
  if (!parsed) return catalogueError('ID_MALFORMED', { id: String(id) });
  const owner = members.get(parsed.registry);
  return owner ?? catalogueError('ID_OF_NO_REGISTRY', { id: String(id), codes: codesOf(members) });
}

/** The registries a filter lets in, in the order of the membership list: the others cannot have a row and are not asked. */
export function registriesFor(
  members: Membership,
  where: Readonly<Record<string, unknown>>,
): Member[] | GraphQLError {
  const codes = where.registries as readonly string[] | null | undefined;
  if (!codes) return [...members.values()];
  const unknown = codes.find((code) => !members.has(code));
  if (unknown !== undefined)
    return catalogueError('REGISTRY_UNKNOWN', { code: unknown, codes: codesOf(members) });
  return [...members.values()].filter((member) => codes.includes(member.code));
}

const codesOf = (members: Membership): string => [...members.keys()].join(' ');

/** Which places of a list belong to which owner, and which to none. */
export function groupByOwner(owners: readonly (Member | GraphQLError)[]) {
  const byOwner = new Map<Member, number[]>();
  const refused: { place: number; error: GraphQLError }[] = [];
  for (const [place, owner] of owners.entries()) {
    if (owner instanceof GraphQLError) refused.push({ place, error: owner });
    else byOwner.set(owner, [...(byOwner.get(owner) ?? []), place]);
  }
  return { byOwner, refused };
}
