import { GraphQLError } from 'graphql';
import { catalogueError, parseGlobalId } from '@kopru/schema';
import type { Member, Membership } from '../membership/membership.ts';

/** An item of a list that has no owner, and why. */
export interface Unroutable {
  index: number;
  error: GraphQLError;
}

/** The owner of an id, or why there is none. */
export function ownerOf(members: Membership, id: unknown): Member | GraphQLError {
  const parsed = typeof id === 'string' ? parseGlobalId(id) : null;
  if (!parsed) return catalogueError('ID_MALFORMED', { id: String(id) });
  const owner = members.get(parsed.registry);
  return owner ?? catalogueError('ID_OF_NO_REGISTRY', { id: String(id), codes: codesOf(members) });
}

/**
 * The registries that a filter allows, in the order of the membership list. The others cannot have
 * a match.
 */
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

/** Which indexes of a list belong to which owner, and which to none. */
export function groupByOwner(owners: readonly (Member | GraphQLError)[]) {
  const byOwner = new Map<Member, number[]>();
  const unroutable: Unroutable[] = [];
  for (const [index, owner] of owners.entries()) {
    if (owner instanceof GraphQLError) unroutable.push({ index, error: owner });
    else byOwner.set(owner, [...(byOwner.get(owner) ?? []), index]);
  }
  return { byOwner, unroutable };
}
