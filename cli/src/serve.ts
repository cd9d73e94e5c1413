import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { loadLocalRegistries, root, storeVariable } from '@kopru/federation';
import type { LocalRegistry } from '@kopru/federation';
import { dataFolder, storeUrlOf } from './open-registry.ts';
import { CommandError, reportRefusal } from './outcome.ts';
import { argumentsOf, runProgram } from './run-program.ts';

const help = `
A registry of the union runs on the store that npm start gives it; any other on the kit is named by the folder of its registry.ts. A store whose
URL holds a password comes by KOPRU_STORE, or in a file that KOPRU_STORE_FILE names.

Examples:
  kopru serve KZ --port 4102
  kopru serve ../registry-kz --port 4102 --store sqlite:kz.sqlite --seed ../registry-kz/seed`;

interface Options {
  port?: string;
  host?: string;
  store?: string;
  seed?: string[];
}

export const serveCommand = (): Command =>
  new Command('serve')
    .description('Run one registry, with its API and explorer.')
    .argument('<registry>', 'its code, as KZ, or the folder of one on the kit')
    .option('--port <number>', 'where it listens; 4100 unless told otherwise')
    .option('--host <address>', 'on which address; 127.0.0.1 unless told otherwise')
    .option('--store <url>', 'sqlite:FILE, mongodb://… or memory:')
    .option('--seed <path...>', 'records to begin with, where the store has none')
    .addHelpText('after', help)
    .action((registry: string, options: Options) =>
      reportRefusal(false, () => run(registry, options)),
    );

async function run(registry: string, options: Options): Promise<void> {
  const local = (await loadLocalRegistries()).find(
    ({ definition }) => definition.code === registry,
  );
  if (local) return serveNation(local, options);
  const folder = resolve(registry);
  if (!(await isFile(join(folder, 'registry.ts'))))
    throw new CommandError(
      `Expected a registry code, or a folder with a registry.ts, but got ${registry}.`,
    );
  // A registry without the kit has a program of its own, whose options we do not know.
  if (await isFile(join(folder, 'main.ts')))
    throw new CommandError(
      `Expected a registry on the kit, but ${registry} has a program of its own. Start that: node ${join(registry, 'main.ts')}`,
    );
  return runProgram(join(root, 'subgraphs', 'kit', 'registry', 'src', 'main.ts'), [
    folder,
    ...argumentsOf({ ...options }),
  ]);
}

async function serveNation(
  { program, definition, folder, seed }: LocalRegistry,
  options: Options,
): Promise<void> {
  const { store, ...others } = options;
  const rest = argumentsOf({ seed: [seed], ...others });
  if (!program.isOwn) {
    const { KOPRU_STORE, KOPRU_STORE_FILE } = process.env;
    const isOwnNamed = (store ?? process.env[storeVariable(definition.code)]) !== undefined;
    // The store that all commands take for this registry's; in the environment, as a URL may hold a password.
    if (isOwnNamed || (KOPRU_STORE ?? KOPRU_STORE_FILE) === undefined)
      process.env.KOPRU_STORE = storeUrlOf(definition.code, folder, store);
    return runProgram(program.file, [...program.args, ...rest]);
  }
  if (store !== undefined)
    throw new CommandError(
      `Expected no --store, for ${definition.code} runs its own software on its own storage.`,
    );
  return runProgram(program.file, [...program.args, '--data', join(dataFolder(), folder), ...rest]);
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
