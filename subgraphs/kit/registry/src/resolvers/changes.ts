import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import {
  catalogueError,
  decodeChangePosition,
  encodeChangePosition,
  parseChangesArguments,
} from '@kopru/schema';
import type { ChangePosition, ChangesArguments } from '@kopru/schema';
import type { RegistryContext } from '../context.ts';
import type { ChangeEntry, ReadStore } from '@kopru/store';

/** A change and the token of its place. */
export interface Change extends ChangeEntry {
  token: string;
}

/** Changes looked at for one page, where few of them are of the kinds asked for. */
const maxLookedAt = 10_000;
const lookedAtOnce = 1_000;

/** The resolver of `changes` at one registry. */
export async function resolveChanges(
  _parent: unknown,
  args: ChangesArguments,
  { store, module }: RegistryContext,
) {
  const startedAt = performance.now();
  const question = parseChangesArguments(args);
  if (question instanceof GraphQLError) throw question;
  const registry = module.definition.code;
  const since =
    question.since === null ? beginning : await readToken(store, registry, question.since);
  const isAsked = question.registries?.includes(registry) ?? true;
  const { kinds } = question;
  const isWanted = ({ kind }: ChangeEntry): boolean => kinds === null || kinds.includes(kind);
  const batch = kinds === null ? question.first + 1 : lookedAtOnce;
  const page = isAsked
    ? await readChanges(store, since, { isWanted, first: question.first, batch })
    : { changes: [], last: since, more: false };
  const report = {
    registry,
    state: 'OK' as const,
    returned: page.changes.length,
    total: null,
    detail: null,
  };
  return {
    entries: page.changes,
    next: encodeChangePosition(page.last),
    more: page.more,
    registries: [{ ...report, tookMs: Math.round(performance.now() - startedAt) }],
  };
}

const beginning: ChangePosition = { sequence: 0, mark: '' };

async function readChanges(
  store: ReadStore,
  since: ChangePosition,
  {
    isWanted,
    first,
    batch,
  }: { isWanted: (entry: ChangeEntry) => boolean; first: number; batch: number },
): Promise<{ changes: Change[]; last: ChangePosition; more: boolean }> {
  const changes: Change[] = [];
  let last = since;
  for (let lookedAt = 0; lookedAt < maxLookedAt; lookedAt += batch) {
    const entries = await store.changesSince(last.sequence, batch);
    for (const [index, entry] of entries.entries()) {
      last = positionOf(entry);
      if (isWanted(entry)) changes.push({ ...entry, token: encodeChangePosition(last) });
      if (changes.length === first)
        return { changes, last, more: index < entries.length - 1 || entries.length === batch };
    }
    if (entries.length < batch) return { changes, last, more: false };
  }
  return { changes, last, more: true };
}

/** The entry itself is kept out of the token, which anyone may read. */
const positionOf = (entry: ChangeEntry): ChangePosition => ({
  sequence: entry.sequence,
  mark: markOf(entry),
});

const markOf = ({ kind, id, event, at }: ChangeEntry): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, id, event, at]))
    .digest('base64url')
    .slice(0, 8);

async function readToken(
  store: ReadStore,
  registry: string,
  token: string,
): Promise<ChangePosition> {
  const position = decodeChangePosition(token);
  if (!position) throw catalogueError('CHANGE_TOKEN_MALFORMED', {});
  const { sequence, mark } = position;
  const [entry] = sequence === 0 ? [] : await store.changesSince(sequence - 1, 1);
  const known = sequence === 0 ? '' : entry?.sequence === sequence && markOf(entry);
  if (known !== mark) throw catalogueError('CHANGE_TOKEN_UNKNOWN', { registry });
  return position;
}
