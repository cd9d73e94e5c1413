import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { writeDemonstration } from './demonstration.ts';
import { membershipList } from './membership-list.ts';
import { loadLocalRegistries, registryVariable, root, storeVariable } from './local-registries.ts';
import type { LocalRegistry } from './local-registries.ts';

export interface LaunchOptions {
  /** Of the hub; the registries take the ports behind it. */
  port: number;
  data: string;
  /** With the made-up records of the demonstration set beside the curated ones. */
  demo?: boolean;
  say: (line: string) => void;
  environment: NodeJS.ProcessEnv;
}

export interface Launched {
  /** Resolves once every registry that lives has answered the hub. */
  ready: Promise<void>;
  /** The process of a registry, by its code, or of the `hub`; undefined once it has ended. */
  pid: (name: string) => number | undefined;
  /** Ends every process, within two seconds. */
  stop: () => Promise<void>;
}

/** What keeps the union from starting, in words for the user. */
export class LaunchError extends Error {}

const stopGraceMs = 1_500;

/** The whole union on this machine: nine registries, each its own process and database, and the hub. */
export async function launch({
  port,
  data,
  demo = false,
  say,
  environment,
}: LaunchOptions): Promise<Launched> {
  const locals = await loadLocalRegistries();
  checkStores(locals, environment);
  const elsewhere = readElsewhere(locals, environment);
  const own = locals.filter(({ definition }) => !elsewhere.has(definition.code));
  const portOf = (local: LocalRegistry): number => port + local.place;
  await makeFolder(data);
  await checkPorts([
    { name: 'the hub', port },
    ...own.map((local) => ({ name: local.definition.code, port: portOf(local) })),
  ]);
  const seeds = demo ? await writeDemonstration(data, locals) : new Map<LocalRegistry, string>();
  const membership = join(data, 'membership.json');
  await writeFile(
    membership,
    `${JSON.stringify(membershipList(locals, portOf, elsewhere), null, 2)}\n`,
  );

  const children = new Map<string, ChildProcess>();
  let stopping = false;
  const shared = {
    ...environment,
    APOLLO_TELEMETRY_DISABLED: 'true',
    KOPRU_COMPILE_CACHE: environment.KOPRU_COMPILE_CACHE ?? join(data, 'compile-cache'),
  };

  const start = (
    name: string,
    file: string,
    args: string[],
    again: string,
    own = {},
  ): Promise<boolean> =>
    new Promise((resolve) => {
      const child = fork(file, args, {
        cwd: root,
        env: { ...shared, ...own },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      children.set(name, child);
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface(stream).on('line', (line) => say(line));
      }
      child.once('message', () => resolve(true));
      child.once('exit', (code, signal) => {
        children.delete(name);
        resolve(false);
        if (!stopping)
          say(
            `${name} stopped (${signal ?? `exit code ${String(code)}`}). Start it again with: ${again}`,
          );
      });
    });

  const show = (path: string): string =>
    relative(root, path).startsWith('..') ? path : relative(root, path);
  const registries = own.map((local) => {
    // In the environment, not among the arguments: a URL may hold a password, which every process list would show.
    const store = environment[storeVariable(local.definition.code)];
    const { program } = local;
    const embedded = ['--store', `sqlite:${show(join(data, `${local.folder}.sqlite`))}`];
    const place = program.isOwn
      ? ['--data', show(join(data, local.folder))]
      : store === undefined
        ? embedded
        : [];
    const args = ['--port', String(portOf(local)), ...place];
    const again = `npm run registry -- ${local.folder} ${args.join(' ')}`;
    const seedArgs = [local.seed, seeds.get(local)].flatMap((seed) =>
      seed === undefined ? [] : ['--seed', seed],
    );
    return start(
      local.definition.code,
      program.file,
      [...program.args, ...args, ...seedArgs],
      again,
      {
        ...(store !== undefined && { KOPRU_STORE: store }),
      },
    );
  });
  const hubArgs = [
    '--membership',
    show(membership),
    '--port',
    String(port),
    '--data',
    show(join(data, 'hub')),
    '--questions',
    demo ? 'federation/questions-demo' : 'federation/questions',
  ];
  const hub = start('hub', hubMain, hubArgs, `npm run hub -- ${hubArgs.join(' ')}`);

  return {
    ready: Promise.all([hub, ...registries]).then(([hubLives, ...lives]) => {
      const living = own.filter((_, index) => lives[index]).map((local) => local.definition.code);
      return hubLives ? untilAnswered(port, living, () => stopping) : undefined;
    }),
    pid: (name) => children.get(name)?.pid,
    async stop() {
      stopping = true;
      const ended = [...children.values()].map(
        (child) => new Promise((resolve) => child.once('exit', resolve)),
      );
      for (const child of children.values()) child.kill('SIGTERM');
      const force = setTimeout(
        () => children.forEach((child) => child.kill('SIGKILL')),
        stopGraceMs,
      );
      await Promise.all(ended);
      clearTimeout(force);
    },
  };
}

const hubMain = join(root, 'gateway', 'src', 'main.ts');

/** The registries that somebody else runs, by code: the URLs of their endpoints. */
function readElsewhere(
  locals: readonly LocalRegistry[],
  environment: NodeJS.ProcessEnv,
): ReadonlyMap<string, string> {
  const urls = locals.flatMap(({ definition: { code } }) => {
    const url = environment[registryVariable(code)];
    if (url === undefined) return [];
    if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
      throw new LaunchError(
        `Expected ${registryVariable(code)} to be the http URL of a registry, but got ${url}.`,
      );
    return [[code, url] as const];
  });
  return new Map(urls);
}

/** A store named for a registry that takes none would be left unused without a word. */
function checkStores(locals: readonly LocalRegistry[], environment: NodeJS.ProcessEnv): void {
  for (const { program, definition } of locals) {
    const variable = storeVariable(definition.code);
    if (program.isOwn && environment[variable] !== undefined)
      throw new LaunchError(
        `Expected no ${variable}, for ${definition.code} runs its own software on its own storage. Unset it.`,
      );
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.writable'), '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'something that is no folder is in its place'
        : `it cannot be written (${code ?? 'unknown'})`;
    throw new LaunchError(
      `Expected a data folder at ${folder}, but ${what}. Free it, or name another with KOPRU_DATA.`,
    );
  }
}

async function checkPorts(wanted: readonly { name: string; port: number }[]): Promise<void> {
  const taken = await Promise.all(
    wanted.map(async (each) => ((await isFree(each.port)) ? [] : [`${each.port} (${each.name})`])),
  );
  const list = taken.flat().join(', ');
  if (list !== '')
    throw new LaunchError(
      `Expected free ports, but another program listens on ${list}. Stop it, or move the union with PORT.`,
    );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

interface Health {
  registries: { code: string; answeredSinceStart: boolean }[];
}

async function untilAnswered(
  port: number,
  codes: readonly string[],
  isStopping: () => boolean,
): Promise<void> {
  for (let answered = false; !answered && !isStopping();) {
    const health = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as Health;
    answered = codes.every((code) =>
      health.registries.some((each) => each.code === code && each.answeredSinceStart),
    );
    if (!answered) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
