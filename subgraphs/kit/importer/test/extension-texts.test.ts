import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRecordReader } from '../src/record-rows.ts';
import { importTable } from '../src/import-table.ts';
import { openTable } from '../src/table/open-table.ts';
import { folder, recordOf, registry } from './import-text.ts';

// What a national extension holds is JSON in one cell: what is refused of any other text is refused
// in there too, however it is written.

const provenance = {
  source: 'SYNTHETIC',
  licence: 'CC0-1.0',
  modifiedAt: '2026-11-24T00:00:00.000Z',
};
const names = [{ text: 'SYNTHETIC', language: 'und', kind: 'LEGAL' }];
const company = (extension: object) => ({
  id: 'KZ.x',
  kind: 'COMPANY',
  names,
  status: 'ACTIVE',
  provenance,
  extension,
});

async function importCsv(extension: string): Promise<string[]> {
  const file = join(folder, 'extension.csv');
  const cells = [
    'KZ.x',
    'COMPANY',
    'SYNTHETIC',
    'CC0-1.0',
    provenance.modifiedAt,
    JSON.stringify(names),
    'ACTIVE',
    extension,
  ];
  const head =
    'id,kind,provenance.source,provenance.licence,provenance.modifiedAt,names,status,extension';
  await writeFile(
    file,
    `${head}\n${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`,
  );
  const problems: string[] = [];
  await importTable({
    store: registry.store,
    rows: (await openTable(file)).rows,
    read: createRecordReader(registry),
    onBad: (_, all) =>
      void problems.push(...all.map(({ column, expected }) => `${column}: ${expected}`)),
    skipBad: true,
  });
  return problems;
}

test.each([
  [
    'a turn of direction',
    '\\u202e',
    /^extension\.oked: expected text without control characters, but it has U\+202E$/,
  ],
  [
    'a NUL',
    '\\u0000',
    /^extension\.oked: expected text without control characters, but it has U\+0000$/,
  ],
  ['a formula', '=1+1', /^extension\.oked: expected text, no formula$/],
])(
  '%s in an extension is refused with its place, and by the registry itself',
  async (_, sign, sentence) => {
    const extension = `{"oked": "${sign}x"}`;
    const [problem] = await importCsv(extension);
    expect(problem).toMatch(sentence);
    expect(await recordOf('KZ.x')).toBeNull();
    await expect(
      registry.write({ put: [company(JSON.parse(extension) as object)] }),
    ).rejects.toThrow(/extension\.oked/);
  },
);

test('a text that may be is taken as it is', async () => {
  expect(await importCsv('{"oked": "0610"}')).toEqual([]);
  expect(await recordOf('KZ.x')).toMatchObject({ extension: { oked: '0610' } });
});
