import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '@kopru/registry';
import { loadLocalRegistries, programOf, root } from '../../src/local-registries.ts';
import { blocks, readDocument } from './document-blocks.ts';
import { startChild, startNode } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { freePorts } from '../harness/free-ports.ts';
import { startFederation } from '../harness/running-federation.ts';
import type { RunningFederation } from '../harness/running-federation.ts';

// The commands of docs/operate.md run here on a running federation. Only folders, ports and the
// date of the backup differ.
// processes/export-import.test.ts runs the one that moves a registry to MongoDB.

const page = readDocument('docs/operate.md');
const commands = blocks(page, 'sh');
const left = new Set(commands.filter((block) => !block.includes('kopru export')));

let federation: RunningFederation;
let backups: string;
let secondHub: number;
beforeAll(async () => {
  federation = await startFederation();
  backups = join(await makeFolder(), 'kopru');
  await mkdir(backups);
  secondHub = await freePorts(1);
});
afterAll(async () => {
  await federation.stop();
  await cleanUp();
});

const placed = (command: string): string =>
  command
    .replaceAll('.kopru/', `${federation.folder}/`)
    .replaceAll('/var/backups/kopru/', `${backups}/`)
    .replaceAll('$(date +%F)', '2026-01-31')
    .replaceAll(':4000/', `:${federation.port}/`)
    .replaceAll(':4002/', `:${federation.port + 2}/`)
    .replaceAll('4010', String(secondHub))
    .replaceAll('npx kopru', 'npx --no kopru');

/** The block of the page that holds this text, begun as a user would. */
function begin(text: string): Child {
  const found = commands.filter((block) => block.includes(text));
  expect(found, text).toHaveLength(1);
  left.delete(found[0]!);
  return startChild('bash', ['-ec', placed(found[0]!)], {
    environment: { KOPRU_DATA: federation.folder },
  });
}

async function run(text: string): Promise<string> {
  const child = begin(text);
  const code = await child.ended;
  const said = child.lines.join('\n');
  expect({ code, said }).toMatchObject({ code: 0 });
  return said;
}

const codes = (await loadLocalRegistries()).map(({ definition }) => definition.code);

describe('what to monitor', () => {
  test('is the health of the hub and of a registry', async () => {
    const said = await run('/health');
    expect(said).toContain('"code":"KZ","extensionLoaded":true,"answeredSinceStart":true');
    expect(said).toContain('{"status":"ok","registry":"KZ"}');
  });

  test('is when a registry last changed a record', async () => {
    const { data } = JSON.parse(await run(':4002/graphql')) as { data: unknown };
    expect(data).toMatchObject({
      registries: [{ code: 'KZ', asOf: expect.any(String) as string }],
    });
  });

  test('is the state of every registry as the hub reports it', async () => {
    const { data } = JSON.parse(await run('tookMs detail')) as {
      data: { companies: { registries: object[] }; registries: object[] };
    };
    const states = codes.map((registry) => ({
      registry,
      state: 'OK',
      tookMs: expect.any(Number) as number,
      detail: null,
    }));
    expect(data.companies.registries).toEqual(states);
    expect(data.registries).toHaveLength(codes.length);
  });

  test('is explained for each state in the contract', async () => {
    const contract = await readFile(join(root, 'schema', 'contract', 'registry.graphql'), 'utf8');
    const [, body = ''] = /enum ReportState \{([^}]+)\}/.exec(contract) ?? [];
    const states = [...body.matchAll(/^ {2}([A-Z]+)$/gm)].map(([, state]) => state);
    expect([...page.matchAll(/^\| `([A-Z]+)` \|/gm)].map(([, state]) => state)).toEqual(states);
  });
});

test('a second hub starts beside the first and is healthy', async () => {
  const hub = begin('npm run hub');
  await hub.said(/^hub listening/);
  expect((await fetch(`http://127.0.0.1:${secondHub}/health`)).status).toBe(200);
  await hub.kill();
});

describe('a registry that runs', () => {
  const countOf = async (): Promise<unknown> =>
    (
      await federation.ask(
        '{ companies(where: { registries: [KZ] }) { totalCount registries { state } } }',
      )
    ).data?.companies;

  test("is backed up, and Hungary's journal too", async () => {
    expect(await run('kopru backup')).toMatch(/^\d+ bytes in \S+kazakhstan-2026-01-31\.sqlite$/);
    await run('journal.ndjson');
    const copied = await readFile(join(backups, 'hungary.ndjson'), 'utf8');
    expect(copied.endsWith('\n')).toBe(true);
    expect(copied).toContain('"HU.');
  });

  test('is stopped, restored, updated and restarted, and serves the data of the backup', async () => {
    const before = await countOf();
    expect(before).toMatchObject({ registries: [{ state: 'OK' }] });
    const url = `sqlite:${join(federation.folder, 'kazakhstan.sqlite')}`;
    const store = await openStore(url);
    const [first] = await store.scan('', 1);
    await store.apply([{ remove: first!.id }]);
    await store.close();

    process.kill(federation.pidOf('KZ'), 'SIGKILL');
    await federation.launcher.said(/^KZ stopped/);
    expect(await run('rm -f .kopru/kazakhstan.sqlite')).toMatch(/nothing is wrong$/);
    expect(await run('kopru migrate')).toMatch(/^version \d+ already$/);
    const { file, args } = programOf('kazakhstan');
    await startNode([file, ...args, '--port', String(federation.port + 2), '--store', url]).said(
      /^KZ listening/,
    );
    expect(await countOf()).toEqual(before);
    expect((await federation.ask(`{ node(id: "${first!.id}") { id } }`)).data).toEqual({
      node: { id: first!.id },
    });
  });
});

test('every command of the page was run', () => {
  expect([...left]).toEqual([]);
});
