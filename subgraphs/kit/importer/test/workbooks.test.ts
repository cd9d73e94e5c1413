import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTable } from '../src/table/open-table.ts';
import { writeXlsx } from './write-xlsx.ts';

// Workbooks as programs other than Excel write them, and as Excel does at its oddest.

let folder: string;
let files = 0;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kopru-workbooks-'))));
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(
  parts: Readonly<Record<string, string>>,
  rows: Parameters<typeof writeXlsx>[1] = [],
) {
  const file = join(folder, `${(files += 1)}.xlsx`);
  await writeXlsx(file, rows, parts);
  return Array.fromAsync((await openTable(file)).rows);
}
const cellsOf = async (...given: Parameters<typeof rowsOf>) =>
  (await rowsOf(...given)).map(({ cells }) => Object.fromEntries(cells));

const sheet = (cells: string, prefix = ''): string => {
  const [p, namespace] = prefix === '' ? ['', 'xmlns'] : [`${prefix}:`, `xmlns:${prefix}`];
  const text = (word: string) =>
    `<${p}c t="inlineStr"><${p}is><${p}t>${word}</${p}t></${p}is></${p}c>`;
  return `<${p}worksheet ${namespace}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><${p}sheetData>
    <${p}row r="1">${text('a')}${text('b')}</${p}row><${p}row r="2">${cells || `${text('1')}${text('2')}`}</${p}row></${p}sheetData></${p}worksheet>`;
};
const first = 'xl/worksheets/sheet1.xml';

describe('a workbook', () => {
  test('whose elements have a prefix is read as one without', async () => {
    expect(await cellsOf({ [first]: sheet('', 'x') })).toEqual([{ a: '1', b: '2' }]);
  });

  test('of several sheets gives the one that stands first in it, whatever its file is called', async () => {
    const [workbook, relationships] = [
      '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="First" r:id="rId2"/><sheet name="Notes" r:id="rId1"/></sheets></workbook>',
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    ];
    const parts = {
      [first]: sheet(''),
      'xl/worksheets/sheet2.xml': sheet('<c><v>7</v></c>'),
      'xl/workbook.xml': workbook,
      'xl/_rels/workbook.xml.rels': relationships,
    };
    expect(await cellsOf(parts)).toEqual([{ a: '7' }]);
  });

  test('gives the text of a cell without the reading aid above it', async () => {
    const shared =
      '<sst><si><r><t>SYNTHETIC</t></r><r><t> A</t></r><rPh sb="0" eb="1"><t>aid</t></rPh></si></sst>';
    expect(
      await cellsOf({ [first]: sheet('<c t="s"><v>0</v></c>'), 'xl/sharedStrings.xml': shared }),
    ).toEqual([{ a: 'SYNTHETIC A' }]);
  });

  test('gives the day of an instant, be it in the evening, and counts from 1904 where it says so', async () => {
    const cells = '<c s="1"><v>45000.75</v></c>';
    expect(await cellsOf({ [first]: sheet(cells) })).toEqual([{ a: '2023-03-15' }]);
    const workbook = '<workbook><workbookPr date1904="1"/></workbook>';
    expect(await cellsOf({ [first]: sheet(cells), 'xl/workbook.xml': workbook })).toEqual([
      { a: '2027-03-16' },
    ]);
  });

  test('gives a whole number as its digits, however it was written', async () => {
    expect(
      await cellsOf({ [first]: sheet('<c><v>9.90140000186E11</v></c><c><v>1.5E-3</v></c>') }),
    ).toEqual([{ a: '990140000186', b: '1.5E-3' }]);
  });

  test('tells of the cells whose formula failed', async () => {
    const [row] = await rowsOf({ [first]: sheet('<c t="e"><v>#REF!</v></c>') });
    expect(row?.problems).toEqual([
      { column: 'a', value: '#REF!', expected: 'a value, but the workbook says that it failed' },
    ]);
  });

  test('tells how much of its file has been read, never more than all of it', async () => {
    const file = join(folder, 'progress.xlsx');
    await writeXlsx(
      file,
      Array.from({ length: 20_000 }, (_, index) => [`id ${index}`, index]),
    );
    const told: number[] = [];
    await Array.fromAsync(
      (await openTable(file, { onProgress: (bytes) => told.push(bytes) })).rows,
    );
    const { size } = await stat(file);
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(told.at(-1)).toBeGreaterThan(size / 2);
    expect(told.at(-1)).toBeLessThanOrEqual(size);
  });

  test('with a cell beyond all measure is refused before it fills the memory', async () => {
    const long = sheet(`<c t="inlineStr"><is><t>${'a'.repeat(1_200_000)}</t></is></c>`);
    await expect(rowsOf({ [first]: long })).rejects.toThrow(
      /^Expected cells of at most 1000000 characters, but one is longer\.$/,
    );
  });
});
