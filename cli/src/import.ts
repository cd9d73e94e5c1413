import { readFile, stat } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { createMapper, createRecordReader, encodings, importRor, importTable, openTable, parseMapping, readyMappings, suggestMapping, tableForms } from '@kopru/kit'; // prettier-ignore
import type { Encoding, Imported, OpenedTable, ReadRow, Registry, TableForm } from '@kopru/kit';
import { openBadRows } from './bad-rows.ts';
import { openRegistry } from './open-registry.ts';
import { CommandError, report, reportRefusal, usageExit } from './outcome.ts';
import { startProgress } from './progress.ts';
import { untilInterrupted } from './until-interrupted.ts';

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
    .description("Write a table's rows into a registry as records, be it running or not. All of them, or none.")
    .argument('<file>', `a table (${tableForms.join(', ')}); - reads standard input`)
    .option('--registry <code>', 'the registry, as KZ')
    .addOption(new Option('--format <format>', 'what the file is; see below').choices(formats).conflicts('mapping'))
    .option('--mapping <file>', 'a mapping of your own; docs/import.md says what one is')
    .addOption(new Option('--form <form>', 'of a file whose name does not say so').choices(tableForms))
    .addOption(new Option('--encoding <encoding>', 'else by its bytes').choices(encodings))
    .addOption(
      new Option(
        '--all-or-nothing',
        'one bad row keeps all others from being written; so it is without a word',
      ).conflicts('skipBad'),
    ) // prettier-ignore
    .option('--skip-bad', 'pass bad rows over and write them to a file, to be corrected and fed again')
    .option('--bad-file <file>', 'that file; else FILE.bad.csv or FILE.bad.ndjson')
    .option('--dry-run', 'say what would be added, changed and removed; write nothing')
    .addOption(
      new Option('--full', 'the file has all records of its source: remove those it does not name').conflicts(
        'skipBad',
      ),
    ) // prettier-ignore
    .option('--yes', 'with --full: also where that removes more than one in five')
    .option('--suggest', 'draft a mapping from the columns and write it to standard output')
    .option('--kind <kind>', 'with --suggest: of which records', 'COMPANY')
    .option('--store <url>', "the registry's store; without it the one that npm start gives it")
    .option('--json', 'the outcome as JSON')
    .addHelpText('after', help)
    .exitOverride(usageExit)
    .action((file: string, options: Options, command: Command) =>
      options.suggest === true
        ? reportRefusal(false, () => suggest(file, options))
        : report(command, () => run(file, options)),
    );

async function run(file: string, options: Options): Promise<{ sentence: string; counts: object }> {
  const { registry: code, format } = options;
  if (code === undefined)
    throw new CommandError('Expected --registry <code> to say whose records these are, as --registry KZ.', 2);
  const registry = await openRegistry(code, options.store);
  try {
    return format === 'ror' ? await runRor(registry, file, options) : await runTable(registry, file, options);
  } finally {
    await registry.store.close();
  }
}

async function runTable(registry: Registry, file: string, options: Options) {
  const { mapping, read, isRecords } = await readerOf(registry, options);
  const interrupted = untilInterrupted();
  const progress = startProgress(file === '-' || options.json === true ? 0 : await sizeOf(file));
  const bad = openBadRows(file, options);
  try {
    const table = await open(file, options, isRecords, progress.show);
    bad.describe(table);
    const imported = await importTable({
      store: registry.store,
      rows: interrupted.over(table.rows),
      read,
      onBad: bad.add,
      skipBad: options.skipBad === true,
      dryRun: options.dryRun === true,
      leaveOutRepeated: mapping?.repeated === 'leave out',
      ...(!isRecords && { isSame: sameButTime }),
      ...(options.full === true && {
        full: {
          allowMany: options.yes === true,
          covers: (record) =>
            mapping ? record.kind === mapping.kind && record.provenance.sourceName === mapping.source.name : true,
        },
      }),
    });
    await bad.keep();
    return outcome(imported, table, bad.file, options);
  } finally {
    progress.stop();
    interrupted.stop();
    await bad.close();
  }
}

async function readerOf(registry: Registry, { format, mapping: file }: Options) {
  if (format === 'records') return { mapping: null, isRecords: true, read: createRecordReader(registry) };
  const mapping =
    file === undefined ? readyMappings.get(format ?? '') : parseMapping(await readText(file, 'a mapping'), file);
  if (!mapping) throw new CommandError(`Expected --format (${formats.join(', ')}) or --mapping FILE to say what the table is. kopru import --suggest FILE drafts a mapping.`, 2); // prettier-ignore
  const read: ReadRow = createMapper(registry, mapping, new Date().toISOString());
  return { mapping, isRecords: false, read };
}

function open(
  file: string,
  options: Options,
  isRecords: boolean,
  onProgress: (bytes: number) => void,
): Promise<OpenedTable> {
  const { encoding, form = isRecords && !/\.(csv|xlsx|json)$/i.test(file) ? ('ndjson' as const) : undefined } = options;
  const given = { ...(form && { form }), ...(encoding && { encoding }), onProgress };
  if (file === '-' && form === 'xlsx')
    throw new CommandError('Expected a workbook as a file: it cannot be read from standard input.');
  return file === '-' ? openTable(file, given, process.stdin) : openTable(file, given);
}

/** What a registry holds already stays as it is where only the time of the import is another. */
function sameButTime(known: object, read: object): boolean {
  const without = (record: object): string =>
    JSON.stringify(record, (key, value: unknown) => (key === 'modifiedAt' ? undefined : value));
  return without(known) === without(read);
}

function outcome(imported: Imported, table: OpenedTable, badFile: string | null, options: Options) {
  const { added, changed, removed, unchanged, bad, leftOut } = imported;
  const reasons = [...leftOut].map(([reason, number]) => `${number} ${reason}`).join(', ');
  const left = [...leftOut.values()].reduce((sum, each) => sum + each, 0);
  const parts = [
    `added ${added}, changed ${changed}, removed ${removed}, unchanged ${unchanged}`,
    ...(left > 0 ? [`left out ${left} (${reasons})`] : []),
    ...(bad > 0 ? [`passed over ${bad} bad rows${badFile === null ? '' : `, which are in ${badFile}`}`] : []),
  ];
  const form = [table.form, table.encoding, table.delimiter && `separated by ${JSON.stringify(table.delimiter)}`];
  const dryRun = options.dryRun === true;
  return {
    sentence: `${dryRun ? 'Would have ' : ''}${parts.join('; ')}. Read as ${form.filter(Boolean).join(', ')}.`,
    counts: { dryRun, added, changed, removed, unchanged, bad, badFile, leftOut: Object.fromEntries(leftOut), form: table.form, encoding: table.encoding, delimiter: table.delimiter }, // prettier-ignore
  };
}

async function runRor(registry: Registry, file: string, { dryRun, skipBad, full }: Options) {
  if (dryRun === true || skipBad === true || full === true) throw new CommandError('Expected --format ror alone: it takes no --dry-run, --skip-bad or --full.'); // prettier-ignore
  let content: unknown;
  try {
    content = JSON.parse(await readText(file, 'a JSON file'));
  } catch (error) {
    throw error instanceof CommandError ? error : new CommandError(`Expected a JSON file at ${file}, but could not read it: ${(error as Error).message}`); // prettier-ignore
  }
  const { imported, already, leftOut } = await importRor(registry, content, new Date().toISOString());
  const reasons = [...leftOut].map(([reason, number]) => `${number} ${reason}`).join(', ');
  const count = [...leftOut.values()].reduce((sum, each) => sum + each, 0);
  return {
    sentence: `imported ${imported}, already there ${already}, left out ${count}${count > 0 ? ` (${reasons})` : ''}`,
    counts: { imported, already, leftOut: Object.fromEntries(leftOut) },
  };
}

async function suggest(file: string, { kind, form, encoding }: Options): Promise<void> {
  const table = await openTable(file, { ...(form && { form }), ...(encoding && { encoding }) });
  const rows = [];
  for await (const row of table.rows) {
    rows.push(row);
    if (rows.length === 200) break;
  }
  const columns = table.columns ?? [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  const { mapping, unused } = suggestMapping(columns, rows, kind, 'und');
  process.stdout.write(`${JSON.stringify(mapping, null, 2)}\n`);
  const what = unused.length > 0 ? `No field for: ${unused.join(', ')}.` : 'Every column has a field.';
  process.stderr.write(`${what} Correct source, id and languages, then: kopru import --mapping FILE\n`);
}

async function readText(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(`Expected ${what} at ${file}, but could not read it: ${(error as Error).message}`);
  }
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );
