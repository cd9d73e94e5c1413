import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '@kopru/registry';
import { curatedFolder, generateSynthetic } from '@kopru/seed';
import { root } from '../../src/local-registries.ts';
import { startNode } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { startRegistry } from '../harness/registry-process.ts';

// What an agency does with its files, by the commands that docs/import.md gives.

let folder: string;
let url: string;
const at = (name: string): string => join(folder, name);

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

async function kopru(...args: string[]): Promise<Outcome> {
  const options = { cwd: root, env: { ...process.env, KOPRU_DATA: folder }, maxBuffer: 1e8 };
  const main = join(root, 'cli', 'src', 'main.ts');
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [main, ...args], options)) };
  } catch (error) {
    return error as Outcome;
  }
}

const storeOf = async (name: string): Promise<string> => {
  const store = `sqlite:${at(name)}`;
  await (await openStore(store)).close();
  return store;
};

beforeAll(async () => {
  folder = await makeFolder();
  const registry = await startRegistry('kazakhstan', {
    store: `sqlite:${at('kazakhstan.sqlite')}`,
    seed: curatedFolder('kazakhstan'),
  });
  url = registry.url;
});
afterAll(cleanUp);

const ask = async (query: string) =>
  (await (
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
  ).json()) as {
    data: { companies: { totalCount: number; nodes: { id: string; name: string }[] } };
  };

describe('a table in windows-1251 with bad rows', () => {
  const text = [
    'БИН;Наименование;Дата регистрации;Статус;Город',
    '990140000186;SYNTHETIC ТОО «Алтын»;15.01.1999;Действующее;Алматы',
    '990140000187;SYNTHETIC ТОО «Темір»;31.02.1999;Действующее;Орал',
    '990140000188;SYNTHETIC ТОО «Мыс»;;Неведомо;Орал',
  ].join('\n');
  const write = (name: string, content: string) =>
    writeFile(
      at(name),
      execFileSync('iconv', ['-f', 'utf-8', '-t', 'windows-1251'], { input: content }),
    );

  test('is mapped by a draft, refused with the position of each bad row, imported without them, corrected and imported again, while the registry runs', async () => {
    await write('companies.csv', text);
    const draft = await kopru('import', '--suggest', '--kind', 'COMPANY', at('companies.csv'));
    const mapping = JSON.parse(draft.stdout) as {
      fields: { status: { table: Record<string, string> } };
    };
    delete mapping.fields.status.table.Неведомо;
    await writeFile(at('mapping.json'), JSON.stringify(mapping));

    const importing = ['import', '--registry', 'KZ', '--mapping', at('mapping.json')];
    const refused = await kopru(...importing, at('companies.csv'));
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr.trim().split('\n')).toEqual([
      `${at('companies.csv')}:3, column Дата регистрации: expected a date that exists, as DD.MM.YYYY, but got "31.02.1999"`,
      `${at('companies.csv')}:4, column Статус: expected one of Действующее, but got "Неведомо"`,
      'Expected every row to fit, but 2 did not. Nothing was written. Correct them, or pass them over with --skip-bad.',
    ]);

    const bad = `${at('companies.csv')}.bad.csv`;
    const tried = await kopru(
      ...importing,
      '--skip-bad',
      '--dry-run',
      '--json',
      at('companies.csv'),
    );
    expect(JSON.parse(tried.stdout)).toMatchObject({
      dryRun: true,
      added: 1,
      bad: 2,
      encoding: 'windows-1251',
      delimiter: ';',
    });
    const passed = await kopru(...importing, '--skip-bad', at('companies.csv'));
    expect(passed.stdout).toBe(
      `added 1, changed 0, removed 0, unchanged 0; passed over 2 bad rows, which are in ${bad}. Read as csv, windows-1251, separated by ";".\n`,
    );
    const { data } = await ask(
      '{ companies(where: {name: "SYNTHETIC"}) { totalCount nodes { id name } } }',
    );
    expect(data.companies.nodes).toEqual([
      { id: 'KZ.990140000186', name: 'SYNTHETIC ТОО «Алтын»' },
    ]);

    const corrected = (await readFile(bad, 'utf8'))
      .replace('31.02.1999', '28.02.1999')
      .replace('Неведомо', 'Действующее');
    await writeFile(at('corrected.csv'), corrected);
    expect((await kopru(...importing, at('corrected.csv'))).stdout).toMatch(/^added 2, /);
    expect(
      (await ask('{ companies(where: {name: "SYNTHETIC"}) { totalCount } }')).data.companies
        .totalCount,
    ).toBe(3);
  });
});

describe('an export', () => {
  const made = [...generateSynthetic({ registry: 'KZ', seed: 7, count: 600 })];
  let store: string;
  beforeAll(async () => {
    store = await storeOf('synthetic.sqlite');
    await writeFile(
      at('made.ndjson'),
      made.map((record) => `${JSON.stringify(record)}\n`).join(''),
    );
    expect(
      (
        await kopru(
          'import',
          '--registry',
          'KZ',
          '--format',
          'records',
          '--store',
          store,
          at('made.ndjson'),
        )
      ).stdout,
    ).toMatch(/^added 600, /);
  });

  test.each(['ndjson', 'csv'])(
    'of every record as %s changes nothing when imported back, and gives all records when imported elsewhere',
    async (form) => {
      const file = at(`all.${form}`);
      expect(
        await kopru('export', '--registry', 'KZ', '--store', store, '--form', form, '--out', file),
      ).toMatchObject({ code: 0 });
      const back = ['import', '--registry', 'KZ', '--format', 'records', '--json', file];
      expect(JSON.parse((await kopru(...back, '--store', store, '--full')).stdout)).toMatchObject({
        added: 0,
        changed: 0,
        removed: 0,
        unchanged: 600,
      });
      const other = await storeOf(`other-${form}.sqlite`);
      expect(JSON.parse((await kopru(...back, '--store', other)).stdout)).toMatchObject({
        added: 600,
      });
      const all = async (which: string) =>
        (await kopru('export', '--registry', 'KZ', '--store', which)).stdout;
      expect(await all(other)).toBe(await all(store));
    },
  );

  test("of a query's rows has its columns, escapes formulas and reports what each registry returned", async () => {
    const query =
      '{ companies(where: {name: "SYNTHETIC"}, orderBy: {field: FOUNDED}) { nodes { id name address { locality } founded names { language } stateOwned } } }';
    const out = at('rows.csv');
    expect(
      await kopru('export', '--from', url, '--query', query, '--form', 'csv', '--out', out),
    ).toMatchObject({ code: 0 });
    expect((await readFile(out, 'utf8')).split('\n').slice(0, 2)).toEqual([
      'id,name,address.locality,founded,names,stateOwned',
      'KZ.990140000186,SYNTHETIC ТОО «Алтын»,Алматы,1999-01-15,"[{""language"":""und""}]",',
    ]);
    const sidecar = JSON.parse(await readFile(`${out}.reports.json`, 'utf8')) as object;
    expect(sidecar).toMatchObject({
      rows: 3,
      registries: [{ registry: 'KZ', state: 'OK', returned: 3 }],
    });

    const parquet = at('rows.parquet');
    expect(
      await kopru('export', '--from', url, '--query', query, '--form', 'parquet', '--out', parquet),
    ).toMatchObject({ code: 0 });
    const bytes = await readFile(parquet);
    const rows = await parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    });
    expect(rows.map(({ id }) => String(id)).sort()).toEqual([
      'KZ.990140000186',
      'KZ.990140000187',
      'KZ.990140000188',
    ]);
  });

  test.each([
    [
      'no endpoint',
      ['--from', 'http://127.0.0.1:9/graphql', '--query', '{ companies { nodes { id } } }'],
      /could not reach it/,
    ],
    ['no connection', ['--query', '{ registries { code } }'], /to select nodes/],
    [
      'no such field',
      ['--query', '{ companies { nodes { colour } } }'],
      /Expected a query that fits the schema: Cannot query field "colour"/,
    ],
    ['nothing named', [], /Expected either --registry CODE, or --from URL and --query QUERY/],
  ])('of %s is refused in one line, and no file is left', async (_, args, sentence) => {
    const from = args.includes('--from') || args.length === 0 ? [] : ['--from', url];
    const { code, stderr } = await kopru(
      'export',
      ...from,
      ...args,
      '--out',
      at('none.csv'),
      '--form',
      'csv',
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    await expect(readFile(at('none.csv'))).rejects.toThrow();
  });
});

describe('an interrupted import', () => {
  const count = 20_000;
  beforeAll(async () => {
    const rows = Array.from({ length: count }, (_, index) => `r${index},SYNTHETIC ${index}\n`);
    await writeFile(at('many.csv'), `id,name\n${rows.join('')}`);
    const draft = await kopru('import', '--suggest', at('many.csv'));
    await writeFile(at('many.mapping.json'), draft.stdout);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'by %s leaves the old records, and the next import is complete',
    async (signal) => {
      const store = await storeOf(`broken-${signal}.sqlite`);
      const main = join(root, 'cli', 'src', 'main.ts');
      const args = [
        'import',
        '--registry',
        'KZ',
        '--mapping',
        at('many.mapping.json'),
        '--store',
        store,
        at('many.csv'),
      ];
      const child = startNode([main, ...args], { environment: { KOPRU_DATA: folder } });
      // The store is open: the file beside it is there.
      while (!existsSync(`${store.replace('sqlite:', '')}-wal`)) await sleep(20);
      await sleep(400);
      child.signal(signal);
      expect(await child.ended).toBe(signal === 'SIGKILL' ? null : 130);
      if (signal !== 'SIGKILL')
        expect(child.lines.join('\n')).toContain('Interrupted. Nothing was written.');
      const opened = await openStore(store);
      expect(await opened.summary()).toMatchObject({ counts: [], asOf: null });
      await opened.close();
      expect((await kopru(...args)).stdout).toMatch(new RegExp(`^added ${count}, `));
    },
  );
});

test('two imports at once run one after the other: each reports its changes, and one complete set is there', async () => {
  const store = await storeOf('two.sqlite');
  const outcomes = await Promise.all(
    ['A', 'B'].map(async (name) => {
      const rows = Array.from({ length: 6_000 }, (_, index) => `w${index},SYNTHETIC ${name}\n`);
      await writeFile(at(`${name}.csv`), `id,name\n${rows.join('')}`);
      const { stdout } = await kopru(
        'import',
        '--registry',
        'KZ',
        '--mapping',
        at('many.mapping.json'),
        '--store',
        store,
        '--json',
        at(`${name}.csv`),
      );
      return JSON.parse(stdout) as { added: number; changed: number };
    }),
  );
  expect(outcomes.map(({ added }) => added).sort()).toEqual([0, 6_000]);
  expect(outcomes.map(({ changed }) => changed).sort()).toEqual([0, 6_000]);
  const { stdout } = await kopru('export', '--registry', 'KZ', '--store', store);
  expect(new Set([...stdout.matchAll(/SYNTHETIC [AB]/g)].map(([name]) => name)).size).toBe(1);
});

test('kopru migrate reports what it did', async () => {
  const { stdout } = await kopru('migrate', '--registry', 'KZ');
  expect(stdout).toMatch(/^version \d+ already\n$/);
});
