import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { checkPorts, checkStores, makeFolder, readElsewhere } from './check-launch.ts';
import { createChildren } from './children.ts';
import type { Children } from './children.ts';
import { writeDemonstration } from './demonstration.ts';
import { kopruProgram, loadLocalRegistries, root, storeVariable } from './local-registries.ts';
import type { LocalRegistry } from './local-registries.ts';
import { membershipList } from './membership-list.ts';
import { untilAnswered } from './until-answered.ts';

export interface LaunchOptions {
  /** The port of the hub. The registries take the ports after it. */
  port: number;
  data: string;
  /** Adds the made-up records of the demonstration to the curated ones. */
  demo?: boolean;
  say: (line: string) => void;
  environment: NodeJS.ProcessEnv;
}

export interface Launched {
  /** Resolves when every running registry has answered the hub. */
  ready: Promise<void>;
  /** The process of a registry, by its code, or of the `hub`. Undefined when it has ended. */
  pid: (name: string) => number | undefined;
  /** Ends every process, within two seconds. */
  stop: () => Promise<void>;
}

/**
 * Starts the whole federation on this machine: nine registries, each in its own process with its
 * own database, and the hub. Throws an OperatorError if it cannot start.
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { port, data, demo = false, say, environment } = options;
  const all = await loadLocalRegistries();
  checkStores(all, environment);
  const elsewhere = readElsewhere(all, environment);
  const here = all.filter(({ definition }) => !elsewhere.has(definition.code));
  const portOf = (registry: LocalRegistry): number => port + registry.portOffset;
  await makeFolder(data);
  await checkPorts([
    { name: 'the hub', port },
    ...here.map((registry) => ({ name: registry.definition.code, port: portOf(registry) })),
  ]);
  const seeds = demo ? await writeDemonstration(data, all) : new Map<LocalRegistry, string>();
  const membership = join(data, 'membership.json');
  const list = membershipList(all, portOf, elsewhere);
  await writeFile(membership, `${JSON.stringify(list, null, 2)}\n`);

  const children = createChildren({
    say,
    environment: {
      ...environment,
      KOPRU_COMPILE_CACHE: environment.KOPRU_COMPILE_CACHE ?? join(data, 'compile-cache'),
    },
  });
  const registries = here.map((registry) =>
    startRegistryProcess(children, registry, {
      port: portOf(registry),
      data,
      store: environment[storeVariable(registry.definition.code)],
      demoSeed: seeds.get(registry),
    }),
  );
  const hub = startHubProcess(children, { port, data, membership, demo });
  return {
    ready: Promise.all([hub, ...registries]).then(([isHubUp, ...areUp]) => {
      const codes = here
        .filter((_, index) => areUp[index])
        .map(({ definition }) => definition.code);
      return isHubUp ? untilAnswered(port, codes, children.isStopping) : undefined;
    }),
    pid: children.pid,
    stop: children.stop,
  };
}

interface RegistryProcessOptions {
  port: number;
  data: string;
  /** The URL of its store, if it is not the embedded one. */
  store: string | undefined;
  demoSeed: string | undefined;
}

function startRegistryProcess(
  children: Children,
  { folder, definition, program, seed }: LocalRegistry,
  { port, data, store, demoSeed }: RegistryProcessOptions,
): Promise<boolean> {
  const embedded = ['--store', `sqlite:${show(join(data, `${folder}.sqlite`))}`];
  const storage = program.isStandalone ? ['--data', show(join(data, folder))] : embedded;
  const args = ['--port', String(port), ...(store === undefined ? storage : [])];
  const seeds = demoSeed === undefined ? [seed] : [seed, demoSeed];
  return children.start({
    name: definition.code,
    file: program.file,
    args: [...program.args, ...args, ...seeds.flatMap((each) => ['--seed', each])],
    restart: `npm run registry -- ${folder} ${args.join(' ')}`,
    // Not among the arguments: the URL may hold a password, and every process list shows arguments.
    ...(store !== undefined && { environment: { KOPRU_STORE: store } }),
  });
}

interface HubProcessOptions {
  port: number;
  data: string;
  membership: string;
  demo: boolean;
}

function startHubProcess(
  children: Children,
  { port, data, membership, demo }: HubProcessOptions,
): Promise<boolean> {
  const queries = demo ? 'federation/questions-demo' : 'federation/questions';
  const options = {
    membership: show(membership),
    port: String(port),
    data: show(join(data, 'hub')),
    queries,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  return children.start({
    name: 'hub',
    file: kopruProgram,
    args: ['hub', ...args],
    restart: `npm run hub -- ${args.join(' ')}`,
  });
}

/** A path as the person sees it who works in the repository. */
const show = (path: string): string =>
  relative(root, path).startsWith('..') ? path : relative(root, path);
