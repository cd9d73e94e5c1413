import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Member, Membership } from '../membership/membership.ts';
import { isRecord } from '../is-record.ts';
import type { FetchFromRegistry } from '../registry-client/fetch-from-registry.ts';
import { createRequestContext } from '../request-context.ts';
import { compose } from './compose.ts';
import { composeInThread } from './compose-in-thread.ts';
import type { Composed, SubgraphSdl } from './compose.ts';
import { readExtension } from './extension-sdl.ts';
import type { SdlCache } from './sdl-cache.ts';

export interface SupergraphOptions {
  members: Membership;
  contract: GraphQLSchema;
  /** The subgraphs in the hub's process beside the contract. */
  inProcess: readonly SubgraphSdl[];
  cache: SdlCache;
  fetch: FetchFromRegistry;
  log: (line: string) => void;
}

export interface SupergraphManager {
  /** The SDL to start with, whoever answers; `update` is called with every later one. */
  start(update: (supergraphSdl: string) => void): Promise<string>;
  stop(): void;
  /** Codes of the registries whose national fields are in the graph. */
  loaded(): ReadonlySet<string>;
  extension: (code: string) => DocumentNode | undefined;
  /** Codes of the registries whose present SDL is not in the graph yet. */
  awaited(): ReadonlySet<string>;
}

const sdlDeadlineMs = 5_000;
/**
 * Registries that start beside the hub are there within seconds; one that stays away is asked ever
 * more seldom.
 */
const firstRetryMs = 250;
const lastRetryMs = 5_000;

/**
 * Fetches each registry's SDL, takes the contract away, and composes. A registry that is down does
 * not stop the start: its last good SDL
 * comes from the cache, and it is asked again until it answers.
 */
export function createSupergraphManager(options: SupergraphOptions): SupergraphManager {
  const { members, contract, inProcess, cache, fetch, log } = options;
  const extensions = new Map<string, DocumentNode>();
  const awaited = new Set(members.keys());
  const stopping = new AbortController();
  let loaded: ReadonlySet<string> = new Set();

  /** True where the graph has to change. */
  const take = (code: string, sdl: string, source: string): boolean => {
    const extension = readExtension(code, sdl, contract);
    if ('problem' in extension) {
      log(`${code}: the national extension ${source} is left out, because ${extension.problem}`);
      return extensions.delete(code);
    }
    const changed = JSON.stringify(extension.document) !== JSON.stringify(extensions.get(code));
    extensions.set(code, extension.document);
    return changed;
  };

  const fetchOne = async (member: Member): Promise<'failed' | 'changed' | 'unchanged'> => {
    const context = createRequestContext({ deadlineMs: sdlDeadlineMs, signal: stopping.signal });
    const outcome = await fetch(member, { query: '{ _service { sdl } }', variables: {} }, context);
    if (outcome.kind === 'failed') return 'failed';
    const { sdl } = isRecord(outcome.data._service) ? outcome.data._service : {};
    if (typeof sdl !== 'string') return 'failed';
    await cache
      .write(member.code, sdl)
      .catch((error: unknown) => log(`cannot keep the SDL of ${member.code}: ${String(error)}`));
    return take(member.code, sdl, 'it serves') ? 'changed' : 'unchanged';
  };

  const load = ({ supergraphSdl, extensions: composed, refused }: Composed): string => {
    loaded = new Set(composed);
    for (const { code, problem } of refused)
      log(`${code}: its national extension does not compose: ${problem}`);
    return supergraphSdl;
  };

  /** Fetches the SDL of each awaited registry. `changed`: the graph has to be composed again. */
  const fetchAwaited = async (): Promise<{ answered: string[]; changed: boolean }> => {
    const waiting = [...awaited].flatMap((code) => members.get(code) ?? []);
    const results = await Promise.all(waiting.map(fetchOne));
    return {
      answered: waiting.filter((_, index) => results[index] !== 'failed').map(({ code }) => code),
      changed: results.includes('changed'),
    };
  };

  /** A registry is awaited until the graph that is served has its extension. */
  const settle = (answered: readonly string[]): void =>
    answered.forEach((code) => awaited.delete(code));

  const watch = async (update: (supergraphSdl: string) => void): Promise<void> => {
    for (
      let retryMs = firstRetryMs;
      awaited.size > 0;
      retryMs = Math.min(lastRetryMs, retryMs * 1.2)
    ) {
      await sleep(retryMs, undefined, { signal: stopping.signal, ref: false });
      const { answered, changed } = await fetchAwaited();
      if (changed) update(load(await composeInThread(inProcess, extensions, stopping.signal)));
      settle(answered);
    }
  };

  return {
    async start(update) {
      for (const code of members.keys()) {
        const sdl = await cache.read(code);
        if (sdl !== null) take(code, sdl, 'kept from its last answer');
      }
      const { answered } = await fetchAwaited();
      // Nobody is served yet, so this one need not pay for a thread.
      const supergraphSdl = load(await compose(inProcess, extensions));
      settle(answered);
      watch(update).catch((error: unknown) => {
        if (!stopping.signal.aborted)
          log(`stopped asking for national extensions: ${String(error)}`);
      });
      return supergraphSdl;
    },
    stop: () => stopping.abort(),
    loaded: () => loaded,
    extension: (code) => extensions.get(code),
    awaited: () => awaited,
  };
}
