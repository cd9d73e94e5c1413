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
/**
 * A process notices that its launcher was killed when its event loop is free: at start, after its
 * modules are loaded.
 */
const orphanMs = 10_000;

let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(cleanUp);

const inFolder = (name: string): string => join(folder, name);

/** The data folder and port of a federation of this name. */
async function placeOf(name: string): Promise<{ KOPRU_DATA: string; KOPRU_PORT: string }> {
  return { KOPRU_DATA: inFolder(name), KOPRU_PORT: String(await freePorts(10)) };
}

describe('the federation ends', () => {
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

  test('when its launcher is killed, because its processes notice', async () => {
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

/** Expects the process to end by itself with exactly these sentences. */
async function expectSentences(child: Child, sentences: readonly RegExp[]): Promise<void> {
  expect(await child.ended).toBe(1);
  expect(child.lines).toEqual(
    sentences.map((sentence) => expect.stringMatching(sentence) as string),
  );
}

describe('the launcher reports in one sentence', () => {
  test('which port is taken, and which process needs it', async () => {
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

  test('that KOPRU_PORT leaves no room for ten ports', async () => {
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

describe('a registry reports in one sentence', () => {
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

  test('that its database file is no database, or damaged', async () => {
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

  test('that its port is taken, its seed file missing, or its store unknown', async () => {
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

describe('the hub reports at once, in one sentence each,', () => {
  const hub = (...args: string[]): Child =>
    startNode([main, 'hub', '--data', inFolder('hub'), ...args]);

  test('each wrong or missing option', async () => {
    await expectSentences(hub('--port', 'abc', '--deadline', 'soon'), [
      /^--membership \(or KOPRU_MEMBERSHIP\): expected .+, but got none$/,
      /^--port: expected .+, but got abc$/,
      /^--deadline: expected .+, but got soon$/,
    ]);
  });

  test('that its files are missing or invalid', async () => {
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
