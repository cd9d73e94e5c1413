import { execute, parse } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { createDerived } from '@kopru/derived';
import { createMemoryCache, parseMembership, createHub } from '@kopru/gateway';
import type { Hub, Member, RawResponse, SdlCache, Transport } from '@kopru/gateway';
import { openRegistry } from '@kopru/hungary';
import { createRegistry, openStore } from '@kopru/registry';
import type { Store, Writer } from '@kopru/store';
import { membershipList } from '../src/membership-list.ts';
import { loadLocalRegistries } from '../src/local-registries.ts';
import type { LocalRegistry } from '../src/local-registries.ts';

/** One request that a registry received. */
export interface Received {
  query: string;
  variables: Record<string, unknown>;
}

/** How a registry behaves towards the hub; `answering` is how it was written to. */
export type Behaviour = (
  request: Received,
  answer: () => Promise<RawResponse>,
  signal: AbortSignal,
) => Promise<RawResponse>;

export const answering: Behaviour = (_request, answer) => answer();
export const dead: Behaviour = () =>
  Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:5432 at Socket.<anonymous>'));
export const silent: Behaviour = (_request, _answer, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
/** Answers as written, with its parsed body changed on the way. */
export const tampering =
  (
    change: (
      body: { data: Record<string, unknown> | null; errors?: unknown[] },
      request: Received,
    ) => unknown,
  ): Behaviour =>
  async (request, answer) => {
    const response = await answer();
    return {
      ...response,
      body: JSON.stringify(change(JSON.parse(response.body) as never, request)),
    };
  };

/** A registry in this process: on the kit, or of its own software. */
export interface RunningRegistry {
  schema: GraphQLSchema;
  createContext: () => object;
  write: Writer;
  /** Of one on the kit. */
  store?: Store;
  /** All that was changed since it began. */
  history: () => Promise<readonly { id: string; event: string; at: string }[]>;
  close: () => Promise<void>;
}

/** Opens a country's registry without its HTTP edge. */
export async function openLocalRegistry(
  local: LocalRegistry,
  open = (): Promise<Store> => openStore('memory:'),
): Promise<RunningRegistry> {
  if (local.program.isStandalone) {
    const registry = await openRegistry();
    return {
      ...registry,
      createContext: () => ({}),
      history: () => Promise.resolve(registry.journal.entries),
    };
  }
  const registry = createRegistry(local, await open());
  const { store } = registry;
  return {
    ...registry,
    history: () => store.changesSince(0, 1_000_000),
    close: () => store.close(),
  };
}

export interface World {
  hub: Hub;
  registries: ReadonlyMap<string, RunningRegistry>;
  /** Of a registry on the kit. */
  store: (code: string) => Store;
  received: (code: string) => Received[];
  behave: (code: string, behaviour: Behaviour) => void;
  ask: (
    query: string,
    variables?: Record<string, unknown>,
    signal?: AbortSignal,
  ) => Promise<Answer>;
  forget: () => void;
  stop: () => Promise<void>;
}

export interface Answer {
  data: Record<string, unknown> | null;
  errors: {
    message: string;
    path?: (string | number)[];
    extensions: { code: string; registry?: string };
  }[];
  extensions: { registries: { registry: string; state: string; detail: string | null }[] };
}

export interface WorldOptions {
  /** Records by registry code; the others have none. */
  records?: Readonly<Record<string, readonly unknown[]>>;
  deadlineMs?: number;
  cache?: SdlCache;
  behaviours?: Readonly<Record<string, Behaviour>>;
  /** Of a registry, by its code. */
  openStore?: (code: string) => Promise<Store>;
  now?: () => Date;
}

/** A whole union in one process: nine registries, the hub, no ports and no sleeps. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const {
    records = {},
    deadlineMs = 2_000,
    cache = createMemoryCache(),
    behaviours = {},
  } = options;
  const locals = await loadLocalRegistries();
  const registries = new Map<string, RunningRegistry>();
  for (const local of locals) {
    const { code } = local.definition;
    const { openStore: open } = options;
    const registry = await openLocalRegistry(local, open && (() => open(code)));
    if (records[code]) await registry.write({ put: records[code] });
    registries.set(code, registry);
  }
  const members = parseMembership(
    membershipList(locals, (local) => local.portOffset),
    'the test',
  );
  const log = new Map<string, Received[]>();
  const behaviour = new Map<string, Behaviour>(Object.entries(behaviours));
  const transport: Transport = {
    send(member: Member, body: string, signal: AbortSignal) {
      const request = JSON.parse(body) as Received;
      log.set(member.code, [...(log.get(member.code) ?? []), request]);
      const registry = registries.get(member.code);
      if (!registry) throw new Error(`Expected a registry ${member.code}`);
      return (behaviour.get(member.code) ?? answering)(
        request,
        () => run(registry, request),
        signal,
      );
    },
    close: () => Promise.resolve(),
  };
  const hub = await createHub({
    members,
    transport,
    cache,
    computed: [createDerived(options)],
    deadlineMs,
  });
  log.clear();
  return {
    hub,
    registries,
    store(code) {
      const store = registries.get(code)?.store;
      if (!store) throw new Error(`Expected ${code} to be a registry on the kit`);
      return store;
    },
    received: (code) => log.get(code) ?? [],
    forget: () => log.clear(),
    behave: (code, how) => behaviour.set(code, how),
    ask: (query, variables, signal) => executeOnHub(hub, query, variables, signal),
    stop: async () => {
      await hub.stop();
      await Promise.all([...registries.values()].map((registry) => registry.close()));
    },
  };
}

async function executeOnHub(
  hub: Hub,
  query: string,
  variables: Record<string, unknown> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await hub.server.executeOperation(
    { query, variables },
    { contextValue: hub.createContext(signal) },
  );
  if (response.body.kind !== 'single') throw new Error('Expected one answer');
  const { data = null, errors = [], extensions = { registries: [] } } = response.body.singleResult;
  return JSON.parse(JSON.stringify({ data, errors, extensions })) as Answer;
}

const documents = new Map<string, DocumentNode>();

export async function run(
  registry: Pick<RunningRegistry, 'schema' | 'createContext'>,
  { query, variables }: Received,
): Promise<RawResponse> {
  const document = documents.get(query) ?? parse(query);
  documents.set(query, document);
  const result: ExecutionResult = await execute({
    schema: registry.schema,
    document,
    variableValues: variables,
    contextValue: registry.createContext(),
  });
  return {
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify(result),
  };
}
