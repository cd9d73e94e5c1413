import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Writable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { ParquetWriter, fileWriter } from 'hyparquet-writer';
import { CommandError } from '../outcome.ts';
import type { CellValue, Rows } from './rows.ts';

export const sinkForms = ['ndjson', 'csv', 'parquet'] as const;
export type SinkForm = (typeof sinkForms)[number];

type Columns = Rows['columns'];
type Row = Rows['rows'] extends AsyncIterable<infer T> ? T : never;

/** Where rows go one by one. A file bears its name only once it is whole. */
export interface Sink {
  write: (row: Row) => Promise<void>;
  finish: () => Promise<void>;
  /** Takes away what was not finished. */
  discard: () => Promise<void>;
}

export async function openSink(
  form: SinkForm,
  columns: Columns,
  out: string | undefined,
): Promise<Sink> {
  const isFolder = out !== undefined && (await stat(out).catch(() => null))?.isDirectory() === true;
  if (isFolder) throw new CommandError(`Expected --out to name a file, but ${out} is a folder.`);
  const part = out === undefined ? undefined : `${out}.part`;
  const sink =
    form === 'parquet' && part !== undefined
      ? parquetSink(part, columns)
      : await textSink(form, part, columns);
  let isFinished = false;
  return {
    write: sink.write,
    async finish() {
      await sink.finish();
      if (part !== undefined && out !== undefined) await rename(part, out);
      isFinished = true;
    },
    async discard() {
      if (!isFinished && part !== undefined) await rm(part, { force: true });
    },
  };
}

async function textSink(
  form: SinkForm,
  part: string | undefined,
  columns: Columns,
): Promise<Omit<Sink, 'discard'>> {
  const stream: Writable = part === undefined ? process.stdout : await openFile(part);
  let failure: Error | undefined;
  if (part !== undefined) stream.on('error', (error) => (failure ??= error));
  // Whoever reads slowly sets the pace, and memory stays flat.
  const write = async (text: string): Promise<void> => {
    if (failure) throw failure;
    if (!stream.write(text)) await once(stream, 'drain');
  };
  const names = columns.map(({ name }) => name);
  if (form === 'csv') await write(stringify([names]));
  return {
    write: ({ whole, cells }) =>
      write(
        form === 'csv'
          ? stringify([names.map((name) => textOf(cells.get(name)))])
          : `${JSON.stringify(whole)}\n`,
      ),
    async finish() {
      if (part === undefined) return;
      if (failure) throw failure;
      stream.end();
      await finished(stream);
    },
  };
}

async function openFile(name: string): Promise<Writable> {
  const stream = createWriteStream(name);
  await once(stream, 'open');
  return stream;
}

const textOf = (value: CellValue | undefined): string =>
  value === null || value === undefined ? '' : String(value);

const rowsOfGroup = 5_000;
const parquetTypes = { text: 'BYTE_ARRAY', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;

function parquetSink(part: string, columns: Columns): Omit<Sink, 'discard'> {
  const writer = new ParquetWriter({
    writer: fileWriter(part),
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type }) => ({
        name,
        type: parquetTypes[type],
        repetition_type: 'OPTIONAL' as const,
        ...(type === 'text' && { converted_type: 'UTF8' as const }),
      })),
    ],
  });
  let rows: Row['cells'][] = [];
  const flush = async (): Promise<void> => {
    const columnData = columns.map(({ name }) => ({
      name,
      data: rows.map((cells) => cells.get(name) ?? null),
    }));
    if (rows.length > 0) await writer.write({ columnData, rowGroupSize: rowsOfGroup });
    rows = [];
  };
  return {
    async write({ cells }) {
      rows.push(cells);
      if (rows.length === rowsOfGroup) await flush();
    },
    async finish() {
      await flush();
      await writer.finish();
    },
  };
}
