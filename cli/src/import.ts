import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Command, Option } from 'commander';
import { importRecords, importRor } from '@kopru/kit';
import type { Registry } from '@kopru/kit';
import { openRegistry } from './open-registry.ts';
import { CommandError, report, usageExit } from './outcome.ts';

/** What a file can be, and what came of it in one sentence. Each is written at once: all of it or, where a record does not fit, nothing. */
interface Format {
  what: string;
  write: (registry: Registry, file: string) => Promise<Imported>;
}

interface Imported {
  sentence: string;
  counts: Record<string, number | Record<string, number>>;
}

const formats: Readonly<Record<string, Format>> = {
  records: {
    what: 'records as kopru export gives them',
    write: async (registry, file) => {
      const { added, changed, unchanged } = await importRecords(registry, linesOf(file));
      return {
        sentence: `added ${added}, changed ${changed}, unchanged ${unchanged}`,
        counts: { added, changed, unchanged },
      };
    },
  },
  ror: {
    what: 'a JSON array of ROR organisations',
    write: async (registry, file) => {
      const { imported, already, leftOut } = await importRor(registry, await readJson(file), new Date().toISOString());
      const reasons = [...leftOut].map(([reason, number]) => `${number} ${reason}`).join(', ');
      const count = [...leftOut.values()].reduce((sum, each) => sum + each, 0);
      return {
        sentence: `imported ${imported}, already there ${already}, left out ${count}${count > 0 ? ` (${reasons})` : ''}`,
        counts: { imported, already, leftOut: Object.fromEntries(leftOut) },
      };
    },
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
    .argument('<file>', 'the file; - reads records from standard input')
    .requiredOption('--registry <code>', 'the registry, as KZ')
    .addOption(
      new Option(
        '--format <format>',
        Object.entries(formats)
          .map(([name, { what }]) => `${name}: ${what}`)
          .join('; '),
      )
        .choices(Object.keys(formats))
        .makeOptionMandatory(),
    )
    .option('--store <url>', "the registry's store; without it the one that npm start gives it")
    .option('--json', 'the outcome as JSON')
    .addHelpText('after', '\nExample:\n  kopru import --registry KZ --format ror organizations-KZ.json')
    .exitOverride(usageExit)
    .action((file: string, options: Options, command: Command) => report(command, () => run(file, options)));

async function run(file: string, { registry: code, format, store }: Options): Promise<Imported> {
  const registry = await openRegistry(code, store);
  try {
    const chosen = formats[format];
    if (!chosen) throw new Error(`Expected a format, but got ${format}`);
    return await chosen.write(registry, file);
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

/** A file's lines as they are read; - is standard input. */
async function* linesOf(file: string): AsyncGenerator<string> {
  if (file === '-') return yield* createInterface({ input: process.stdin, crlfDelay: Infinity });
  const handle = await open(file).catch((error: unknown) => {
    throw new CommandError(`Expected a file of records at ${file}, but could not read it: ${(error as Error).message}`);
  });
  yield* handle.readLines();
}
