import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '@kopru/registry';
import { findMongod, describeWithMongo } from '@kopru/store-mongodb/testing';
import { loadLocalRegistries, root } from '../../src/local-registries.ts';
import { compose, composeFile, services } from '../documents/compose-file.ts';
import { startChild, startNode } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { freePorts } from '../harness/free-ports.ts';

// What docker-compose.yml has containers run is run here without them: ports, folders and the store
// replaced.

const locals = await loadLocalRegistries();
const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
  await writeFile(join(folder, 'store'), 'memory:\n');
});
afterAll(cleanUp);

const here = (text: string): string =>
  text
    .replace(/^4000$/, '0')
    .replace(/^(\/data|\/tmp\/hub)$/, join(folder, '$1'))
    .replace(/^\/run\/secrets\//, `${folder}/`);

/**
 * The command of a service, with the environment that it is given; and its port, once it listens.
 */
async function start(name: string): Promise<{ child: Child; port: string }> {
  const { command, environment = {} } = services[name]!;
  expect(command[0]).toBe('node');
  const own = Object.fromEntries(
    Object.entries(environment).map(([variable, value]) => [variable, here(value)]),
  );
  const child = startNode(command.slice(1).map(here), { environment: own });
  const [, port = ''] = await child.said(/listening on http:\/\/0\.0\.0\.0:(\d+)/);
  return { child, port };
}

/** The exit code of a service's health check. */
async function checkHealth(name: string, port: string): Promise<number> {
  const [, node, ...args] = services[name]!.healthcheck.test;
  expect(node).toBe('node');
  const script = args.map((arg) => arg.replace(':4000/', `:${port}/`));
  return run(process.execPath, script).then(
    () => 0,
    (error: unknown) => (error as { code: number }).code,
  );
}

test.each(['hub', ...locals.map((local) => local.folder)])(
  '%s starts by its command, is healthy by its check while it runs, and ends on SIGTERM',
  async (name) => {
    const { child, port } = await start(name);
    expect(await checkHealth(name, port)).toBe(0);
    child.signal('SIGTERM');
    expect(await child.ended).toBe(0);
    expect(await checkHealth(name, port)).toBe(1);
  },
);

describe('make-secrets.sh', () => {
  const made = async (): Promise<Record<string, string>> => {
    const names = await readdir(join(folder, 'secrets'));
    return Object.fromEntries(
      await Promise.all(
        names.map(
          async (name) => [name, await readFile(join(folder, 'secrets', name), 'utf8')] as const,
        ),
      ),
    );
  };
  const makeSecrets = async () => {
    await copyFile(composeFile, join(folder, 'docker-compose.yml'));
    const script = join(folder, 'federation', 'compose', 'make-secrets.sh');
    await mkdir(dirname(script), { recursive: true });
    await copyFile(join(root, 'federation', 'compose', 'make-secrets.sh'), script);
    await run('sh', [script]);
  };

  test('creates each file that the compose file names, all different, in a private folder; a second run changes none', async () => {
    await makeSecrets();
    const first = await made();
    expect(Object.keys(first).sort()).toEqual(Object.keys(compose.secrets).sort());
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
    expect((await stat(join(folder, 'secrets'))).mode & 0o777).toBe(0o700);
    for (const name of Object.keys(first))
      expect((await stat(join(folder, 'secrets', name))).mode & 0o777).toBe(0o644);
    await makeSecrets();
    expect(await made()).toEqual(first);
  });

  describeWithMongo('with a server started by the command', () => {
    let port: number;
    let secrets: { root: string; store: string };

    beforeAll(async () => {
      await makeSecrets();
      const all = await made();
      port = await freePorts(1);
      const store = all['azerbaijan-store']!.replace('azerbaijan-db:27017', `127.0.0.1:${port}`);
      secrets = { root: all['azerbaijan-root']!, store };
      await writeFile(join(folder, 'root'), secrets.root);
      await startDatabase();
    });

    /**
     * As the image does it: a first server without a set makes root, before the command's own
     * begins.
     */
    async function startDatabase(): Promise<void> {
      const data = join(folder, 'db');
      await mkdir(data);
      const place = `--dbpath ${data} --port ${port}`;
      const first = startChild(findMongod()!, place.split(' '));
      await first.said(/Waiting for connections/);
      const connection = await mongoose
        .createConnection(`mongodb://127.0.0.1:${port}/admin`)
        .asPromise();
      await connection.db!.command({
        createUser: 'root',
        pwd: secrets.root.trim(),
        roles: ['root'],
      });
      await connection.close();
      first.signal('SIGTERM');
      await first.ended;
      const [sh = '', ...args] = services['azerbaijan-db']!.command;
      const script = args
        .at(-1)!
        .replace('/run/secrets/', `${folder}/`)
        .replaceAll('/tmp/key', join(folder, 'key'))
        .replace('docker-entrypoint.sh mongod', `${findMongod()!} ${place}`);
      await startChild(sh, ['-c', script]).said(/Waiting for connections/);
    }

    /** The script of the health check, with what mongosh would give it. */
    async function prepare(): Promise<void> {
      const read = (path: keyof typeof secrets) => secrets[path];
      const connections: mongoose.Connection[] = [];
      const context = {
        fs: {
          readFileSync: (path: string) =>
            read(path.replace('/run/secrets/', '') as 'root' | 'store'),
        },
        connect: async (url: string) => {
          const connection = await mongoose
            .createConnection(url.replace(':27017', `:${port}`))
            .asPromise();
          connections.push(connection);
          return { adminCommand: (command: object) => connection.db!.admin().command(command) };
        },
      };
      const script = await readFile(
        join(root, 'federation', 'compose', 'prepare-database.js'),
        'utf8',
      );
      try {
        await (runInNewContext(script, context) as Promise<void>);
      } finally {
        await Promise.all(connections.map((connection) => connection.close()));
      }
    }
    const isHealthy = () =>
      prepare().then(
        () => true,
        () => false,
      );

    test('its health check makes it a replica set of one with a user for the registry, which may write only to its own database', async () => {
      await expect.poll(isHealthy, { timeout: 30_000, interval: 500 }).toBe(true);
      expect(await isHealthy()).toBe(true);
      const store = await openStore(secrets.store.trim());
      expect(await store.summary()).toMatchObject({ counts: [] });
      await store.close();
      const other = await mongoose
        .createConnection(secrets.store.trim().replace('/azerbaijan?', '/kazakhstan?'))
        .asPromise();
      await expect(other.db!.collection('records_1').insertOne({})).rejects.toThrow(
        'not authorized',
      );
      await other.close();
    });
  });
});
