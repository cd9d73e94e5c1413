import { stat } from 'node:fs/promises';
import {
  createMapper,
  createRecordReader,
  importTable,
  missingColumns,
  openTable,
  parseMapping,
  readyMappings,
} from '@kopru/importer';
import type {
  Encoding,
  Imported,
  Mapping,
  OpenedTable,
  ReadRow,
  Row,
  TableForm,
} from '@kopru/importer';
import type { Registry } from '@kopru/registry';
import { openBadRows } from '../bad-rows.ts';
import { CommandError } from '../outcome.ts';
import { startProgress } from '../progress.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { readText } from './read-text.ts';

interface Options {
  format?: string;
  mapping?: string;
  form?: TableForm;
  encoding?: Encoding;
  skipBad?: boolean;
  badFile?: string;
  dryRun?: boolean;
  full?: boolean;
  yes?: boolean;
  json?: boolean;
}

export async function runTable(registry: Registry, file: string, options: Options) {
  const { mapping, read, isRecords } = await readerOf(registry, options);
  const interrupted = untilInterrupted();
  const progress = startProgress(
    'the file',
    file === '-' || options.json === true ? 0 : await sizeOf(file),
  );
  const bad = openBadRows(file, options);
  try {
    const table = await open(file, options, isRecords, progress.show);
    await bad.describe(table);
    if (mapping) checkColumns(mapping, table, options);
    async function* rows(): AsyncGenerator<Row> {
      yield* interrupted.over(table.rows);
      await bad.flush();
    }
    const imported = await importTable({
      store: registry.store,
      rows: rows(),
      read,
      onBad: bad.add,
      skipBad: options.skipBad === true,
      dryRun: options.dryRun === true,
      skipRepeated: mapping?.repeated === 'leave out',
      ...(!isRecords && { isSame: equalIgnoringModifiedAt }),
      ...(options.full === true && {
        full: {
          allowMany: options.yes === true,
          covers: (record) =>
            mapping
              ? record.kind === mapping.kind && record.provenance.sourceName === mapping.source.name
              : true,
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
  if (format === 'records')
    return { mapping: null, isRecords: true, read: createRecordReader(registry) };
  const mapping =
    file === undefined
      ? readyMappings.get(format ?? '')
      : parseMapping(await readText(file, 'a mapping'), file);
  if (!mapping)
    throw new CommandError(
      `Expected --format (${['records', 'ror', ...readyMappings.keys()].join(', ')}) or --mapping FILE to say what the table is. kopru import --suggest FILE drafts a mapping.`,
      2,
    );
  const read: ReadRow = createMapper(registry, mapping, new Date().toISOString());
  return { mapping, isRecords: false, read };
}

/**
 * A column that is missing would read as empty. Ready mappings may name columns of other editions.
 */
function checkColumns(mapping: Mapping, { columns }: OpenedTable, { mapping: own }: Options): void {
  const [missing] = columns ? missingColumns(mapping, columns, own === undefined) : [];
  if (missing === undefined) return;
  const names = (columns ?? [])
    .slice(0, 40)
    .map((name) => JSON.stringify(name))
    .join(', ');
  throw new CommandError(
    `Expected the columns that the mapping names, but the table has no column ${JSON.stringify(missing)}. It has ${names}.`,
  );
}

function open(
  file: string,
  options: Options,
  isRecords: boolean,
  onProgress: (bytes: number) => void,
): Promise<OpenedTable> {
  const {
    encoding,
    form = isRecords && !/\.(csv|xlsx|json)$/i.test(file) ? ('ndjson' as const) : undefined,
  } = options;
  const given = { ...(form && { form }), ...(encoding && { encoding }), onProgress };
  if (file === '-' && form === 'xlsx')
    throw new CommandError('Expected a workbook as a file: it cannot be read from standard input.');
  return file === '-' ? openTable(file, given, process.stdin) : openTable(file, given);
}

/** What a registry holds already stays as it is where only the time of the import is another. */
function equalIgnoringModifiedAt(stored: object, read: object): boolean {
  const without = (record: object): string =>
    JSON.stringify(record, (key, value: unknown) => (key === 'modifiedAt' ? undefined : value));
  return without(stored) === without(read);
}

function outcome(imported: Imported, table: OpenedTable, badFile: string | null, options: Options) {
  const { added, changed, removed, unchanged, bad, leftOut } = imported;
  const reasons = [...leftOut].map(([reason, number]) => `${number} ${reason}`).join(', ');
  const left = [...leftOut.values()].reduce((sum, each) => sum + each, 0);
  const parts = [
    `added ${added}, changed ${changed}, removed ${removed}, unchanged ${unchanged}`,
    ...(left > 0 ? [`left out ${left} (${reasons})`] : []),
    ...(bad > 0
      ? [`passed over ${bad} bad rows${badFile === null ? '' : `, which are in ${badFile}`}`]
      : []),
  ];
  const form = [
    table.form,
    table.encoding,
    table.delimiter && `separated by ${JSON.stringify(table.delimiter)}`,
  ];
  const dryRun = options.dryRun === true;
  return {
    sentence: `${dryRun ? 'Would have ' : ''}${parts.join('; ')}. Read as ${form.filter(Boolean).join(', ')}.`,
    counts: {
      dryRun,
      added,
      changed,
      removed,
      unchanged,
      bad,
      badFile,
      leftOut: Object.fromEntries(leftOut),
      form: table.form,
      encoding: table.encoding,
      delimiter: table.delimiter,
    },
  };
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );
