import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import {
  catalogueError,
  decodeChangePosition,
  encodeChangePosition,
  parseChangesArguments,
} from '@kopru/schema';
import type { ChangesArguments } from '@kopru/schema';
import type { Entry, Journal } from './journal.ts';

/** Distinguishes two histories with the same number of changes, as after a restored backup. */
const markOf = ({ kind, id, event, at }: Entry): string =>
  createHash('sha256').update([kind, id, event, at].join('\n')).digest('base64url').slice(0, 8);
const tokenOf = (entry: Entry | undefined): string =>
  encodeChangePosition(
    entry ? { sequence: entry.sequence, mark: markOf(entry) } : { sequence: 0, mark: '' },
  );

/** The value of `changes`, without the registry's report. */
export function readChanges(args: ChangesArguments, { entries }: Journal, code: string) {
  const parsed = parseChangesArguments(args);
  if (parsed instanceof GraphQLError) throw parsed;
  const since =
    parsed.since === null ? { sequence: 0, mark: '' } : decodeChangePosition(parsed.since);
  if (!since) throw catalogueError('CHANGE_TOKEN_MALFORMED', {});
  const before = entries[since.sequence - 1];
  if (since.sequence > 0 && (!before || markOf(before) !== since.mark))
    throw catalogueError('CHANGE_TOKEN_UNKNOWN', { registry: code });

  const { kinds, registries, first } = parsed;
  const isWanted = ({ kind }: Entry): boolean => kinds?.includes(kind) ?? true;
  const following =
    registries?.includes(code) === false ? [] : entries.slice(since.sequence).filter(isWanted);
  const page = following.slice(0, first);
  const more = following.length > first;
  // If no more entries of these kinds follow, the next page starts after the last entry.
  const last = registries?.includes(code) === false ? before : more ? page.at(-1) : entries.at(-1);
  return {
    entries: page.map((entry) => ({ ...entry, token: tokenOf(entry) })),
    next: tokenOf(last),
    more,
  };
}
