import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNode } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { startFederation } from '../harness/running-federation.ts';

const hook = pathToFileURL(join(import.meta.dirname, 'record-connections.mjs')).href;

let folder: string;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(cleanUp);

/** Makes every process write down whom it turns to, in a file of this name. */
const recording = (name: string): Record<string, string> => ({
  NODE_OPTIONS: `--import ${hook}`,
  KOPRU_RECORD_CONNECTIONS: join(folder, name),
});

const recorded = async (name: string): Promise<string[]> => {
  const lines = (await readFile(join(folder, name), 'utf8')).trim().split('\n');
  return [...new Set(lines)].sort();
};

test('the record holds every address that a process connects to, by any API', async () => {
  const script = `
    await Promise.allSettled([
      fetch('http://127.0.0.1:3/a'),
      fetch('https://localhost:3/b'),
      new Promise((resolve) => net.connect(3, '127.0.0.2').on('error', resolve)),
      new Promise((resolve) => https.get({ host: '127.0.0.3', port: 3 }).on('error', resolve)),
      dns.promises.resolve4('localhost').catch(() => {}),
      new Promise((resolve) => dgram.createSocket('udp4').send('x', 3, '127.0.0.4', resolve)),
    ]);
    process.exit();`;
  const imports = ['net', 'https', 'dns', 'dgram']
    .map((name) => `import ${name} from 'node:${name}';`)
    .join(' ');
  const child = startNode(['--input-type=module', '--eval', `${imports} ${script}`], {
    environment: recording('shown'),
  });
  expect(await child.ended).toBe(0);
  expect(await recorded('shown')).toEqual([
    'dns localhost',
    'tcp 127.0.0.1:3',
    'tcp 127.0.0.2:3',
    'tcp 127.0.0.3:3',
    'tcp localhost:3',
    'udp 127.0.0.4',
  ]);
});

test('hub and registries connect only to one another', async () => {
  const federation = await startFederation(recording('federation'));
  const answers = [
    await federation.ask(
      '{ companies(first: 50) { nodes { id name relations { party { organization { name } } } } } }',
    ),
    await federation.ask(
      '{ companies { nodes { azerbaijan { __typename } kazakhstan { oked } hungary { __typename } } } }',
    ),
    await federation.ask(
      '{ members { code state extensionLoaded registry { name operator } } registries { code asOf } }',
    ),
    await federation.ask(
      '{ organization(id: "KZ.1fit") { name } nodes(ids: ["TR.aselsan", "XX.1"]) { id } nothing }',
    ),
  ];
  expect(answers.map(({ errors }) => errors.length)).toEqual([0, 0, 0, 1]);
  await federation.stop();

  const registries = Array.from(
    { length: 9 },
    (_, index) => `tcp 127.0.0.1:${federation.port + 1 + index}`,
  );
  // The launcher asks the hub whether all have answered.
  expect(await recorded('federation')).toEqual(
    [`tcp 127.0.0.1:${federation.port}`, ...registries].sort(),
  );
});
