import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTable } from '../src/table/open-table.ts';
import type { Row } from '../src/table/row.ts';
import { writeXlsx } from './write-xlsx.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kopru-tables-'))));
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, `${(files += 1)}-${name}`);
  await writeFile(file, content);
  return file;
}
const read = async (file: string) => {
  const table = await openTable(file);
  return { ...table, rows: await Array.fromAsync(table.rows) };
};
const cells = (rows: readonly Row[]) => rows.map((row) => Object.fromEntries(row.cells));
const refusal = async (file: string): Promise<string> => {
  try {
    await read(file);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

const expected = [
  { id: '1', name: 'Қазақ «Алтын» ЖШС', note: 'a, b' },
  { id: '2', name: 'Şişe İğne Çay' },
];

describe('one table', () => {
  const csv = 'id,name,note\r\n1,Қазақ «Алтын» ЖШС,"a, b"\r\n2,Şişe İğne Çay,\r\n';
  const utf16 = (bigEndian: boolean, mark: boolean) => {
    const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${csv}`, 'utf16le');
    return bigEndian ? bytes.swap16() : bytes;
  };
  test.each([
    ['UTF-8', Buffer.from(csv), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${csv}`), 'utf-8'],
    ['UTF-16 with a mark', utf16(false, true), 'utf-16le'],
    ['UTF-16 without one', utf16(false, false), 'utf-16le'],
    ['big-endian UTF-16 with a mark', utf16(true, true), 'utf-16be'],
    ['big-endian UTF-16 without one', utf16(true, false), 'utf-16be'],
  ])('in %s is read the same, and its encoding stated', async (_, bytes, encoding) => {
    const table = await read(await fileOf('a.csv', bytes));
    expect(table.encoding).toBe(encoding);
    expect(cells(table.rows)).toEqual(expected);
  });

  test.each([
    ['windows-1251', 'id;name\n1;Товарищество «Алтын»\n2;Завод\n', 'Товарищество «Алтын»'],
    [
      'windows-1251',
      'id,name,city\n1,KAZ Minerals LLP,Qaraghandy\n2,Steel Works ТОО,Almaty\n',
      'KAZ Minerals LLP',
    ],
    ['windows-1254', 'id;name\n1;Şişe Cam Fabrikaları\n2;ÇELİK A.Ş.\n', 'Şişe Cam Fabrikaları'],
    ['windows-1254', 'id,name\n1,ŞEKER FABRİKASI\n2,Eskişehir\n', 'ŞEKER FABRİKASI'],
  ])('in %s is told from the other by its bytes', async (encoding, text, name) => {
    const bytes = execFileSync('iconv', ['-f', 'utf-8', '-t', encoding], { input: text });
    const table = await read(await fileOf('a.csv', bytes));
    expect(table.encoding).toBe(encoding);
    expect(table.rows[0]?.cells.get('name')).toBe(name);
  });

  test.each(['utf-16le', 'utf-16be'])(
    'in %s without a mark, of Cyrillic letters alone, is no UTF-8',
    async (encoding) => {
      const bytes = Buffer.from('БИН;Наименование\n1;ТОО«СинтетикаБезПробелов»\n', 'utf16le');
      const table = await read(
        await fileOf('a.csv', encoding === 'utf-16be' ? bytes.swap16() : bytes),
      );
      expect(table.encoding).toBe(encoding);
      expect(table.columns).toEqual(['БИН', 'Наименование']);
    },
  );

  test.each([',', ';', '\t', '|'])('separated by %j is read the same', async (delimiter) => {
    const text = expected
      .map(({ id, name, note = '' }) => [id, `"${name}"`, `"${note}"`].join(delimiter))
      .join('\n');
    const table = await read(await fileOf('a.csv', `id${delimiter}name${delimiter}note\n${text}`));
    expect(table.delimiter).toBe(delimiter);
    expect(cells(table.rows)).toEqual(expected);
  });

  test('as lines of JSON, as a JSON array, as a JSON object of rows, and as a workbook is read the same', async () => {
    const lines = expected.map((row) => JSON.stringify(row));
    const workbook = join(folder, 'a.xlsx');
    await writeXlsx(workbook, [
      ['id', 'name', 'note'],
      ...expected.map(({ id, name, note }) => [Number(id), name, note ?? null]),
    ]);
    for (const file of [
      await fileOf('a.ndjson', `${lines.join('\r\n')}\n\n`),
      await fileOf('a.json', ` [ ${lines.join(' , ')} ] `),
      await fileOf('a.json', `{"x": ${lines[0]!}, "y": ${lines[1]!}}`),
      workbook,
    ])
      expect(cells((await read(file)).rows)).toEqual(expected);
  });
});

describe('a row', () => {
  test('of JSON keeps its numbers as they were written, names what is nested by its path, and lists as lists', async () => {
    const file = await fileOf(
      'a.ndjson',
      '{"n": 12345678901234567890, "m": 1.50, "a": {"b": true, "c": [1, "x"]}, "l": [{"d": null}], "e": " "}\n',
    );
    expect(cells((await read(file)).rows)).toEqual([
      { n: '12345678901234567890', m: '1.50', 'a.b': 'true', 'a.c': ['1', 'x'] },
    ]);
  });

  test('of a workbook has dates as dates, and tells of formulas', async () => {
    const file = join(folder, 'dates.xlsx');
    await writeXlsx(file, [
      ['id', 'on', 'is', 'sum'],
      ['a', { date: 45_000 }, true, { formula: 'A1&"x"', value: 'x' }],
    ]);
    const { rows } = await read(file);
    expect(cells(rows)).toEqual([{ id: 'a', on: '2023-03-15', is: 'true' }]);
    expect(rows[0]?.problems).toEqual([
      { column: 'sum', value: 'x', expected: 'a value, no formula' },
    ]);
  });

  test.each([
    ['a formula', '=1+1', 'a value, no formula'],
    [
      'a character that turns the direction',
      'a\u202eb',
      'text without control characters, but it has U+202E',
    ],
    ['a NUL', 'a\u0000b', 'text without control characters, but it has U+0000'],
  ])('with %s says where', async (_, value, problem) => {
    for (const file of [
      await fileOf('a.csv', `id,name\n1,x\n2,"${value}"\n`),
      await fileOf('a.ndjson', `{"id": 1}\n${JSON.stringify({ name: value })}`),
    ]) {
      const { rows } = await read(file);
      expect(rows.map((row) => row.problems)).toEqual([
        [],
        [{ column: 'name', value, expected: problem }],
      ]);
      expect(rows[1]?.line).toBe(file.endsWith('csv') ? 3 : 2);
    }
  });

  test('with more or fewer cells than the header is a bad one, and the rows behind it are read', async () => {
    const { rows } = await read(await fileOf('a.csv', 'id,name\n1\n2,b,c\n"3\n",d\n4,e\n'));
    expect(rows.map(({ line, problems }) => [line, problems.map(({ value }) => value)])).toEqual([
      [2, ['1 cells']],
      [3, ['3 cells']],
      [4, []],
      [6, []],
    ]);
  });

  test('is told by the line that it begins in, also behind cells of several lines', async () => {
    const { rows } = await read(await fileOf('a.csv', 'id,"a\r\nb"\r\n1,"x\r\ny"\r\n\r\n2,z\r\n'));
    expect(rows.map(({ line }) => line)).toEqual([3, 6]);
  });

  test('of JSON whose key turns the direction says so', async () => {
    const { rows } = await read(await fileOf('a.ndjson', '{"a\u202eb": "x"}\n'));
    expect(rows[0]?.problems).toEqual([
      {
        column: 'a\u202eb',
        value: 'x',
        expected: 'a name without control characters, but it has U+202E',
      },
    ]);
  });

  test('of JSON that never ends its text is told at once', async () => {
    const startedAt = performance.now();
    const { rows } = await read(await fileOf('a.ndjson', `{"a": "${'\\"'.repeat(400_000)}\n`));
    expect(rows[0]?.problems[0]?.expected).toBe('a JSON object');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('a file that is no table is refused with what was expected', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
  test.each([
    [
      'of no bytes',
      'a.csv',
      '',
      /^Expected a header line that names the columns, but the file is empty\.$/,
    ],
    [
      'with a control in the name of a column',
      'a.csv',
      'id,na\u001b[31mme\n',
      /^Expected names of columns, but that of column 2 has U\+001B\.$/,
    ],
    [
      'with a column twice',
      'a.csv',
      'id,name,id\n',
      /^Expected each column once, but the header names "id" twice\./,
    ],
    [
      'with a million columns',
      'a.csv',
      `${many(100_000).join(',')}\n`,
      /^Expected at most 2000 columns, but the header names 100000\.$|in line \d+ a row is longer/,
    ],
    [
      'whose quote never ends',
      'a.csv',
      'id,name\n1,"a\n2,b\n',
      /^Expected a table of separated values, but in line \d+ a quoted cell begins that never ends\.$/,
    ],
    [
      'with one endless row',
      'a.csv',
      `id,name\n1,"${'a'.repeat(1_200_000)}"\n`,
      /a row is longer than 1000000 characters\.$/,
    ],
    [
      'with one endless line',
      'a.ndjson',
      `{"a": "${'a'.repeat(1_200_000)}"}`,
      /^Expected rows of at most 1000000 characters, but row 1 is longer\.$/,
    ],
    [
      'with one endless item',
      'a.json',
      `[{"a": "${'a'.repeat(1_200_000)}"}]`,
      /^Expected rows of at most 1000000 characters, but row 1 is longer\.$/,
    ],
    ['of plain text', 'a.json', 'hello', /^Expected a JSON array of objects/],
    ['that ends too early', 'a.json', '[{"a": 1}', /^Expected a JSON array of objects/],
    [
      'with something behind its end',
      'a.json',
      '[{"a": 1}] 1',
      /^Expected a JSON array of objects/,
    ],
    [
      'of the wrong bytes',
      'a.xlsx',
      'PK no zip',
      /^Expected a workbook \(\.xlsx\), but the file is none, or a damaged one\.$/,
    ],
    [
      'of no form',
      'a.pdf',
      '%PDF',
      /^Expected a file whose name ends in \.csv, .* Say what it is with --form\.$/,
    ],
  ] as const)('%s', async (_, name, content, sentence) => {
    expect(await refusal(await fileOf(name, content))).toMatch(sentence);
  });

  test('of bytes that are none of its encoding, with the place', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`id,name\n1,${'a'.repeat(300_000)}\n2,`),
      Buffer.from([0xff, 0xfe, 0xfd]),
    ]);
    expect(await refusal(await fileOf('a.csv', bytes))).toMatch(
      /^Expected text in utf-8, but the bytes before the \d+th are none\. Name the encoding/,
    );
  });

  test('of a workbook with entities of its own, or that unpacks without end', async () => {
    const file = join(folder, 'bomb.xlsx');
    const entities =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>';
    await writeXlsx(file, [['id'], ['x']], { 'xl/sharedStrings.xml': entities });
    expect(await refusal(file)).toMatch(/^Expected a workbook/);
    const deep = '['.repeat(100_000);
    const { rows } = await read(await fileOf('a.ndjson', `${deep}${']'.repeat(100_000)}\n`));
    expect(rows[0]?.problems[0]?.expected).toBe('JSON nested at most 50 deep');
  });

  test('a column that means something to JavaScript is a column as any other', async () => {
    const text = '__proto__,constructor,toString\npolluted,a,b\n';
    const lines =
      '{"__proto__": {"polluted": "yes"}, "constructor": {"prototype": {"polluted": "yes"}}}\n';
    expect([...(await read(await fileOf('a.csv', text))).rows[0]!.cells]).toEqual([
      ['__proto__', 'polluted'],
      ['constructor', 'a'],
      ['toString', 'b'],
    ]);
    expect([...(await read(await fileOf('a.ndjson', lines))).rows[0]!.cells.keys()]).toEqual([
      '__proto__.polluted',
      'constructor.prototype.polluted',
    ]);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
