import { Command, Option } from 'commander';
import { encodings, readyMappings, tableForms } from '@kopru/importer';
import { kinds } from '@kopru/records';
import type { Encoding, TableForm } from '@kopru/importer';
import { runRor } from './import/ror.ts';
import { suggest } from './import/suggest.ts';
import { runTable } from './import/table.ts';
import { openRegistry } from './open-registry.ts';
import { CommandError, report, reportRefusal } from './outcome.ts';

interface Options {
  registry?: string;
  format?: string;
  mapping?: string;
  form?: TableForm;
  encoding?: Encoding;
  store?: string;
  skipBad?: boolean;
  badFile?: string;
  dryRun?: boolean;
  full?: boolean;
  yes?: boolean;
  suggest?: boolean;
  kind: string;
  json?: boolean;
}

const formats = ['records', 'ror', ...readyMappings.keys()];

const formatHelp = [
  ['records', 'Records as kopru export writes them.'],
  ['ror', 'Organisations of a ROR dump (JSON).'],
  ...[...readyMappings].map(([name, { about }]) => [name, about]),
].map(([name = '', about = '']) => `  ${name.padEnd(20)} ${about}`);

const help = `
Formats:
${formatHelp.join('\n')}

Examples:
  kopru import --registry KZ --format ror organizations-KZ.json
  kopru import --registry TR --format ourairports airports.csv --dry-run
  kopru import --suggest --kind COMPANY companies.csv > companies.mapping.json
  kopru import --registry KZ --mapping companies.mapping.json companies.csv --skip-bad`;

export const importCommand = (): Command =>
  new Command('import')
    .description(
      "Write a table's rows into a registry as records: all of them, or none. The registry may be running.",
    )
    .argument('<file>', `a table (${tableForms.join(', ')}); - reads standard input`)
    .option('--registry <code>', 'the registry, as KZ')
    .addOption(
      new Option('--format <format>', 'what the file is; see below')
        .choices(formats)
        .conflicts('mapping'),
    )
    .option('--mapping <file>', 'a mapping of your own; docs/import.md says what one is')
    .addOption(
      new Option('--form <form>', 'of a file whose name does not say so').choices(tableForms),
    )
    .addOption(new Option('--encoding <encoding>', 'else by its bytes').choices(encodings))
    .addOption(
      new Option(
        '--all-or-nothing',
        'write nothing if one row is bad; this is the default',
      ).conflicts('skipBad'),
    )
    .option(
      '--skip-bad',
      'skip bad rows and write them to a file, to be corrected and imported again',
    )
    .option('--bad-file <file>', 'that file; else FILE.bad.csv or FILE.bad.ndjson')
    .option('--dry-run', 'say what would be added, changed and removed; write nothing')
    .addOption(
      new Option(
        '--full',
        'the file has all records of its source: remove those it does not name',
      ).conflicts('skipBad'),
    )
    .option('--yes', 'with --full: also where that removes more than one in five')
    .option('--suggest', 'draft a mapping from the columns and write it to standard output')
    .addOption(
      new Option('--kind <kind>', 'with --suggest: of which records')
        .choices(kinds.map(({ name }) => name))
        .default('COMPANY'),
    )
    .option('--store <url>', "the registry's store; without it the one that npm start gives it")
    .option('--json', 'the outcome as JSON')
    .addHelpText('after', help)
    .action((file: string, options: Options, command: Command) =>
      options.suggest === true
        ? reportRefusal(options.json === true, () => suggest(file, options))
        : report(command, () => run(file, options)),
    );

async function run(file: string, options: Options): Promise<{ sentence: string; counts: object }> {
  const { registry: code, format } = options;
  if (code === undefined)
    throw new CommandError(
      'Expected --registry <code> to say whose records these are, as --registry KZ.',
      2,
    );
  if (options.yes === true && options.full !== true)
    throw new CommandError('Expected --yes with --full: it is about what that removes.', 2);
  if (options.badFile !== undefined && options.skipBad !== true)
    throw new CommandError('Expected --bad-file with --skip-bad: else no row is passed over.', 2);
  const registry = await openRegistry(code, options.store);
  try {
    return format === 'ror'
      ? await runRor(registry, file, options)
      : await runTable(registry, file, options);
  } finally {
    await registry.store.close();
  }
}
