import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadNations, root } from '../src/nations.ts';

// No container engine runs where these tests do; what can be held together without one is.

interface Compose {
  services: Record<string, { command: string; volumes?: string[] }>;
  volumes: Record<string, null>;
}
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const nations = await loadNations();

test('the compose file has the hub and one service with a volume of its own for each country', () => {
  expect(Object.keys(compose.services)).toEqual(['hub', ...nations.map(({ folder }) => folder)]);
  for (const { folder } of nations) {
    expect(compose.services[folder]?.command).toContain(`npm run registry -- ${folder} `);
    expect(compose.services[folder]?.volumes).toEqual([`${folder}:/data`]);
  }
  expect(Object.keys(compose.volumes)).toEqual(nations.map(({ folder }) => folder));
});

test('its membership list names each of those services, in the order of the union', () => {
  const [, file = ''] = /--membership (\S+)/.exec(compose.services.hub?.command ?? '') ?? [];
  expect(existsSync(join(root, file))).toBe(true);
  const { registries } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
    registries: { code: string; membership: string; url: string }[];
  };
  expect(registries.map(({ code, membership, url }) => ({ code, membership, host: new URL(url).hostname }))).toEqual(
    nations.map(({ folder, definition }) => ({
      code: definition.code,
      membership: definition.membership,
      host: folder,
    })),
  );
});
