import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { extname } from 'node:path';
import { decodeText, detectEncoding, headBytes } from './decode.ts';
import type { Encoding } from './decode.ts';
import { readCsv } from './read-csv.ts';
import { readJson, readNdjson } from './read-json.ts';
import { readXlsx } from './read-xlsx.ts';
import { TableError } from './row.ts';
import type { Row } from './row.ts';

export const tableForms = ['csv', 'ndjson', 'json', 'xlsx'] as const;
export type TableForm = (typeof tableForms)[number];

export interface OpenedTable {
  form: TableForm;
  /** Null of a workbook, which says so itself. */
  encoding: Encoding | null;
  /** Of a CSV file. */
  delimiter: string | null;
  /** Null where they are named row by row, in JSON. */
  columns: readonly string[] | null;
  rows: AsyncIterable<Row>;
}

export interface TableOptions {
  /** Else by the name of the file. */
  form?: TableForm;
  /** Else by its bytes. */
  encoding?: Encoding;
  /** Told how many bytes have been read. */
  onProgress?: (bytes: number) => void;
  signal?: AbortSignal;
}

const formsByExtension: Readonly<Record<string, TableForm>> = {
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'json',
  '.xlsx': 'xlsx',
};

/**
 * A file as a table that is read row by row; or `bytes`, where they come from elsewhere. Throws a
 * TableError.
 */
export async function openTable(
  file: string,
  options: TableOptions = {},
  bytes: AsyncIterable<Uint8Array> = bytesOf(file, options),
): Promise<OpenedTable> {
  const form = options.form ?? formsByExtension[extname(file).toLowerCase()];
  if (!form)
    throw new TableError(
      `Expected a file whose name ends in ${Object.keys(formsByExtension).join(', ')}, but got ${file}. Say what it is with --form.`,
    );
  if (form === 'xlsx') {
    await access(file).catch((error: unknown) => refuse(file, error));
    return { form, encoding: null, delimiter: null, ...(await readXlsx(file, options.onProgress)) };
  }
  const { head, all } = await peek(bytes).catch((error: unknown) => refuse(file, error));
  const encoding = options.encoding ?? detectEncoding(head);
  const text = decodeText(all, encoding);
  if (form === 'csv') return { form, encoding, ...(await readCsv(text)) };
  const rows = form === 'json' ? readJson(text) : readNdjson(text);
  return { form, encoding, delimiter: null, columns: null, rows };
}

/** The first bytes, and all of them still. */
async function peek(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const begun: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  while (length < headBytes && !ended) {
    const next = await iterator.next();
    if (next.done === true) ended = true;
    else {
      begun.push(next.value);
      length += next.value.length;
    }
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* begun;
    while (!ended) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { head: Buffer.concat(begun).subarray(0, headBytes), all: all() };
}

function refuse(file: string, error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || code === 'ABORT_ERR') throw error;
  throw new TableError(`Expected a file at ${file}, but could not read it (${code}).`);
}

async function* bytesOf(
  file: string,
  { onProgress, signal }: TableOptions,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of createReadStream(file, signal ? { signal } : {})) {
    read += (chunk as Buffer).length;
    onProgress?.(read);
    yield chunk as Buffer;
  }
}
