import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { open } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { checkColumns } from './read-csv.ts';
import { TableError, problemsOf, tableLimits } from './row.ts';
import type { Cell, CellProblem, Row } from './row.ts';

/**
 * The first sheet of a workbook (ECMA-376, part 1, 18.3) as it is read; its first row names the columns. Parts are unpacked one after another
 * and never beyond the size that the file says of them, which is capped; of XML nothing but elements and text is read.
 */
export async function readXlsx(file: string): Promise<{ columns: string[]; rows: AsyncIterable<Row> }> {
  const book = await openBook(file);
  const found = readSheet(book);
  const first = await found.next();
  if (first.done === true) throw new TableError('Expected a row that names the columns, but the first sheet is empty.');
  const columns = checkColumns(Array.from(first.value.cells, (cell) => cell?.value ?? ''));
  async function* rows(): AsyncGenerator<Row> {
    for await (const { line, cells } of found) {
      if (cells.some((cell) => cell !== undefined)) yield rowOf(line, cells, columns);
    }
  }
  return { columns, rows: rows() };
}

async function* readSheet(book: Book): AsyncGenerator<SheetRow> {
  try {
    const texts = await readSharedTexts(book);
    const dates = await readDateStyles(book);
    const sheet = book.part(/^xl\/worksheets\/sheet1?\.xml$/) ?? book.part(/^xl\/worksheets\/[^/]+\.xml$/);
    if (!sheet) throw noBook();
    yield* readCells(book, sheet, { texts, dates });
  } finally {
    book.close();
  }
}

interface SheetCell {
  value: string;
  isFormula: boolean;
}

function rowOf(line: number, found: readonly (SheetCell | undefined)[], columns: readonly string[]): Row {
  const cells = new Map<string, Cell>();
  const problems: CellProblem[] = [];
  for (const [index, cell] of found.entries()) {
    if (!cell) continue;
    const column = columns[index];
    const { value } = cell;
    if (column === undefined)
      problems.push({ column: '', value, expected: `${columns.length} cells, as the first row has` });
    else if (cell.isFormula) problems.push({ column, value, expected: 'a value, no formula' });
    else if (value.trim() !== '') cells.set(column, value);
  }
  const source = columns.map((_, index) => found[index]?.value ?? '');
  return { line, cells, source, problems: [...problems, ...problemsOf(cells)] };
}

interface Book {
  part: (name: RegExp) => Entry | undefined;
  read: (entry: Entry) => Promise<Readable>;
  close: () => void;
}

const noBook = () => new TableError('Expected a workbook (.xlsx), but the file is none, or a damaged one.');

async function openBook(file: string): Promise<Book> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    open(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, opened) =>
      error ? reject(noBook()) : resolve(opened),
    ),
  );
  const entries: Entry[] = await new Promise((resolve, reject) => {
    const found: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      found.push(entry);
      if (found.length > 10_000) reject(noBook());
      else zip.readEntry();
    });
    zip.once('end', () => resolve(found));
    zip.once('error', () => reject(noBook()));
    zip.readEntry();
  });
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (size > tableLimits.workbook) throw new TableError(`Expected a workbook of at most ${tableLimits.workbook} bytes once it is unpacked, but it is of ${size}. Export it as CSV.`); // prettier-ignore
  return {
    part: (name) => entries.find((entry) => name.test(entry.fileName)),
    read: (entry) =>
      new Promise((resolve, reject) =>
        zip.openReadStream(entry, (error, stream) => (error ? reject(noBook()) : resolve(stream))),
      ),
    close: () => zip.close(),
  };
}

/** What an XML part holds, event by event; `handle` is told and may leave rows in `out`. */
async function* parseXml<T>(
  book: Book,
  entry: Entry,
  handle: (parser: SaxesParser, out: (value: T) => void) => void,
): AsyncGenerator<T> {
  let ready: T[] = [];
  const parser = new SaxesParser();
  handle(parser, (value) => ready.push(value));
  let failure: Error | undefined;
  parser.on('error', (error) => (failure ??= error));
  // A document type could define entities; no writer of workbooks makes one.
  parser.on('doctype', () => (failure ??= new Error('doctype')));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of await book.read(entry)) {
      parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      if (failure) throw noBook();
      yield* ready;
      ready = [];
    }
    parser.close();
  } catch (error) {
    throw error instanceof TableError ? error : noBook();
  }
  if (failure) throw noBook();
  yield* ready;
}

async function readSharedTexts(book: Book): Promise<string[]> {
  const entry = book.part(/^xl\/sharedStrings\.xml$/);
  if (!entry) return [];
  const texts: string[] = [];
  const found = parseXml<string>(book, entry, (parser, out) => {
    let text = '';
    let isIn = false;
    parser.on('opentag', ({ name }) => {
      if (name === 'si') text = '';
      isIn = name === 't';
    });
    parser.on('text', (more) => {
      if (isIn) text += more;
    });
    parser.on('closetag', ({ name }) => {
      if (name === 'si') out(text);
      isIn = false;
    });
  });
  for await (const text of found) {
    texts.push(text);
    if (texts.length > tableLimits.sharedTexts) throw new TableError(`Expected a workbook of at most ${tableLimits.sharedTexts} different texts, but it has more. Export it as CSV.`); // prettier-ignore
  }
  return texts;
}

/** Which cell styles are dates: the formats that ECMA-376 numbers 14 to 22, and those of a user's own that name years or days. */
async function readDateStyles(book: Book): Promise<boolean[]> {
  const entry = book.part(/^xl\/styles\.xml$/);
  if (!entry) return [];
  const own = new Set<string>();
  let inCells = false;
  const styles = parseXml<boolean>(book, entry, (parser, out) => {
    parser.on('opentag', ({ name, attributes: { formatCode, numFmtId = '' } }) => {
      const code = (formatCode ?? '').replace(/"[^"]*"|\[[^\]]*\]/g, '');
      if (name === 'numFmt' && /[yd]/i.test(code)) own.add(numFmtId);
      if (name === 'cellXfs') inCells = true;
      const number = Number(numFmtId);
      if (name === 'xf' && inCells) out(own.has(numFmtId) || (number >= 14 && number <= 22));
    });
    parser.on('closetag', ({ name }) => {
      if (name === 'cellXfs') inCells = false;
    });
  });
  return Array.fromAsync(styles);
}

interface SheetRow {
  line: number;
  cells: (SheetCell | undefined)[];
}

function readCells(
  book: Book,
  sheet: Entry,
  { texts, dates }: { texts: readonly string[]; dates: readonly boolean[] },
): AsyncGenerator<SheetRow> {
  return parseXml<SheetRow>(book, sheet, (parser, out) => {
    let row: SheetRow = { line: 0, cells: [] };
    let cell = { place: -1, type: '', style: 0, value: '', isFormula: false };
    let isIn = false;
    parser.on('opentag', ({ name, attributes }) => {
      if (name === 'row') row = { line: Number(attributes.r ?? row.line + 1), cells: [] };
      else if (name === 'c') {
        const place = attributes.r === undefined ? row.cells.length : placeOf(attributes.r);
        cell = {
          place,
          type: attributes.t ?? 'n',
          style: Number(attributes.s ?? -1),
          value: '',
          isFormula: false,
        };
      } else if (name === 'f') cell.isFormula = true;
      isIn = name === 'v' || name === 't';
    });
    parser.on('text', (more) => {
      if (isIn) cell.value += more;
    });
    parser.on('closetag', ({ name }) => {
      isIn = false;
      if (name === 'row') out(row);
      if (name !== 'c' || (cell.value === '' && !cell.isFormula)) return;
      if (cell.place >= tableLimits.columns) throw new TableError(`Expected at most ${tableLimits.columns} columns, but row ${row.line} has more.`); // prettier-ignore
      row.cells[cell.place] = { value: valueOf(cell, texts, dates), isFormula: cell.isFormula };
    });
  });
}

function valueOf(
  { type, value, style }: { type: string; value: string; style: number },
  texts: readonly string[],
  dates: readonly boolean[],
): string {
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'n' && dates[style] === true) return dateOf(Number(value)) ?? value;
  return value;
}

/** Days since 1899-12-30, as workbooks count. */
function dateOf(days: number): string | null {
  const date = new Date(Date.UTC(1899, 11, 30) + Math.round(days) * 86_400_000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** AB12 is the 28th place. */
function placeOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'A';
  return letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
