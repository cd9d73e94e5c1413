import type { Entry } from 'yauzl';
import { noBook, openBook, parseXml } from './open-book.ts';
import type { Book } from './open-book.ts';
import { checkColumns } from './read-csv.ts';
import { TableError, problemsOf, tableLimits } from './row.ts';
import type { Cell, CellProblem, Row } from './row.ts';
import { readDateStyles, readSharedTexts, readWorkbook } from './workbook-parts.ts';

/**
 * Streams the first sheet of a workbook (ECMA-376, part 1, 18.3). Its first row names the columns.
 */
export async function readXlsx(
  file: string,
  onProgress?: (bytes: number) => void,
): Promise<{ columns: string[]; rows: AsyncIterable<Row> }> {
  const book = await openBook(file, onProgress);
  const found = readSheet(book);
  const first = await found.next();
  if (first.done === true)
    throw new TableError('Expected a row that names the columns, but the first sheet is empty.');
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
    const { first, epoch } = await readWorkbook(book);
    const sheets = book.parts(/^xl\/worksheets\/[^/]+\.xml$/);
    const sheet =
      first ?? sheets.find(({ fileName }) => /sheet1?\.xml$/.test(fileName)) ?? sheets[0];
    if (!sheet) throw noBook();
    yield* readCells(book, sheet, { texts, dates, epoch });
  } finally {
    book.close();
  }
}

interface SheetCell {
  value: string;
  /** What was expected instead; null if the value is fine. */
  expected: string | null;
}

function rowOf(
  line: number,
  found: readonly (SheetCell | undefined)[],
  columns: readonly string[],
): Row {
  const cells = new Map<string, Cell>();
  const problems: CellProblem[] = [];
  for (const [index, cell] of found.entries()) {
    if (!cell) continue;
    const column = columns[index];
    const { value, expected } = cell;
    if (column === undefined)
      problems.push({
        column: '',
        value,
        expected: `${columns.length} cells, as the first row has`,
      });
    else if (expected !== null) problems.push({ column, value, expected });
    else if (value.trim() !== '') cells.set(column, value);
  }
  const source = columns.map((_, index) => found[index]?.value ?? '');
  return { line, cells, source, problems: [...problems, ...problemsOf(cells)] };
}

interface SheetRow {
  line: number;
  cells: (SheetCell | undefined)[];
}

interface Reading {
  texts: readonly string[];
  dates: readonly boolean[];
  epoch: number;
}

function readCells(book: Book, sheet: Entry, reading: Reading): AsyncGenerator<SheetRow> {
  return parseXml<SheetRow>(book, sheet, (out) => {
    let row: SheetRow = { line: 0, cells: [] };
    let cell = { column: -1, type: '', style: 0, value: '', isFormula: false };
    let isIn = false;
    return {
      open: (name, attributes) => {
        if (name === 'row') row = { line: Number(attributes.r ?? row.line + 1), cells: [] };
        else if (name === 'c') {
          const column = attributes.r === undefined ? row.cells.length : columnIndex(attributes.r);
          cell = {
            column,
            type: attributes.t ?? 'n',
            style: Number(attributes.s ?? -1),
            value: '',
            isFormula: false,
          };
        } else if (name === 'f') cell.isFormula = true;
        isIn = name === 'v' || name === 't';
      },
      text: (more) => {
        if (isIn) cell.value += more;
      },
      close: (name) => {
        isIn = false;
        if (name === 'row') out(row);
        if (name !== 'c' || (cell.value === '' && !cell.isFormula)) return;
        if (cell.column >= tableLimits.columns)
          throw new TableError(
            `Expected at most ${tableLimits.columns} columns, but row ${row.line} has more.`,
          );
        row.cells[cell.column] = { value: valueOf(cell, reading), expected: expectedOf(cell) };
      },
    };
  });
}

function expectedOf({ type, isFormula }: { type: string; isFormula: boolean }): string | null {
  if (isFormula) return 'a value, no formula';
  return type === 'e' ? 'a value, but the workbook says that it failed' : null;
}

function valueOf(
  { type, value, style }: { type: string; value: string; style: number },
  { texts, dates, epoch }: Reading,
): string {
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type !== 'n') return value;
  if (dates[style] === true) return dateOf(Number(value), epoch) ?? value;
  // Some writers give every number an exponent, but a registration number needs its digits.
  return /[eE]/.test(value) && Number.isSafeInteger(Number(value)) ? String(Number(value)) : value;
}

/**
 * Converts days since the epoch. The fraction is the time of day, which includes rounding errors.
 */
function dateOf(days: number, epoch: number): string | null {
  const date = new Date(epoch + Math.floor(days + 1e-6) * 86_400_000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** The column index of a cell reference: 27 for AB12. */
function columnIndex(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'A';
  return letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
