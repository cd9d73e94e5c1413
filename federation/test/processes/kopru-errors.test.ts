import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '@kopru/registry';
import { generateSynthetic } from '@kopru/seed';
import { root } from '../../src/local-registries.ts';
import { startNode } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { startRegistry } from '../harness/registry-process.ts';

// kopru answers a wrong call with an exit code and one line. An interrupted command leaves no
// partial file.

const main = join(root, 'cli', 'src', 'main.ts');
let folder: string;
let url: string;
const at = (name: string): string => join(folder, name);
const places = (text: string): string =>
  text.replaceAll('{folder}', folder).replaceAll('{url}', url);

async function kopru(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = { cwd: root, env: { ...process.env, KOPRU_DATA: folder }, maxBuffer: 1e8 };
  const running = promisify(execFile)(process.execPath, [main, ...args.map(places)], options);
  running.child.stdin?.end('id,name\n1,SYNTHETIC\n');
  return running.then((out) => ({ code: 0, ...out })).catch((error: unknown) => error as never);
}

const mapping = (more: object = {}): string =>
  JSON.stringify({
    about: 'SYNTHETIC',
    kind: 'COMPANY',
    source: { name: 'SYNTHETIC', kind: 'SYNTHETIC', licence: 'CC0-1.0' },
    id: { columns: ['id'] },
    fields: {
      'names.0.text': { column: 'name', required: true },
      'names.0.language': { value: 'und' },
      'names.0.kind': { value: 'LEGAL' },
      status: { value: 'ACTIVE' },
      ...more,
    },
  });

beforeAll(async () => {
  folder = await makeFolder();
  const store = await openStore(`sqlite:${at('kazakhstan.sqlite')}`);
  await store.close();
  const made = [...generateSynthetic({ registry: 'KZ', seed: 7, count: 300 })];
  await writeFile(at('seed.json'), JSON.stringify({ records: made }));
  url = (
    await startRegistry('kazakhstan', {
      store: `sqlite:${at('running.sqlite')}`,
      seed: at('seed.json'),
    })
  ).url;
  await mkdir(at('some-folder'));
  await writeFile(at('mapping.json'), mapping());
  await writeFile(at('mistyped.json'), mapping({ 'address.locality': { column: 'citty' } }));
  await writeFile(at('table.csv'), 'id,name\n1,SYNTHETIC\n2,\n');
});
afterAll(cleanUp);

const importing = ['import', '--registry', 'KZ', '--mapping', '{folder}/mapping.json'];
const asking = ['export', '--from', '{url}', '--query'];

describe('is refused in one line, and with --json in JSON', () => {
  test.each([
    [
      'a bad-rows file in no folder',
      1,
      [...importing, '--skip-bad', '--bad-file', '{folder}/no/x.csv', '{folder}/table.csv'],
      /no\/x\.csv.*ENOENT/,
    ],
    [
      'a bad-rows file without --skip-bad',
      2,
      [...importing, '--bad-file', 'x', '{folder}/table.csv'],
      /--skip-bad/,
    ],
    ['--yes without --full', 2, [...importing, '--yes', '{folder}/table.csv'], /--full/],
    [
      'an unknown format',
      2,
      ['import', '--registry', 'KZ', '--format', 'pdf', 'x.csv'],
      /Allowed choices/,
    ],
    [
      'an unknown kind to suggest for',
      2,
      ['import', '--suggest', '--kind', 'SHIP', '{folder}/table.csv'],
      /Allowed choices/,
    ],
    [
      'nothing to suggest from',
      1,
      ['import', '--suggest', '{folder}/none.csv'],
      /Expected a file at/,
    ],
    [
      'a mapping of a column that is not there',
      1,
      ['import', '--registry', 'KZ', '--mapping', '{folder}/mistyped.json', '{folder}/table.csv'],
      /no column "citty".*"id", "name"/,
    ],
    [
      'a format of another table',
      1,
      ['import', '--registry', 'KZ', '--format', 'wri-power-plants', '{folder}/table.csv'],
      /no column /,
    ],
    [
      'an export into no folder',
      1,
      ['export', '--registry', 'KZ', '--out', '{folder}/no/x.ndjson'],
      /no\/x\.ndjson.*ENOENT/,
    ],
    [
      'a Parquet export into no folder',
      1,
      ['export', '--registry', 'KZ', '--form', 'parquet', '--out', '{folder}/no/x'],
      /no\/x.*ENOENT/,
    ],
    [
      'an export over a folder',
      1,
      ['export', '--registry', 'KZ', '--out', '{folder}/some-folder'],
      /some-folder.*folder/,
    ],
    ['a query in no file', 1, [...asking, '@{folder}/none.graphql'], /none\.graphql.*ENOENT/],
    [
      'variables that are no object',
      1,
      [...asking, '{ companies { nodes { id } } }', '--variables', '7'],
      /--variables/,
    ],
    [
      'a query that begins in the middle',
      1,
      [...asking, '{ companies(after: "x") { nodes { id } } }'],
      /after/,
    ],
    [
      'a conformance requirement that does not exist',
      1,
      ['conform', '{url}', '--only', 'NOPE'],
      /NOPE/,
    ],
    ['conformance of nothing', 2, ['conform'], /missing required argument/],
  ] as const)(
    '%s',
    async (_, exitCode, args, sentence) => {
      const words = await kopru(...args);
      expect(words).toMatchObject({ code: exitCode, stdout: '' });
      expect(words.stderr).toMatch(sentence);
      expect(words.stderr.trim().split('\n')).toHaveLength(1);
      const json = await kopru(...args, '--json');
      expect(json).toMatchObject({ code: exitCode, stdout: '' });
      const { error } = JSON.parse(json.stderr) as { error: string };
      expect(error).toMatch(sentence);
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
    30_000,
  );

  test('an endpoint that does not return its schema', async () => {
    const server = createServer((_, response) =>
      response.setHeader('content-type', 'application/json').end('{"data":{}}'),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { code, stderr } = await kopru(
      'export',
      '--from',
      from,
      '--query',
      '{ companies { nodes { id } } }',
    );
    server.close();
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(stderr).toMatch(/Expected the schema of/);
  });
});

test('a dry run with bad rows writes no file of them, and prints no control characters', async () => {
  await writeFile(at('bidi.csv'), 'id,name\n1,"a\u202e\u009b31m"\n');
  const { stdout, stderr } = await kopru(
    ...importing,
    '--skip-bad',
    '--dry-run',
    '--json',
    '{folder}/bidi.csv',
  );
  expect(JSON.parse(stdout)).toMatchObject({ bad: 1, badFile: null });
  expect(JSON.parse(stderr)).toMatchObject({ line: 2, column: 'name', value: 'a\u202e\u009b31m' });
  expect(stderr).not.toMatch(/[\u0080-\u009f\u202a-\u202e]/);
  expect(existsSync(at('bidi.csv.bad.csv'))).toBe(false);
});

test('a mapping is drafted from standard input too', async () => {
  const { code, stdout } = await kopru('import', '--suggest', '--form', 'csv', '-');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ id: { columns: ['id'] } });
});

test('an export reports with --json what it wrote, and takes rows under any alias', async () => {
  const rows = ['--query', '{ all: companies(first: 7) { rows: nodes { id } } }', '--json'];
  const file = await kopru('export', '--from', '{url}', ...rows, '--out', '{folder}/rows.ndjson');
  const ids = (await readFile(at('rows.ndjson'), 'utf8')).trim().split('\n');
  expect(JSON.parse(file.stdout)).toMatchObject({
    rows: ids.length,
    file: at('rows.ndjson'),
    registries: [{ registry: 'KZ', state: 'OK' }],
  });
  const piped = await kopru('export', '--from', '{url}', ...rows);
  expect(piped.stdout.trim().split('\n')).toEqual(ids);
  expect(JSON.parse(piped.stderr)).toMatchObject({ rows: ids.length, file: null });
});

describe('interrupted', () => {
  test('by a closed pipe, an export ends without a message', async () => {
    const child = spawn(
      process.execPath,
      [main, 'export', '--registry', 'KZ', '--store', `sqlite:${at('running.sqlite')}`],
      { cwd: root },
    );
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint += String(chunk)));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await once(child, 'exit');
    expect(complaint).toBe('');
  });

  test('by Ctrl-C, an export leaves no file', async () => {
    // A hub that never sends its second page.
    const introspection = async (body: string) =>
      (
        await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      ).text();
    let asked = 0;
    const server = createServer((request, response) => {
      void Array.fromAsync(request).then(async (chunks) => {
        asked += 1;
        if (asked < 3)
          response
            .setHeader('content-type', 'application/json')
            .end(await introspection(Buffer.concat(chunks as Buffer[]).toString()));
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const out = at('broken.csv');
    const child = startNode([
      main,
      'export',
      '--from',
      from,
      '--query',
      '{ companies(first: 5) { nodes { id } } }',
      '--form',
      'csv',
      '--out',
      out,
    ]);
    while (asked < 3) await sleep(20);
    expect(existsSync(`${out}.part`)).toBe(true);
    child.signal('SIGINT');
    expect(await child.ended).toBe(130);
    expect(child.lines).toEqual(['Interrupted. Nothing was written.']);
    expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);
    server.closeAllConnections();
    server.close();
  });

  test('by Ctrl-C, an import that waits for more of its input ends at once', async () => {
    const child = spawn(process.execPath, [main, ...importing.map(places), '--form', 'csv', '-'], {
      cwd: root,
      env: { ...process.env, KOPRU_DATA: folder },
    });
    // More than is read to detect the encoding.
    child.stdin.write(`id,name\n${'1,SYNTHETIC\n'.repeat(30_000)}`);
    await sleep(5_000);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
  });
});
