import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../src/local-registries.ts';
import { askAt } from '../harness/query-at.ts';
import { startNode } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { freePorts } from '../harness/free-ports.ts';

// kopru serve, hub and check: the servers of one machine without npm start, and what their stores
// hold.

let folder: string;
let port: number;
beforeAll(async () => {
  folder = await makeFolder();
  port = await freePorts(4);
});
afterAll(cleanUp);

const kopru = (...args: string[]): Child =>
  startNode([join(root, 'cli', 'src', 'main.ts'), ...args], {
    environment: { KOPRU_DATA: folder },
  });

describe('the servers of the command line', () => {
  test('run two registries, one of them without the kit, and a hub over both', async () => {
    const kazakhstan = kopru('serve', 'KZ', '--port', String(port + 1));
    const hungary = kopru('serve', 'HU', '--port', String(port + 2));
    await kazakhstan.said(/^KZ listening on .* 251 records seeded/);
    await hungary.said(/^HU listening/);
    const members = [
      ['KZ', 'MEMBER', port + 1],
      ['HU', 'OBSERVER', port + 2],
    ].map(([code, membership, at]) => ({
      code,
      membership,
      name: code,
      url: `http://127.0.0.1:${String(at)}/graphql`,
    }));
    await writeFile(
      join(folder, 'members.json'),
      JSON.stringify({ version: 1, registries: members }),
    );
    const hub = kopru(
      'hub',
      '--membership',
      join(folder, 'members.json'),
      '--port',
      String(port),
      '--data',
      join(folder, 'hub'),
    );
    await hub.said(/^hub listening/);
    const { data } = await askAt(port)('{ companies(first: 1) { registries { registry state } } }');
    expect(data).toEqual({
      companies: {
        registries: [
          { registry: 'KZ', state: 'OK' },
          { registry: 'HU', state: 'OK' },
        ],
      },
    });
    expect(await kopru('check', '--registry', 'KZ').said(/nothing is wrong/)).not.toBeNull();
    for (const server of [hub, kazakhstan, hungary]) server.signal('SIGINT');
    expect(await Promise.all([hub, kazakhstan, hungary].map(({ ended }) => ended))).toEqual([
      0, 0, 0,
    ]);
  });

  test('restart with the data they kept', async () => {
    const again = kopru('serve', 'KZ', '--port', String(port + 1));
    expect((await again.said(/^KZ listening.*/))[0]).not.toContain('seeded');
    await again.kill();
  });

  test.each([
    [['serve', 'XX'], 1, 'Expected a registry code, or a folder with a registry.ts, but got XX.'],
    [
      ['serve', 'HU', '--store', 'memory:'],
      1,
      'Expected no --store, for HU runs its own software on its own storage.',
    ],
    [['serve', 'KZ', '--port', 'x'], 1, '--port: expected a number of 0 to 65535, but got x'],
    [['hub'], 1, '--membership (or KOPRU_MEMBERSHIP): expected the membership file, but got none'],
    [['serve'], 2, "error: missing required argument 'registry'"],
    [
      ['check', '--registry', 'HU'],
      1,
      'Expected a registry on the kit, but HU runs its own software on its own storage. Write to it by its own means.',
    ],
  ])('kopru %j is refused', async (args, code, line) => {
    const child = kopru(...args);
    expect(await child.ended).toBe(code);
    expect(child.lines).toEqual([line]);
  });
});

test('each command in the help has examples, and README names the same commands', async () => {
  const help = kopru('--help');
  await help.ended;
  const commands = help.lines
    .map((line) => /^ {2}([a-z-]+) \[options\]/.exec(line)?.[1])
    .filter((name) => name !== undefined);
  expect(commands.sort()).toEqual([
    'backup',
    'check',
    'conform',
    'export',
    'hub',
    'import',
    'migrate',
    'new-registry',
    'serve',
  ]);
  const helps = commands.map((command) => kopru(command, '--help'));
  expect(await Promise.all(helps.map(({ ended }) => ended))).toEqual(commands.map(() => 0));
  for (const [index, { lines }] of helps.entries())
    expect(lines.join('\n')).toMatch(
      new RegExp(`^Examples?:\n {2}kopru ${commands[index]!} `, 'm'),
    );
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  for (const command of commands) expect(readme).toContain(`kopru ${command}`);
});
