import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

const escape = (text: string): string =>
  text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);

export type XlsxCell =
  string | number | boolean | { formula: string; value: string } | { date: number } | null;

/**
 * A workbook of one sheet: every other text is shared, as programs write them, and every other in
 * its cell.
 */
export async function writeXlsx(
  file: string,
  rows: readonly (readonly XlsxCell[])[],
  extra: Readonly<Record<string, string>> = {},
): Promise<void> {
  const shared: string[] = [];
  const cell = (value: XlsxCell, place: string): string => {
    if (value === null) return '';
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if (typeof value === 'object') {
      return 'date' in value
        ? `<c r="${place}" s="1"><v>${value.date}</v></c>`
        : `<c r="${place}" t="str"><f>${escape(value.formula)}</f><v>${escape(value.value)}</v></c>`;
    }
    if (shared.length % 2 === 1) {
      shared.push('');
      return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
    }
    return `<c r="${place}" t="s"><v>${shared.push(value) - 1}</v></c>`;
  };
  const sheet = rows
    .map(
      (row, line) =>
        `<row r="${line + 1}">${row.map((value, index) => cell(value, `${letters(index)}${line + 1}`)).join('')}</row>`,
    )
    .join('');
  const parts: Record<string, string> = {
    'xl/worksheets/sheet1.xml': `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst>${shared.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml':
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ...extra,
  };
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(file)));
}

const letters = (index: number): string =>
  (index >= 26 ? String.fromCharCode(64 + Math.floor(index / 26)) : '') +
  String.fromCharCode(65 + (index % 26));
