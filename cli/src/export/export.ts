import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { openRegistry } from '../open-registry.ts';
import { CommandError, reportRefusal } from '../outcome.ts';
import { startProgress } from '../progress.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { fetchRows } from './fetch-rows.ts';
import { openSink, sinkForms } from './sinks.ts';
import type { SinkForm } from './sinks.ts';
import { storedRows } from './stored-rows.ts';
import type { Rows } from './rows.ts';

/** How many of the errors within rows are told. */
const maxErrors = 20;

interface Options {
  registry?: string;
  store?: string;
  kind?: string;
  from?: string;
  query?: string;
  variables?: string;
  form: SinkForm;
  out?: string;
  json?: boolean;
}

const help = `
With --registry every record of its store is written, as kopru import --format records takes it back. With --from a query is asked of a hub or a
registry page after page (first is the size of a page), and the rows of its one connection are written; what each registry did stands in
FILE.reports.json, or on standard error. Exit code 3 says that the rows are written, but that a registry did not give all of its own.

Examples:
  kopru export --registry KZ > kazakhstan.ndjson
  kopru export --registry KZ | kopru import --registry KZ --format records --store mongodb://HOST/kz?replicaSet=rs0 -
  kopru export --from http://127.0.0.1:4000/graphql --form csv --out companies.csv \\
    --query '{ companies(where: {sections: ["C"]}) { nodes { id name address { locality } } } }'`;

export const exportCommand = (): Command =>
  new Command('export')
    .description("Write a registry's records, or the rows of any query, as a table.")
    .option('--registry <code>', 'the registry whose store is read, as KZ')
    .option('--store <url>', 'the store; without it the one that npm start gives the registry')
    .option('--kind <kind>', 'of the store: only records of this kind, as COMPANY')
    .option('--from <url>', 'the endpoint of a hub or a registry')
    .option('--query <query>', 'a query of one connection; @FILE reads it from a file')
    .option('--variables <json>', "the query's variables")
    .addOption(new Option('--form <form>', 'of the table').choices(sinkForms).default('ndjson'))
    .option('--out <file>', 'the file; else standard output')
    .option('--json', 'the outcome as JSON, where there is no --out on standard error')
    .addHelpText('after', help)
    .action((options: Options) => reportRefusal(options.json === true, () => run(options)));

async function run(options: Options): Promise<void> {
  const { form, out } = options;
  if (form === 'parquet' && out === undefined)
    throw new CommandError(
      'Expected --out FILE: a Parquet file cannot be written to standard output.',
    );
  const { rows, close } = await openRows(options);
  try {
    const written = await write(rows, options);
    await reportOutcome(rows, written, options);
  } finally {
    await close();
  }
}

async function write(rows: Rows, { form, out }: Options): Promise<number> {
  const sink = await openSink(form, rows.columns, out);
  const interrupted = untilInterrupted(
    out === undefined ? 'The rows before it are written.' : undefined,
  );
  const progress = startProgress(
    'the rows',
    out === undefined && process.stdout.isTTY ? 0 : rows.total,
  );
  try {
    let written = 0;
    for await (const row of interrupted.over(rows.rows)) {
      await sink.write(row);
      progress.show((written += 1));
    }
    await sink.finish();
    return written;
  } finally {
    progress.stop();
    interrupted.stop();
    await sink.discard();
  }
}

async function openRows(options: Options): Promise<{ rows: Rows; close: () => Promise<void> }> {
  const { registry: code, from, query, form } = options;
  if (code !== undefined && from === undefined && query === undefined) {
    const { store } = await openRegistry(code, options.store);
    const rows = await storedRows(store, form, options.kind).catch(async (error: unknown) => {
      await store.close();
      throw error;
    });
    return { rows, close: () => store.close() };
  }
  if (from === undefined || query === undefined || code !== undefined)
    throw new CommandError('Expected either --registry CODE, or --from URL and --query QUERY.');
  return { rows: await fetchRows(from, query, options.variables), close: () => Promise.resolve() };
}

async function reportOutcome(
  { outcome }: Rows,
  written: number,
  { out, json = false }: Options,
): Promise<void> {
  const { registries, errors } = outcome() ?? { registries: null, errors: [] };
  const reports = {
    writtenAt: new Date().toISOString(),
    rows: written,
    registries,
    errors: errors.slice(0, maxErrors),
  };
  const text = `${JSON.stringify(reports, null, 2)}\n`;
  if (registries && out !== undefined) await writeFile(`${out}.reports.json`, text);
  if (json)
    (out === undefined ? process.stderr : process.stdout).write(
      `${JSON.stringify({ ...reports, file: out ?? null })}\n`,
    );
  else if (registries && out === undefined) process.stderr.write(text);
  else if (out !== undefined) process.stdout.write(`${written} rows written to ${out}.\n`);
  const incomplete = registries?.filter(({ state }) => state !== 'OK') ?? [];
  if (incomplete.length > 0)
    throw new CommandError(
      `${written} rows are written, but not all of ${incomplete.map(({ registry, state }) => `${registry} (${state})`).join(', ')}.`,
      3,
    );
  if (errors.length > 0)
    throw new CommandError(
      `${written} rows are written, but not all of their values: ${errors[0] ?? ''}`,
      3,
    );
}
