import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { controlIn } from '@kopru/records';
import { TableError, problemsOf, tableLimits } from './row.ts';
import type { Row } from './row.ts';

export interface Csv {
  columns: readonly string[];
  delimiter: string;
  rows: AsyncIterable<Row>;
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

/**
 * A table of separated values with a header line (RFC 4180); the separator is the one that the
 * header line has most of.
 */
export async function readCsv(text: AsyncIterable<string>): Promise<Csv> {
  const { head, all } = await peekLine(text);
  const delimiter = delimiterOf(head);
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    // A quote within a cell that does not begin with one is text.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: tableLimits.row,
  });
  // A failure before the parser becomes the parser's own, which whoever reads its rows is told.
  pipeline(Readable.from(all), parser, () => undefined);
  const parsed = parser[Symbol.asyncIterator]() as AsyncIterator<Parsed>;
  const next = () => parsed.next().catch(explain);
  const first = await next();
  if (first.done === true)
    throw new TableError('Expected a header line that names the columns, but the file is empty.');
  const columns = checkColumns(first.value.record);
  const lineOf = lineCounter();
  lineOf(first.value);
  async function* rows(): AsyncGenerator<Row> {
    for (let row = await next(); row.done !== true; row = await next())
      yield rowOf(row.value.record, lineOf(row.value), columns);
  }
  return { columns, delimiter, rows: rows() };
}

/**
 * The line that a row begins in. The parser tells of the one it has come to, and takes CR LF within
 * quotes for two.
 */
function lineCounter() {
  let doubled = 0;
  return ({ record, info }: Parsed): number => {
    const breaks = record.flatMap((cell) => cell.match(/\r\n|\r|\n/g) ?? []);
    doubled += breaks.filter((each) => each.length === 2).length;
    return info.lines - doubled - breaks.length;
  };
}

function rowOf(record: readonly string[], line: number, columns: readonly string[]): Row {
  const cells = columns
    .map((column, index) => [column, record[index] ?? ''] as const)
    .filter(([, value]) => value.trim() !== '');
  const miscounted = {
    column: '',
    value: `${record.length} cells`,
    expected: `${columns.length} cells, as the header has`,
  };
  return {
    line,
    cells: new Map(cells),
    source: record,
    problems: record.length === columns.length ? problemsOf(cells) : [miscounted],
  };
}

/** The names of the columns: each once, so that a mapping's word on one is plain. */
export function checkColumns(given: readonly string[]): string[] {
  if (given.length > tableLimits.columns)
    throw new TableError(
      `Expected at most ${tableLimits.columns} columns, but the header names ${given.length}.`,
    );
  // A column without a name, as an export of row numbers has, cannot be mapped.
  const columns = given.map((name, index) => name.trim() || `column ${index + 1}`);
  const bad = columns.findIndex((name) => controlIn(name) !== null);
  if (bad >= 0)
    throw new TableError(
      `Expected names of columns, but that of column ${bad + 1} has ${controlIn(columns[bad] ?? '')}.`,
    );
  const twice = columns.find((name, index) => columns.indexOf(name) < index);
  if (twice !== undefined)
    throw new TableError(
      `Expected each column once, but the header names ${JSON.stringify(twice.slice(0, 80))} twice. Rename one.`,
    );
  return columns;
}

function delimiterOf(line: string): string {
  const plain = line.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((each) => ({ each, count: plain.split(each).length }));
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).each;
}

/** The first line, and all of the text still. */
async function peekLine(
  text: AsyncIterable<string>,
): Promise<{ head: string; all: AsyncIterable<string> }> {
  const iterator = text[Symbol.asyncIterator]();
  let begun = '';
  let ended = false;
  while (!/[\r\n]/.test(begun.trimStart()) && begun.length <= tableLimits.row && !ended) {
    const next = await iterator.next();
    if (next.done === true) ended = true;
    else begun += next.value;
  }
  async function* all(): AsyncGenerator<string> {
    if (begun !== '') yield begun;
    while (!ended) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { head: begun.trimStart().split(/[\r\n]/, 1)[0] ?? '', all: all() };
}

function explain(error: unknown): never {
  if (!(error instanceof CsvError)) throw error;
  const { code, lines } = error as CsvError & { lines?: number };
  const what = Object.hasOwn(faults, code)
    ? faults[code as keyof typeof faults]
    : 'the line is none of such a table';
  throw new TableError(
    `Expected a table of separated values, but in line ${lines ?? '?'} ${what}.`,
  );
}

const faults = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted cell begins that never ends',
  CSV_MAX_RECORD_SIZE: `a row is longer than ${tableLimits.row} characters`,
} as const;
