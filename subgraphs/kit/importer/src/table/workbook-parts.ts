import type { Entry } from 'yauzl';
import { parseXml } from './open-book.ts';
import type { Book } from './open-book.ts';
import { TableError, tableLimits } from './row.ts';

/**
 * The first sheet in the workbook's order, whatever its file name, and the day that dates count
 * from.
 */
export async function readWorkbook(
  book: Book,
): Promise<{ first: Entry | undefined; epoch: number }> {
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

/** The texts that cells share. Throws a TableError if there are too many. */
export async function readSharedTexts(book: Book): Promise<string[]> {
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

/**
 * Says for each cell style whether it is a date: formats 14 to 22 of ECMA-376, or a custom format
 * with years or days.
 */
export async function readDateStyles(book: Book): Promise<boolean[]> {
  const entry = book.part('xl/styles.xml');
  if (!entry) return [];
  const dateFormats = new Set<string>();
  let inCells = false;
  const styles = parseXml<boolean>(book, entry, (out) => ({
    open: (name, { formatCode, numFmtId = '' }) => {
      const code = (formatCode ?? '').replace(/"[^"]*"|\[[^\]]*\]/g, '');
      if (name === 'numFmt' && /[yd]/i.test(code)) dateFormats.add(numFmtId);
      if (name === 'cellXfs') inCells = true;
      const number = Number(numFmtId);
      if (name === 'xf' && inCells)
        out(dateFormats.has(numFmtId) || (number >= 14 && number <= 22));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  }));
  return Array.fromAsync(styles);
}
