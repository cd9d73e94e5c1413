import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { OperatorError, isRegistryCode } from '@kopru/schema';
import type { LocalRegistry } from '@kopru/federation';
import { forkProgram } from './fork-program.ts';
import { reportRefusal } from './outcome.ts';
import {
  hostOption,
  portOption,
  readStoreFile,
  readWhole,
  seedOption,
  throwProblems,
} from './server-options.ts';

const help = `
A registry code runs on the store that npm start gives that registry. Any other registry on the kit
is named by the folder of its registry.ts and runs in memory by default. If the URL of a store holds
a password, give it as KOPRU_STORE, or in a file that KOPRU_STORE_FILE names.

Examples:
  kopru serve KZ --port 4102
  kopru serve ../registry-kz --port 4102 --store sqlite:kz.sqlite --seed ../registry-kz/seed`;

export interface ServeOptions {
  port: string;
  host: string;
  store?: string;
  seed?: string[];
}

export const serveCommand = (): Command =>
  new Command('serve')
    .description('Run one registry, with its API and explorer.')
    .argument('<registry>', 'its code, as KZ, or the folder of one on the kit')
    .addOption(portOption(4100))
    .addOption(hostOption())
    .addOption(new Option('--store <url>', 'sqlite:FILE, mongodb://… or memory:'))
    .addOption(seedOption())
    .addHelpText('after', help)
    .action((registry: string, options: ServeOptions) =>
      reportRefusal(false, () => run(registry, options)),
    );

async function run(registry: string, options: ServeOptions): Promise<void> {
  if (isRegistryCode(registry)) return serveLocal(registry, options);
  const folder = resolve(registry);
  if (!(await isFile(join(folder, 'registry.ts'))))
    throw new OperatorError(
      'COMMAND',
      `Expected a registry code, or a folder with a registry.ts, but got ${registry}.`,
    );
  // A registry without the kit has its own program, whose options are unknown here.
  if (await isFile(join(folder, 'main.ts')))
    throw new OperatorError(
      'COMMAND',
      `Expected a registry on the kit, but ${registry} has a program of its own. Start that: node ${join(registry, 'main.ts')}`,
    );
  await serveFolder(folder, options, (file) => options.store ?? process.env.KOPRU_STORE ?? file);
}

/** Serves a registry on the kit. `chooseStore` is given the URL from KOPRU_STORE_FILE. */
export async function serveFolder(
  folder: string,
  options: ServeOptions,
  chooseStore: (fromFile: string | undefined) => string | undefined,
): Promise<void> {
  const problems: string[] = [];
  const port = readWhole('--port', options.port, 65_535, problems, 'a number');
  const store = chooseStore(readStoreFile(problems));
  throwProblems(problems);
  const seeds = (options.seed ?? []).filter((seed) => seed !== '');
  const { runServer } = await import('@kopru/server');
  await runServer(async () => {
    const { startRegistry } = await import('@kopru/registry');
    return startRegistry({ folder, port, host: options.host, store, seeds });
  });
}

async function serveLocal(code: string, options: ServeOptions): Promise<void> {
  const { loadLocalRegistries, countryFolder, storeVariable } = await import('@kopru/federation');
  const { dataFolder, storeUrlOf } = await import('./open-registry.ts');
  const localRegistry = (await loadLocalRegistries()).find(
    ({ definition }) => definition.code === code,
  ) as LocalRegistry;
  const { program, folder, seed } = localRegistry;
  const { store, seed: seeds = [seed] } = options;
  if (!program.isStandalone)
    return serveFolder(countryFolder(folder), { ...options, seed: seeds }, (fromFile) => {
      const isNamed = (store ?? process.env[storeVariable(code)]) !== undefined;
      const byDefault = storeUrlOf(code, folder, store);
      return isNamed ? byDefault : (process.env.KOPRU_STORE ?? fromFile ?? byDefault);
    });
  if (store !== undefined)
    throw new OperatorError(
      'COMMAND',
      `Expected no --store, for ${code} runs its own software on its own storage.`,
    );
  await forkStandalone(program.file, { ...options, seed: seeds }, join(dataFolder(), folder));
}

/** Runs a registry that has its own program, on the storage in a folder, or else in memory. */
export function forkStandalone(
  file: string,
  { port, host, seed = [] }: ServeOptions,
  data?: string,
): Promise<void> {
  const seeds = seed.filter((each) => each !== '').flatMap((each) => ['--seed', each]);
  const storage = data === undefined ? [] : ['--data', data];
  return forkProgram(file, ['--port', port, '--host', host, ...storage, ...seeds]);
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
