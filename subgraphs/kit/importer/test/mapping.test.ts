import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMapper } from '../src/mapping/apply-mapping.ts';
import { openTable } from '../src/table/open-table.ts';
import { parseMapping } from '../src/mapping/mapping.ts';
import { suggestMapping } from '../src/mapping/suggest-mapping.ts';
import type { StoredRecord } from '@kopru/records';
import { folder, importText, mappingOf, recordOf, registry } from './import-text.ts';

describe('a rule', () => {
  test.each([
    ['number', '1 234,5', { as: 'number' }, 1234.5],
    ['number', '1,234.5', { as: 'number' }, 1234.5],
    ['number', '1.234,5', { as: 'number' }, 1234.5],
    ['number', '2,57', { as: 'number', times: 1_000_000 }, 2_570_000],
    ['number', '1e3', { as: 'number' }, 1000],
    ['number', 'many', { as: 'number' }, 'a number'],
    ['integer', '12', { as: 'integer' }, 12],
    ['integer', '12.5', { as: 'integer' }, 'a whole number'],
  ])('reads a %s out of %j', async (_, text, rule, value) => {
    const mapping = mappingOf({ fields: { employees: { column: 'x', ...rule } } });
    const { problems } = await importText(
      'a.ndjson',
      JSON.stringify({ id: 'a', name: 'SYNTHETIC', x: text }),
      mapping,
    );
    if (typeof value === 'string') expect(problems[0]).toBe(`1 x=${text}: ${value}`);
    else if (Number.isInteger(value))
      expect(await recordOf('KZ.a')).toMatchObject({ employees: value });
    // A fraction is read, and refused by the contract.
    else expect(problems[0]).toMatch(/^1 x=.*: employees: /);
  });

  test.each([
    ['31.12.2020', 'DD.MM.YYYY', '2020-12-31'],
    ['31.12.2020 00:00:00', 'DD.MM.YYYY', '2020-12-31'],
    ['12/31/2020', 'MM/DD/YYYY', '2020-12-31'],
    ['2020-12-31T10:00:00Z', 'YYYY-MM-DD', '2020-12-31'],
    ['2020-12', 'YYYY-MM-DD', '2020-12'],
    ['2020', 'DD.MM.YYYY', '2020'],
    ['2004.0', 'YYYY-MM-DD', '2004'],
    ['30.02.2020', 'DD.MM.YYYY', null],
    ['31/12/2020', 'MM/DD/YYYY', null],
    ['yesterday', 'YYYY-MM-DD', null],
  ])('reads %s as %s', async (text, dates, value) => {
    const mapping = mappingOf({ fields: { founded: { column: 'x', as: 'date', dates } } });
    const { problems } = await importText(
      'a.ndjson',
      JSON.stringify({ id: 'a', name: 'SYNTHETIC', x: text }),
      mapping,
    );
    if (value === null) expect(problems[0]).toBe(`1 x=${text}: a date that exists, as ${dates}`);
    else expect(await recordOf('KZ.a')).toMatchObject({ founded: value });
  });

  test('reads words by a table, lists by a separator, and leaves out groups of which the row says nothing', async () => {
    const mapping = mappingOf({
      fields: {
        status: { column: 'state', table: { alive: 'ACTIVE', gone: 'DISSOLVED' } },
        listedOn: { column: 'listed', split: ';' },
        'names.1.text': { column: 'english' },
        'names.1.language': { value: 'en' },
        'names.1.kind': { value: 'TRANSLATION' },
        'address.country': { value: 'KZ' },
        'address.locality': { column: 'city' },
      },
    });
    const text =
      'id,name,state,listed,english,city\na,SYNTHETIC,Alive,X:A; X:B;,,\nb,SYNTHETIC,gone,,SYNTHETIC b,Almaty\nc,SYNTHETIC,lost,,,\n';
    const { problems } = await importText('a.csv', text, mapping, { skipBad: true });
    expect(await recordOf('KZ.a')).toMatchObject({
      status: 'ACTIVE',
      listedOn: ['X:A', 'X:B'],
      names: [{}],
      address: null,
    });
    expect(((await recordOf('KZ.a')) as { names: unknown[] }).names).toHaveLength(1);
    expect(await recordOf('KZ.b')).toMatchObject({
      names: [{}, { text: 'SYNTHETIC b', language: 'en' }],
      address: { country: 'KZ', locality: 'Almaty' },
    });
    expect(problems).toEqual(['4 state=lost: one of alive, gone']);
  });

  test('with a pattern refuses a cell so long that looking through it would take hours', async () => {
    const mapping = mappingOf({
      fields: { legalForm: { column: 'x', pattern: '^(.*?)\\s*(?:\\(note\\)\\s*)?$' } },
    });
    const row = { id: 'a', name: 'SYNTHETIC', x: `a${' '.repeat(40_000)}b` };
    const startedAt = performance.now();
    const { problems } = await importText('a.ndjson', JSON.stringify(row), mapping);
    expect(problems[0]).toMatch(/^1 x=a *b: at most 5000 characters$/);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test('a bad value that is only to be noticed leaves the record with a reason', async () => {
    const mapping = mappingOf({
      fields: { founded: { column: 'x', as: 'date', dates: 'DD.MM.YYYY', invalid: 'notice' } },
    });
    await importText('a.ndjson', '{"id": "a", "name": "SYNTHETIC", "x": "31.02.2020"}', mapping);
    expect(await recordOf('KZ.a')).toMatchObject({
      founded: null,
      notices: [{ path: 'founded', reason: 'INVALID_AT_SOURCE' }],
    });
  });
});

describe('an import', () => {
  const mapping = mappingOf({ country: { column: 'country' } });
  const head = 'id,name,country\n';
  const rows = (count: number, name = 'SYNTHETIC'): string =>
    Array.from({ length: count }, (_, index) => `r${index},${name} ${index},KZ\n`).join('');

  test('once more changes nothing; what is new, changed or of another country is counted', async () => {
    expect(await importText('a.csv', `${head}${rows(3)}x,SYNTHETIC,TR\n`, mapping)).toMatchObject({
      added: 3,
      changed: 0,
      unchanged: 0,
      problems: [],
    });
    const again = createMapper(registry, mapping, '2027-01-01T00:00:00.000Z');
    const isSame = (known: object, read: object) =>
      JSON.stringify(known, skipTime) === JSON.stringify(read, skipTime);
    expect(
      await importText('a.csv', `${head}${rows(3)}`, mapping, { read: again, isSame }),
    ).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 3,
    });
    expect(
      await importText(
        'a.csv',
        `${head}${rows(2)}r2,SYNTHETIC other,kazakhstan\nr3,SYNTHETIC,kz\n`,
        mapping,
      ),
    ).toMatchObject({ added: 1, changed: 1, unchanged: 2 });
    expect((await registry.store.changesSince(0, 99)).length).toBe(5);
  });

  test.each([3, 2_500])(
    'of %i rows with a bad one writes nothing, or all the others',
    async (count) => {
      const text = `${head}${rows(count)}bad,,KZ\n${rows(1)}`;
      const refused = await importText('a.csv', text, mapping);
      expect(refused.problems).toEqual([
        `${count + 2} name=: a value`,
        `${count + 3} id=KZ.r0: an id that line 2 does not have`,
        'Expected every row to fit, but 2 did not. Nothing was written. Correct them, or pass them over with --skip-bad.',
      ]);
      expect((await registry.store.summary()).counts).toEqual([]);
      expect(await importText('a.csv', text, mapping, { skipBad: true })).toMatchObject({
        added: count,
        bad: 2,
      });
      expect((await registry.store.summary()).counts).toEqual([{ kind: 'COMPANY', count }]);
    },
  );

  test('that is only tried says the same and writes nothing', async () => {
    expect(
      await importText('a.csv', `${head}${rows(1_500)}`, mapping, { dryRun: true }),
    ).toMatchObject({
      added: 1_500,
    });
    expect((await registry.store.summary()).counts).toEqual([]);
  });

  test('of a full table removes what it lacks of its own source, unless that is more than one in five', async () => {
    const full = {
      allowMany: false,
      covers: (record: StoredRecord) => record.provenance.sourceName === 'SYNTHETIC register',
    };
    await registry.write({ put: [{ ...record, id: 'KZ.other' }] });
    await importText('a.csv', `${head}${rows(10)}`, mapping, { full });
    const few = await importText('a.csv', `${head}${rows(7)}`, mapping, { full });
    expect(few.problems).toEqual([
      'Expected a full table, but it lacks 3 of the 10 records on file: more than one in five. Nothing was written. Where that is so, say --yes.',
    ]);
    expect(await importText('a.csv', `${head}${rows(8)}`, mapping, { full })).toMatchObject({
      removed: 2,
      unchanged: 8,
    });
    expect(
      await importText('a.csv', `${head}${rows(1)}`, mapping, {
        full: { ...full, allowMany: true },
      }),
    ).toMatchObject({ removed: 7 });
    expect(await registry.store.scan('', 99)).toMatchObject([{ id: 'KZ.other' }, { id: 'KZ.r0' }]);
  });
});

const record = {
  kind: 'COMPANY',
  names: [{ text: 'SYNTHETIC other', language: 'en', kind: 'LEGAL' }],
  status: 'ACTIVE',
  provenance: { source: 'SYNTHETIC', licence: 'CC0-1.0', modifiedAt: '2026-11-24T00:00:00.000Z' },
};

const skipTime = (key: string, value: unknown): unknown =>
  key === 'modifiedAt' ? undefined : value;

describe('a mapping', () => {
  test.each([
    ['no JSON', '{', /^Expected a mapping as JSON at the test/],
    ['of no kind', JSON.stringify({ about: '', kind: 'PERSON' }), /kind: .*docs\/import\.md/],
    [
      'of a path that means something to JavaScript',
      JSON.stringify({
        ...(mappingOf({}) as object),
        fields: { '__proto__.x': { value: 1 }, 'constructor.name': { value: 1 } },
      }),
      /constructor\.name/,
    ],
    [
      'with a pattern that is none',
      JSON.stringify({
        ...(mappingOf({}) as object),
        fields: { status: { column: 'x', pattern: '(' } },
      }),
      /fields\.status/,
    ],
  ])('that is %s is refused with the place', (_, text, sentence) => {
    expect(() => parseMapping(text, 'the test')).toThrow(sentence);
  });

  test('is drafted from a header line, and what is drafted is a mapping that works', async () => {
    const text =
      'BIN;Наименование;Дата регистрации;Статус;Город\n990140000186;SYNTHETIC ТОО;15.01.1999;Действующее;Алматы\n';
    const file = join(folder, 'suggest.csv');
    await writeFile(file, text);
    const table = await openTable(file);
    const { mapping, unused } = suggestMapping(
      table.columns!,
      await Array.fromAsync(table.rows),
      'COMPANY',
      'ru',
    );
    expect(unused).toEqual([]);
    const { problems } = await importText(
      'a.csv',
      text,
      parseMapping(JSON.stringify(mapping), 'the draft'),
    );
    expect(problems).toEqual([]);
    expect(await recordOf('KZ.990140000186')).toMatchObject({
      names: [{ text: 'SYNTHETIC ТОО', language: 'ru' }],
      founded: '1999-01-15',
      status: 'ACTIVE',
      address: { locality: 'Алматы' },
    });
  });

  test.each([
    ['BIN', '990140000186', [], 'KZ-BIN'],
    ['VKN', '4540536920', [], 'TR-VKN'],
    ['VÖEN', '1401555071', ['AZ-VOEN', 'XI-LEI'], 'AZ-VOEN'],
    ['INN', '201124912', ['UZ-OKPO', 'UZ-STIR', 'XI-LEI'], 'UZ-STIR'],
    ['INN', 'unreadable', ['KG-INN', 'XI-LEI'], 'KG-INN'],
  ])('is drafted with the identifier scheme that %s %s fits', (column, value, schemes, scheme) => {
    const cells = new Map([[column, value]]);
    const row = { line: 2, cells, source: value, problems: [] };
    const { mapping } = suggestMapping(['Name', column], [row], 'COMPANY', 'und', schemes);
    expect(mapping).toHaveProperty(['fields', 'identifiers.0.scheme'], { value: scheme });
  });

  test('is drafted without identifiers if their scheme cannot be told', () => {
    const row = { line: 2, cells: new Map([['INN', 'x']]), source: 'x', problems: [] };
    const { mapping, unused } = suggestMapping(['Name', 'No', 'INN'], [row], 'COMPANY', 'und');
    expect(mapping).not.toHaveProperty(['fields', 'identifiers.0.value']);
    expect(unused).toEqual(['No']);
  });
});
