import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../src/local-registries.ts';
import { blocks, readDocument } from './document-blocks.ts';
import { startChild } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { freePorts } from '../harness/free-ports.ts';

// The commands of docs/join.md, one by one as an agency runs them: from an empty folder to a
// registry in a federation.
// Only folders and ports differ.

const [create = '', run = '', fill = '', certify = '', unite = '', ask = ''] = blocks(
  readDocument('docs/join.md'),
  'sh',
);
/** npm prefers packages from its cache. */
const environment = { npm_config_prefer_offline: 'true' };
const patience = 240_000;

let folder: string;
let ports: { registry: number; hub: number };
beforeAll(async () => {
  folder = await makeFolder();
  const first = await freePorts(11);
  ports = { hub: first, registry: first + 10 };
});
afterAll(cleanUp);

const placed = (command: string): string =>
  command
    .replaceAll('../registry-kz', join(folder, 'registry-kz'))
    .replaceAll('companies.csv', join(folder, 'companies.csv'))
    .replaceAll('4200', String(ports.registry))
    .replaceAll(':4000', `:${ports.hub}`);

/** A shell of its own, as the user's terminal, in the clone. */
const inShell = (command: string, more: Readonly<Record<string, string>> = {}): Child =>
  startChild('bash', ['-ec', command], { cwd: root, environment: { ...environment, ...more } });

async function succeed(command: string): Promise<string> {
  const child = inShell(command);
  const code = await child.ended;
  expect({ code, said: child.lines.join('\n') }).toMatchObject({ code: 0 });
  return child.lines.join('\n');
}

const [install, check, start] = [/npm install/, /npm test/, /npm start/].map((pattern) => {
  const lines = run.trim().split('\n');
  return `${lines[0] ?? ''}\n${lines.find((line) => pattern.test(line)) ?? 'false'}`;
}) as [string, string, string];

describe('an agency that joins on the kit', () => {
  test('gets a standalone project that installs and conforms', { timeout: patience }, async () => {
    expect(await succeed(placed(`${create.trim()} --port ${ports.registry}`))).toMatch(
      /^\d+ files written to /,
    );
    await succeed(placed(install));
    expect(await succeed(placed(check))).toContain('the registry conforms');
  });

  test(
    'runs it, fills it, certifies it and sees its rows in the federation',
    { timeout: patience },
    async () => {
      const registry = inShell(placed(start));
      await registry.said(
        new RegExp(`^KZ listening on http://127.0.0.1:${ports.registry}/graphql`),
      );

      const rows = [
        'id,bin,namekz,nameru,datereg,statusru,addressru',
        '1,990140000186,«СИНТЕТИКА» ЖШС,ТОО «СИНТЕТИКА» (SYNTHETIC),15.01.1999,Зарегистрирован,Алматы',
        ',,,ТОО (SYNTHETIC),,,',
      ];
      await writeFile(join(folder, 'companies.csv'), rows.join('\n'));
      expect(await succeed(placed(fill))).toMatch(
        /added 1, changed 0, removed 0, unchanged 0; passed over 1 bad rows/,
      );

      expect(await succeed(placed(certify))).toMatch(/conforms/);

      const federation = inShell(placed(unite), {
        KOPRU_PORT: String(ports.hub),
        KOPRU_DATA: join(folder, 'union'),
      });
      await federation.said(/^ready http/);
      expect(federation.lines.filter((line) => line.startsWith('KZ listening'))).toEqual([]);
      const { data } = JSON.parse(await succeed(placed(ask))) as {
        data: { companies: { nodes: { id: string; name: string }[]; registries: object[] } };
      };
      expect(data.companies.nodes.map(({ id }) => id)).toContain('KZ.990140000186');
      expect(data.companies.registries).toContainEqual({
        registry: 'KZ',
        state: 'OK',
        returned: 3,
      });
    },
  );
});

describe('an agency that joins without the kit', () => {
  test(
    'gets its own sources, which conform and import nothing of the kit',
    { timeout: patience },
    async () => {
      const own = (command: string) => placed(command).replaceAll('registry-kz', 'registry-bare');
      await succeed(own(`${create.trim()} --bare --port ${ports.registry}`));
      await succeed(own(install));
      expect(await succeed(own(check))).toContain('the registry conforms');
      const inside = await succeed(
        own(`${run.split('\n')[0] ?? ''}\nls vendor node_modules/@kopru`),
      );
      expect(inside).toMatch(/conformance[\s\S]*schema/);
      expect(inside).not.toMatch(/kit/);
    },
  );
});

describe('a folder that is not empty', () => {
  test('is not changed', async () => {
    await writeFile(join(folder, 'mine.txt'), 'mine');
    const child = inShell(`npx kopru new-registry ${folder} --country KZ`);
    expect(await child.ended).toBe(1);
    expect(child.lines.join('\n')).toMatch(
      /^Expected .* to be an empty folder or not to be there, but found /,
    );
  });
});
