import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { importRor } from '@kopru/kit';
import type { Registry } from '@kopru/kit';
import { openRegistry } from './open-registry.ts';
import { CommandError, report, usageExit } from './outcome.ts';

interface Imported {
  imported: number;
  /** Held already, be they curated or of an earlier import. */
  already: number;
  /** How many became no record, by reason. */
  leftOut: Record<string, number>;
}

/** What a file can be. Each is written in one batch: all of it or, where a record does not fit the contract, nothing. */
const formats: Readonly<Record<string, (registry: Registry, file: string) => Promise<Imported>>> = {
  ror: async (registry, file) => {
    const { leftOut, ...counts } = await importRor(registry, await readJson(file), new Date().toISOString());
    return { ...counts, leftOut: Object.fromEntries(leftOut) };
  },
};

interface Options {
  registry: string;
  format: string;
  store?: string;
}

export const importCommand = (): Command =>
  new Command('import')
    .description("Write an open file's records into a registry, be it running or not. All of them, or none.")
    .argument('<file>', 'the file')
    .requiredOption('--registry <code>', 'the registry, as KZ')
    .addOption(
      new Option('--format <format>', 'what the file is: ror, a JSON array of ROR organisations')
        .choices(Object.keys(formats))
        .makeOptionMandatory(),
    )
    .option('--store <url>', "the registry's store; without it the one that npm start gives it")
    .option('--json', 'the outcome as JSON')
    .addHelpText('after', '\nExample:\n  kopru import --registry KZ --format ror organizations-KZ.json')
    .exitOverride(usageExit)
    .action((file: string, options: Options, command: Command) =>
      report(command, () => run(file, options), sentenceOf),
    );

async function run(file: string, { registry: code, format, store }: Options): Promise<Imported> {
  const registry = await openRegistry(code, store);
  try {
    const write = formats[format];
    if (!write) throw new Error(`Expected a format, but got ${format}`);
    return await write(registry, file);
  } finally {
    await registry.store.close();
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`Expected a JSON file at ${file}, but could not read it: ${(error as Error).message}`);
  }
}

function sentenceOf({ imported, already, leftOut }: Imported): string {
  const reasons = Object.entries(leftOut).map(([reason, number]) => `${number} ${reason}`);
  const count = Object.values(leftOut).reduce((sum, each) => sum + each, 0);
  return `imported ${imported}, already there ${already}, left out ${count}${count > 0 ? ` (${reasons.join(', ')})` : ''}`;
}
