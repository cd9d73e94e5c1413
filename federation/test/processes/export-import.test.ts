import { execFile } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '@kopru/registry';
import { describeWithMongo, startMongo } from '@kopru/store-mongodb/testing';
import type { Mongo } from '@kopru/store-mongodb/testing';
import { curatedFolder } from '@kopru/seed';
import { root } from '../../src/local-registries.ts';
import { blocks, readDocument } from '../documents/document-blocks.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { startRegistry } from '../harness/registry-process.ts';

// A registry moves to another store by the command that docs/operate.md gives.

let folder: string;
let first: string;
let exported: string;

beforeAll(async () => {
  folder = await makeFolder();
  first = `sqlite:${join(folder, 'kazakhstan.sqlite')}`;
  await startRegistry('kazakhstan', { store: first, seed: curatedFolder('kazakhstan') });
  exported = (await kopru('export --registry KZ')).stdout;
});
afterAll(cleanUp);

/** Behind the name of the program. */
const documented = blocks(readDocument('docs/operate.md'), 'sh')
  .find((block) => block.startsWith('npx kopru export'))!
  .trim()
  .replace('npx kopru ', '')
  .replaceAll('npx kopru', 'npx --no kopru');

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** As a user types it. */
async function kopru(command: string): Promise<Outcome> {
  const environment = { ...process.env, KOPRU_DATA: folder };
  try {
    return {
      code: 0,
      ...(await promisify(execFile)('bash', ['-o', 'pipefail', '-c', `npx --no kopru ${command}`], {
        cwd: root,
        env: environment,
        maxBuffer: 1e8,
      })),
    };
  } catch (error) {
    return error as Outcome;
  }
}

const made = async (name: string): Promise<string> => {
  const url = `sqlite:${join(folder, name)}`;
  await (await openStore(url)).close();
  return url;
};

const sorted = (text: string): string[] => text.split('\n').sort();

function describeMove(urlOf: () => Promise<string>): void {
  test('takes every record unchanged and reports it; a second run changes nothing', async () => {
    const count = exported.trim().split('\n').length;
    expect(count).toBeGreaterThan(50);
    const url = await urlOf();
    const command = documented.replace(/--store '[^']+'/, `--store '${url}'`);
    const move = await kopru(command);
    expect(move.stdout).toBe(
      `added ${count}, changed 0, removed 0, unchanged 0. Read as ndjson, utf-8.\n`,
    );
    expect(sorted((await kopru(`export --registry KZ --store '${url}'`)).stdout)).toEqual(
      sorted(exported),
    );
    const again = await kopru(`${command} --json`);
    expect(JSON.parse(again.stdout)).toMatchObject({
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: count,
      bad: 0,
    });
    const store = await openStore(url);
    expect((await store.changesSince(count, 1)).length).toBe(0);
    await store.close();
  });
}

describe('to another SQLite file', () => describeMove(() => made('moved.sqlite')));

describeWithMongo('to MongoDB', () => {
  let mongo: Mongo;
  beforeAll(async () => {
    mongo = await startMongo();
  });
  afterAll(() => mongo.stop());
  describeMove(() => Promise.resolve(mongo.url()));
});

test.each([
  ['is no JSON', () => '{"id":', /:(\d+): expected a JSON object, but got "\{\\"id\\":"$/m],
  [
    'is of another registry',
    (line: string) => line.replaceAll('"KZ.', '"TR.'),
    /:(\d+), column id: expected an id that begins with KZ\., but got "TR\./m,
  ],
  [
    'is there already',
    (line: string) => line,
    /:(\d+), column id: expected an id that line 1 does not have, but got "KZ\./m,
  ],
])(
  'a file whose last line %s is refused with the line, and nothing of it is written',
  async (_, spoil, sentence) => {
    const file = join(folder, 'records.ndjson');
    await writeFile(file, exported);
    await appendFile(file, `${spoil(exported.slice(0, exported.indexOf('\n')))}\n`);
    const url = await made('refused.sqlite');
    const { code, stdout, stderr } = await kopru(
      `import --registry KZ --format records --store ${url} ${file}`,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const [, line] = sentence.exec(stderr) ?? [];
    expect(Number(line)).toBe((await readFile(file, 'utf8')).trim().split('\n').length);
    expect(stderr).toContain('Expected every row to fit, but 1 did not. Nothing was written.');
    const store = await openStore(url);
    expect(await store.summary()).toMatchObject({ counts: [], asOf: null });
    await store.close();
  },
);

test('a missing file is refused', async () => {
  const { code, stderr } = await kopru(
    `import --registry KZ --format records --store ${await made('none.sqlite')} ${join(folder, 'nothing')}`,
  );
  expect(code).toBe(1);
  expect(stderr).toContain('Expected a file at');
});
