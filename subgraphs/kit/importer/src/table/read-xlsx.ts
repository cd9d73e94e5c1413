import type { Entry } from 'yauzl';
import { noBook, openBook, parseXml } from './open-book.ts';
import type { Book } from './open-book.ts';
import { checkColumns } from './read-csv.ts';
import { TableError, problemsOf, tableLimits } from './row.ts';
import type { Cell, CellProblem, Row } from './row.ts';

/** The first sheet of a workbook (ECMA-376, part 1, 18.3) as it is read; its first row names the columns. */
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
  /** Why it cannot be taken; null where it can. */
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

/** The sheet that stands first, be its file named as it may, and the day that days are counted from. */
async function readWorkbook(book: Book): Promise<{ first: Entry | undefined; epoch: number }> {
  const [workbook, relationships] = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'].map(
    book.part,
  );
  const ids: string[] = [];
  let epoch = Date.UTC(1899, 11, 30);
  if (workbook)
    await listenTo(book, workbook, (name, attributes) => {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? ''))
        epoch = Date.UTC(1904, 0, 1);
      const [, id] = Object.entries(attributes).find(([key]) => /:id$/.test(key)) ?? [];
      if (name === 'sheet' && id !== undefined) ids.push(id);
    });
  let target = '';
  if (relationships)
    await listenTo(book, relationships, (_, { Id, Target = '' }) => {
      if (Id === ids[0]) target = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
    });
  return { first: book.part(target), epoch };
}

async function listenTo(
  book: Book,
  entry: Entry,
  open: (name: string, attributes: Readonly<Record<string, string>>) => void,
) {
  await Array.fromAsync(parseXml(book, entry, () => ({ open })));
}

async function readSharedTexts(book: Book): Promise<string[]> {
  const entry = book.part('xl/sharedStrings.xml');
  if (!entry) return [];
  const texts: string[] = [];
  let length = 0;
  const found = parseXml<string>(book, entry, (out) => {
    let text = '';
    let isIn = false;
    let inPhonetic = false;
    return {
      open: (name) => {
        if (name === 'si') text = '';
        if (name === 'rPh') inPhonetic = true;
        isIn = name === 't' && !inPhonetic;
      },
      text: (more) => {
        if (isIn) text += more;
      },
      close: (name) => {
        if (name === 'si') out(text);
        if (name === 'rPh') inPhonetic = false;
        isIn = false;
      },
    };
  });
  for await (const text of found) {
    length += texts.push(text) > tableLimits.sharedTexts ? Infinity : text.length;
    if (length > tableLimits.sharedCharacters)
      throw new TableError(
        `Expected a workbook of at most ${tableLimits.sharedTexts} different texts, together of at most ${tableLimits.sharedCharacters} characters, but it has more. Export it as CSV.`,
      );
  }
  return texts;
}

/** Which cell styles are dates: the formats that ECMA-376 numbers 14 to 22, and those of a user's own that name years or days. */
async function readDateStyles(book: Book): Promise<boolean[]> {
  const entry = book.part('xl/styles.xml');
  if (!entry) return [];
  const own = new Set<string>();
  let inCells = false;
  const styles = parseXml<boolean>(book, entry, (out) => ({
    open: (name, { formatCode, numFmtId = '' }) => {
      const code = (formatCode ?? '').replace(/"[^"]*"|\[[^\]]*\]/g, '');
      if (name === 'numFmt' && /[yd]/i.test(code)) own.add(numFmtId);
      if (name === 'cellXfs') inCells = true;
      const number = Number(numFmtId);
      if (name === 'xf' && inCells) out(own.has(numFmtId) || (number >= 14 && number <= 22));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  }));
  return Array.fromAsync(styles);
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
    let cell = { place: -1, type: '', style: 0, value: '', isFormula: false };
    let isIn = false;
    return {
      open: (name, attributes) => {
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
      },
      text: (more) => {
        if (isIn) cell.value += more;
      },
      close: (name) => {
        isIn = false;
        if (name === 'row') out(row);
        if (name !== 'c' || (cell.value === '' && !cell.isFormula)) return;
        if (cell.place >= tableLimits.columns)
          throw new TableError(
            `Expected at most ${tableLimits.columns} columns, but row ${row.line} has more.`,
          );
        row.cells[cell.place] = { value: valueOf(cell, reading), expected: expectedOf(cell) };
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
  // Some writers give every number an exponent; of a registration number the digits are wanted.
  return /[eE]/.test(value) && Number.isSafeInteger(Number(value)) ? String(Number(value)) : value;
}

/** Days since the epoch; what is behind the point is the time of day, to which a clock's rounding belongs. */
function dateOf(days: number, epoch: number): string | null {
  const date = new Date(epoch + Math.floor(days + 1e-6) * 86_400_000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}

/** AB12 is the 28th place. */
function placeOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'A';
  return letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
