import { readFile } from 'node:fs/promises';
import { OperatorError, isRegistryCode } from '@kopru/schema';

export interface Member {
  code: string;
  membership: 'MEMBER' | 'OBSERVER' | 'SECRETARIAT';
  name: string;
  /** Where its GraphQL endpoint listens. Never told to clients. */
  url: string;
}

/** Who is in the union, in the order in which answers list them. */
export type Membership = ReadonlyMap<string, Member>;

/** Reads `{"version": 1, "registries": [{"code", "membership", "name", "url"}]}`. */
export async function readMembership(file: string): Promise<Membership> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new OperatorError(
      'MEMBERSHIP',
      `Expected a membership file (JSON) at ${file}, but could not read it: ${(error as Error).message}`,
    );
  }
  return parseMembership(content, file);
}

export function parseMembership(content: unknown, file: string): Membership {
  const { version, registries } = Object(content) as { version?: unknown; registries?: unknown };
  if (version !== 1)
    throw new OperatorError(
      'MEMBERSHIP',
      `Expected version 1 of the membership file ${file}, but got ${String(version)}.`,
    );
  if (!Array.isArray(registries) || registries.length === 0)
    throw new OperatorError('MEMBERSHIP', `Expected registries in ${file}, but found none.`);
  const members = new Map<string, Member>();
  for (const each of registries as unknown[]) {
    const problem = memberProblem(each);
    if (problem)
      throw new OperatorError(
        'MEMBERSHIP',
        `Expected every registry of ${file} to have a known code, membership, name and http URL, but ${problem}.`,
      );
    const member = each as Member;
    if (members.has(member.code))
      throw new OperatorError(
        'MEMBERSHIP',
        `Expected each registry once in ${file}, but ${member.code} is there twice.`,
      );
    members.set(member.code, member);
  }
  return members;
}

function memberProblem(value: unknown): string | null {
  const { code, membership, name, url } = Object(value) as Record<string, unknown>;
  if (typeof code !== 'string' || !isRegistryCode(code)) return `got code ${String(code)}`;
  if (!['MEMBER', 'OBSERVER', 'SECRETARIAT'].includes(String(membership)))
    return `${code} has membership ${String(membership)}`;
  if (typeof name !== 'string' || name === '') return `${code} has no name`;
  const protocol = typeof url === 'string' && URL.canParse(url) ? new URL(url).protocol : null;
  return protocol === 'http:' || protocol === 'https:' ? null : `${code} has url ${String(url)}`;
}
