import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../src/local-registries.ts';
import { startChild, startNode } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { freePorts } from '../harness/free-ports.ts';
import { startFederation } from '../harness/running-federation.ts';

const main = join(root, 'cli', 'src', 'main.ts');
const stopMs = 2_000;
/** A process whose launcher was killed notices once it is free to: while it starts, when its modules are loaded. */
const orphanMs = 10_000;

let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(cleanUp);

const inFolder = (name: string): string => join(folder, name);

/** Where a union of this name would keep its data and listen. */
async function placeOf(name: string): Promise<{ KOPRU_DATA: string; KOPRU_PORT: string }> {
  return { KOPRU_DATA: inFolder(name), KOPRU_PORT: String(await freePorts(10)) };
}

describe('the union ends', () => {
  test('on Ctrl-C within two seconds, started by npm from another folder, and with a registry that hangs', async () => {
    const args = ['--prefix', root, 'start'];
    const npm = startChild('npm', args, { cwd: folder, environment: await placeOf('by npm') });
    const [, pid] = await npm.said(/^KZ listening on .*, process (\d+)/);
    const [, url = ''] = await npm.said(/^ready (http.*)/);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query": "{ __typename }"}',
    });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });

    process.kill(Number(pid), 'SIGSTOP');
    npm.interrupt();
    expect(await npm.gone()).toBeLessThan(stopMs);
    expect(npm.lines.filter((line) => /stopped|Error/.test(line))).toEqual([]);
  });

  test('when its launcher is killed, for its processes notice', async () => {
    const { launcher, stop } = await startFederation();
    launcher.signal('SIGKILL');
    expect(await launcher.gone()).toBeLessThan(orphanMs);
    await stop();
  });

  test.each([
    ['SIGINT', stopMs],
    ['SIGKILL', orphanMs],
  ] as const)('on %s to its launcher while it starts', async (signal, withinMs) => {
    const launcher = startNode([main, 'start'], { environment: await placeOf(signal) });
    await launcher.said(/^\w+ listening/);
    launcher.signal(signal);
    expect(await launcher.gone()).toBeLessThan(withinMs);
    expect(launcher.lines.filter((line) => /stopped|^ +at /.test(line))).toEqual([]);
  });
});

/** It ends by itself, having said these sentences and nothing more. */
async function expectSentences(child: Child, sentences: readonly RegExp[]): Promise<void> {
  expect(await child.ended).toBe(1);
  expect(child.lines).toEqual(
    sentences.map((sentence) => expect.stringMatching(sentence) as string),
  );
}

describe('the launcher says in one sentence', () => {
  test('which port is taken, and for whom it was', async () => {
    const environment = await placeOf('taken');
    const taken = Number(environment.KOPRU_PORT) + 3;
    const other = createServer().listen(taken, '127.0.0.1');
    await once(other, 'listening');
    const launcher = startNode([main, 'start'], { environment });
    await expectSentences(launcher, [
      new RegExp(
        `^Expected free ports, but another program listens on ${taken} \\(KG\\)\\. .+\\.$`,
      ),
    ]);
    other.close();
  });

  test('that the data folder is a file', async () => {
    const environment = await placeOf('file');
    await writeFile(environment.KOPRU_DATA, '');
    await expectSentences(startNode([main, 'start'], { environment }), [
      /^Expected a data folder at .*file, but .+\.$/,
    ]);
  });

  test('that KOPRU_PORT is no port for ten processes', async () => {
    await Promise.all(
      ['abc', '0', '-1', '65530', '4000.5'].map((KOPRU_PORT) =>
        expectSentences(
          startNode([main, 'start'], { environment: { KOPRU_PORT, KOPRU_DATA: inFolder('port') } }),
          [
            new RegExp(
              `^Expected KOPRU_PORT to be a number of 1 to 65526 .*, but got ${KOPRU_PORT}\\.$`,
            ),
          ],
        ),
      ),
    );
  });
});

describe('a registry says in one sentence', () => {
  const registry = (...args: string[]): Child => startNode([main, 'registry', ...args]);

  test('which countries there are', async () => {
    const sentence = (got: string) => [
      new RegExp(`^Expected a country folder \\(azerbaijan, .*\\), but got ${got}\\.$`),
    ];
    await Promise.all([
      expectSentences(registry('atlantis'), sentence('atlantis')),
      expectSentences(registry('kit/src'), sentence('kit/src')),
      expectSentences(registry(), sentence('none')),
    ]);
  });

  test('that its database file is something else, or broken', async () => {
    await writeFile(inFolder('letter.sqlite'), 'Dear registry, I am no database.');
    await writeFile(inFolder('broken.sqlite'), await brokenDatabase());
    const open = (name: string): Child =>
      registry('kazakhstan', '--port', '0', '--store', `sqlite:${inFolder(name)}`);
    await Promise.all([
      expectSentences(open('letter.sqlite'), [
        /^Expected a database at .*letter\.sqlite, but .+\.$/,
      ]),
      expectSentences(open('broken.sqlite'), [/^Expected .*database.*broken\.sqlite, but .+\.$/]),
    ]);
  });

  test('that its port is taken, its seed file absent, its store of an unknown sort', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await Promise.all([
      expectSentences(registry('turkmenistan', '--port', String(port)), [
        new RegExp(`^Expected port ${port} to be free, .+\\.$`),
      ]),
      expectSentences(registry('turkmenistan', '--port', '0', '--seed', inFolder('none.json')), [
        /^Expected a JSON file of records at .+$/,
      ]),
      expectSentences(registry('turkmenistan', '--port', '0', '--store', 'papyrus:roll'), [
        /^Expected a store .+papyrus:.+\.$/,
      ]),
    ]);
    other.close();
  });

  /** A database file as a registry left it, overwritten behind its first page. */
  async function brokenDatabase(): Promise<Buffer> {
    const file = inFolder('sound.sqlite');
    const sound = registry('turkmenistan', '--port', '0', '--store', `sqlite:${file}`);
    await sound.said(/^TM listening/);
    sound.signal('SIGTERM');
    await sound.ended;
    const content = await readFile(file);
    return content.fill(0xa5, 4_096);
  }
});

describe('the hub says, a sentence each and all at once,', () => {
  const hub = (...args: string[]): Child =>
    startNode([main, 'hub', '--data', inFolder('hub'), ...args]);

  test('what its options lack', async () => {
    await expectSentences(hub('--port', 'abc', '--deadline', 'soon'), [
      /^--membership \(or KOPRU_MEMBERSHIP\): expected .+, but got none$/,
      /^--port: expected .+, but got abc$/,
      /^--deadline: expected .+, but got soon$/,
    ]);
  });

  test('that the files it is given are not there, or not what they should be', async () => {
    await writeFile(inFolder('empty.json'), '{}');
    const membership = inFolder('membership.json');
    const registries = [
      { code: 'KZ', membership: 'MEMBER', name: 'KZ', url: 'http://127.0.0.1:9/graphql' },
    ];
    await writeFile(membership, JSON.stringify({ version: 1, registries }));
    await Promise.all([
      expectSentences(hub('--membership', inFolder('none.json')), [
        /^Expected a membership file \(JSON\) at .+$/,
      ]),
      expectSentences(hub('--membership', inFolder('empty.json')), [
        /^Expected version 1 of the membership file .+\.$/,
      ]),
      expectSentences(hub('--membership', membership, '--queries', inFolder('none')), [
        /^Expected a folder of questions at .+$/,
      ]),
    ]);
  });
});
