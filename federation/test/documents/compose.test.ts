import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DCLinter } from 'dclint';
import { describe, expect, test } from 'vitest';
import { loadLocalRegistries, root } from '../../src/local-registries.ts';
import { compose, composeFile, databaseOf, services } from './compose-file.ts';

// No container engine runs where these tests do; what can be held together without one is. What the
// commands do is in
// processes/compose-commands.test.ts.

/**
 * Of the package's types, which cannot be resolved from a module of TypeScript, as much as is used.
 */
interface Linter {
  validateFile: (file: string) => { messages: unknown[] };
}
const linter: unknown = DCLinter;

const locals = await loadLocalRegistries();
const folders = locals.map(({ folder }) => folder);
const onKit = locals.filter(({ program }) => !program.isStandalone).map(({ folder }) => folder);
const ownSoftware = folders.filter((folder) => !onKit.includes(folder));

test('the compose file follows the schema of the Compose specification', () => {
  expect((linter as Linter).validateFile(composeFile).messages).toEqual([]);
});

test('it has the hub, one service for each country, one database for each country on the kit, and nothing else', () => {
  expect(Object.keys(services).sort()).toEqual(
    ['hub', ...folders, ...onKit.map(databaseOf)].sort(),
  );
});

test('its membership list names each of the registries, in the order of the federation', () => {
  const list = services.hub!.command.find((each) => each.endsWith('membership.json'));
  const { registries } = JSON.parse(readFileSync(join(root, list!), 'utf8')) as {
    registries: { code: string; membership: string; url: string }[];
  };
  expect(
    registries.map(({ code, membership, url }) => ({ code, membership, host: new URL(url).host })),
  ).toEqual(
    locals.map(({ folder, definition }) => ({
      code: definition.code,
      membership: definition.membership,
      host: `${folder}:4000`,
    })),
  );
});

describe.each(Object.entries(services))('the service %s', (_, service) => {
  test('runs as a user that is not root, without capabilities, on a file system that is read-only except /tmp', () => {
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.tmpfs).toContain('/tmp');
  });

  test('has one pinned version, resource limits, a health check and a restart policy', () => {
    expect(service.image).toMatch(/^[a-z]+:\d+\.\d+\.\d+$/);
    expect(service.deploy.resources.limits).toMatchObject({
      cpus: '1',
      memory: expect.stringMatching(/^\d+[MG]$/) as string,
      pids: expect.any(Number) as number,
    });
    expect(service.healthcheck.test[0]).toBe('CMD');
    expect(service.restart).toBe('unless-stopped');
  });

  test('gets secrets only by file', () => {
    expect(JSON.stringify([service.environment ?? {}, service.command])).not.toMatch(
      /mongodb:|PASSWORD":/,
    );
    for (const { source } of service.secrets ?? [])
      expect(compose.secrets[source]).toEqual({ file: `secrets/${source}` });
  });
});

test.each(onKit)(
  'the database of %s is reachable from its registry alone, starts before it, and keeps its data in a volume',
  (folder) => {
    const { [folder]: registry, [databaseOf(folder)]: database } = services;
    expect(database!.networks).toEqual([folder]);
    expect(compose.networks[folder]).toEqual({ internal: true });
    expect(
      Object.keys(services)
        .filter((name) => services[name]!.networks.includes(folder))
        .sort(),
    ).toEqual([folder, databaseOf(folder)]);
    expect(registry!.depends_on).toEqual({
      [databaseOf(folder)]: { condition: 'service_healthy' },
    });
    expect(database!.volumes).toEqual([`${folder}:/data/db`]);
    expect(registry!.secrets).toEqual([{ source: `${folder}-store`, target: 'store' }]);
    expect(database!.secrets).toEqual([
      ...registry!.secrets!,
      { source: `${folder}-root`, target: 'root' },
    ]);
  },
);

test.each(ownSoftware)(
  '%s, which runs its own software, keeps its journal in a volume',
  (folder) => {
    const { volumes, command } = services[folder]!;
    expect(volumes).toEqual([`${folder}:/data`]);
    expect(command.slice(-2)).toEqual(['--data', '/data']);
  },
);

test('the hub reaches the registries and no database, and is the only service published, on this machine', () => {
  expect(services.hub!.networks).toEqual(['outside', 'federation']);
  for (const folder of folders) expect(services[folder]!.networks).toContain('federation');
  expect(compose.networks.federation).toEqual({ internal: true });
  expect(
    Object.entries(services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port])),
  ).toEqual([['hub', '127.0.0.1:4000:4000']]);
});

test('every declared volume, network and secret is used, and every used one is declared', () => {
  const used = (of: (service: (typeof services)[string]) => string[]) =>
    [...new Set(Object.values(services).flatMap(of))].sort();
  expect(Object.keys(compose.volumes).sort()).toEqual(
    used(({ volumes = [] }) => volumes.map((each) => each.split(':')[0]!)),
  );
  expect(Object.keys(compose.networks).sort()).toEqual(used(({ networks }) => networks));
  expect(Object.keys(compose.secrets).sort()).toEqual(
    used(({ secrets = [] }) => secrets.map(({ source }) => source)),
  );
});

test('our image has the version of this repository, and one Node version in both stages', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  for (const folder of ['hub', ...folders])
    expect(services[folder]!.image).toBe(`kopru:${version}`);
  const froms = [...readFileSync(join(root, 'Dockerfile'), 'utf8').matchAll(/^FROM (\S+)/gm)].map(
    ([, from]) => from,
  );
  expect(new Set(froms).size).toBe(1);
  expect(froms[0]).toMatch(/^node:24\.\d+\.\d+-slim$/);
});

test('secrets stay out of the repository and of the image', () => {
  for (const file of ['.gitignore', '.dockerignore'])
    expect(readFileSync(join(root, file), 'utf8')).toMatch(/^secrets\/?$/m);
});
