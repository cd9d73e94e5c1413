import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { openRegistry } from '../open-registry.ts';
import { CommandError, reportRefusal, usageExit } from '../outcome.ts';
import { askRows } from './ask-rows.ts';
import { openSink, sinkForms } from './sinks.ts';
import type { SinkForm } from './sinks.ts';
import { storedRows } from './stored-rows.ts';
import type { Rows } from './rows.ts';

interface Options {
  registry?: string;
  store?: string;
  kind?: string;
  from?: string;
  query?: string;
  variables?: string;
  form: SinkForm;
  out?: string;
}

const help = `
With --registry every record of its store is written, as kopru import --format records takes it back. With --from a query is asked of a hub or a
registry page after page, and the rows of its one connection are written; what each registry did stands in FILE.reports.json, or on standard
error. Exit code 3 says that the rows are written, but that a registry did not give all of its own.

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
    .addHelpText('after', help)
    .exitOverride(usageExit)
    .action((options: Options) => reportRefusal(false, () => run(options)));

async function run(options: Options): Promise<void> {
  const { form, out } = options;
  if (form === 'parquet' && out === undefined)
    throw new CommandError('Expected --out FILE: a Parquet file cannot be written to standard output.');
  const { rows, close } = await openRows(options);
  try {
    const sink = await openSink(form, rows.columns, out);
    try {
      let written = 0;
      for await (const row of rows.rows) {
        await sink.write(row);
        written += 1;
      }
      await sink.finish();
      await tellReports(rows, written, out);
    } finally {
      await sink.discard();
    }
  } finally {
    await close();
  }
}

async function openRows(options: Options): Promise<{ rows: Rows; close: () => Promise<void> }> {
  const { registry: code, from, query, form } = options;
  if (code !== undefined && from === undefined && query === undefined) {
    const { store } = await openRegistry(code, options.store);
    return { rows: storedRows(store, form, options.kind), close: () => store.close() };
  }
  if (from === undefined || query === undefined || code !== undefined) throw new CommandError('Expected either --registry CODE, or --from URL and --query QUERY.'); // prettier-ignore
  return { rows: await askRows(from, query, options.variables), close: () => Promise.resolve() };
}

async function tellReports({ reports }: Rows, written: number, out: string | undefined): Promise<void> {
  const all = reports();
  if (all === null) return;
  const sidecar = `${JSON.stringify({ writtenAt: new Date().toISOString(), rows: written, registries: all }, null, 2)}\n`;
  if (out === undefined) process.stderr.write(sidecar);
  else await writeFile(`${out}.reports.json`, sidecar);
  const away = all.filter(({ state }) => state !== 'OK');
  if (away.length > 0) throw new CommandError(`${written} rows are written, but not all of ${away.map(({ registry, state }) => `${registry} (${state})`).join(', ')}.`, 3); // prettier-ignore
}
