import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRegistry, serve } from '@kopru/hungary';
import { packWorkspace } from '../src/pack-workspace.ts';
import { packages, readManifest, root } from '../src/packages.ts';

// The packages as somebody outside of this repository gets them.

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-packages-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the packages of this repository', () => {
  test('install in an empty folder', { timeout: 400_000 }, async () => {
    const dependencies: Record<string, string> = {};
    for (const [name, workspace] of Object.entries(packages))
      dependencies[name] = `file:${await packWorkspace(workspace, folder)}`;
    const manifest = { private: true, type: 'module', dependencies };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    const args = ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', args, { cwd: folder });
  });

  const kopru = (...args: string[]) =>
    run(process.execPath, [join('node_modules', '.bin', 'kopru'), ...args], { cwd: folder });

  test.each(Object.keys(packages).filter((name) => name !== '@kopru/cli'))(
    '%s loads on plain Node',
    async (name) => {
      const script = `console.log(Object.keys(await import('${name}')).length)`;
      const args = ['--input-type=module', '--eval', script];
      const { stdout } = await run(process.execPath, args, { cwd: folder });
      expect(Number(stdout)).toBeGreaterThan(0);
    },
  );

  test('kopru says what it can do', async () => {
    expect((await kopru('--help')).stdout).toContain('conform [options] <url>');
  });

  test('kopru conform tests a registry', async () => {
    const registry = await openRegistry();
    const { port, close } = await serve(registry, 0);
    const url = `http://127.0.0.1:${port}/graphql`;
    const { stdout } = await kopru('conform', url, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ registry: 'HU', conforms: true });
    await close();
  });
});

describe('versions', () => {
  test('of all workspaces are that of the root', async () => {
    const { version } = await readManifest('.');
    for (const workspace of ['packaging', 'bench', ...Object.values(packages)])
      expect([workspace, (await readManifest(workspace)).version]).toEqual([workspace, version]);
  });

  test("of Node in the Dockerfile is the root's", async () => {
    const { devDependencies } = (await readManifest('.')) as unknown as {
      devDependencies: Record<string, string>;
    };
    const images = (await readFile(join(root, 'Dockerfile'), 'utf8')).match(/^FROM node:\S+/gm);
    const image = `FROM node:${devDependencies.node?.replace(/^\D+/, '') ?? ''}-slim`;
    expect(images).toEqual([image, image]);
  });
});
