import { Command } from 'commander';
import { countryFolder, folders, programOf, storeVariable } from '@kopru/federation';
import { loadRegistryModule } from '@kopru/records';
import { OperatorError } from '@kopru/schema';
import { curatedFolder } from '@kopru/seed';
import { reportRefusal } from './outcome.ts';
import { forkStandalone, serveFolder } from './serve.ts';
import type { ServeOptions } from './serve.ts';
import { hostOption, portOption, seedOption } from './server-options.ts';

interface Options extends ServeOptions {
  data?: string;
}

/** npm run registry -- azerbaijan --port 4101 --store sqlite:FILE: one registry by its folder. */
export const registryCommand = (): Command =>
  new Command('registry')
    .description('Run the registry of a country folder, in memory by default.')
    .argument('[folder]', `one of ${folders.join(', ')}`)
    .addOption(portOption(4100))
    .addOption(hostOption())
    .option('--store <url>', 'sqlite:FILE, mongodb://… or memory:')
    .option('--data <folder>', 'the storage of a registry that has its own software')
    .addOption(seedOption())
    .addHelpText('after', '\nExample:\n  kopru registry azerbaijan --port 4101')
    .action((folder: string | undefined, options: Options) =>
      reportRefusal(false, () => run(folder ?? '', options)),
    );

async function run(folder: string, options: Options): Promise<void> {
  if (!(folders as readonly string[]).includes(folder))
    throw new OperatorError(
      'COMMAND',
      `Expected a country folder (${folders.join(', ')}), but got ${folder || 'none'}.`,
    );
  const program = programOf(folder);
  const { seed = [curatedFolder(folder)], data, store } = options;
  if (program.isStandalone && store === undefined)
    return forkStandalone(program.file, { ...options, seed }, data);
  if (program.isStandalone || data !== undefined)
    throw new OperatorError(
      'COMMAND',
      `Expected ${program.isStandalone ? '--data' : '--store'} to name the storage of ${folder}, but got ${program.isStandalone ? '--store' : '--data'}.`,
    );
  const { code } = (await loadRegistryModule(countryFolder(folder))).definition;
  const { KOPRU_STORE = process.env[storeVariable(code)] } = process.env;
  await serveFolder(
    countryFolder(folder),
    { ...options, seed },
    (fromFile) => store ?? KOPRU_STORE ?? fromFile,
  );
}
