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

/** Tells a history from another with the same number of changes, as after a restored backup. */
const markOf = ({ kind, id, event, at }: Entry): string =>
  createHash('sha256').update([kind, id, event, at].join('\n')).digest('base64url').slice(0, 8);
const tokenOf = (entry: Entry | undefined): string =>
  encodeChangePosition(
    entry ? { sequence: entry.sequence, mark: markOf(entry) } : { sequence: 0, mark: '' },
  );

/** The answer to `changes`, without the report on the registry. */
export function readChanges(args: ChangesArguments, { entries }: Journal, code: string) {
  const question = parseChangesArguments(args);
  if (question instanceof GraphQLError) throw question;
  const since =
    question.since === null ? { sequence: 0, mark: '' } : decodeChangePosition(question.since);
  if (!since) throw catalogueError('CHANGE_TOKEN_MALFORMED', {});
  const before = entries[since.sequence - 1];
  if (since.sequence > 0 && (!before || markOf(before) !== since.mark))
    throw catalogueError('CHANGE_TOKEN_UNKNOWN', { registry: code });

  const { kinds, registries, first } = question;
  const isWanted = ({ kind }: Entry): boolean => kinds?.includes(kind) ?? true;
  const ahead =
    registries?.includes(code) === false ? [] : entries.slice(since.sequence).filter(isWanted);
  const page = ahead.slice(0, first);
  const more = ahead.length > first;
  // With nothing more of these kinds, all that there is has been looked at.
  const last = registries?.includes(code) === false ? before : more ? page.at(-1) : entries.at(-1);
  return {
    entries: page.map((entry) => ({ ...entry, token: tokenOf(entry) })),
    next: tokenOf(last),
    more,
  };
}
