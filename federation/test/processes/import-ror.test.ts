import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foldKey } from '@kopru/schema';
import { curatedFolder } from '@kopru/seed';
import { root } from '../../src/local-registries.ts';
import { compareStrings } from '../properties/compare-strings.ts';
import { startChild } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { cleanUp, makeFolder } from '../harness/clean-up.ts';
import { startHubOver } from '../harness/hub-over.ts';
import type { RunningHub } from '../harness/hub-over.ts';
import { startRegistry } from '../harness/registry-process.ts';

// The real data are not in the repository. Where they must be, their absence is a failure.
const ror = join(root, '..', 'shared', 'data', 'ror', 'organizations-KZ.json');
const isAway = !existsSync(ror) && !process.env.CI;

let folder: string;
let hub: RunningHub;
beforeAll(async () => {
  folder = await makeFolder();
  const [kazakhstan, turkiye] = await Promise.all(
    ['kazakhstan', 'turkiye'].map((country) =>
      startRegistry(country, {
        store: `sqlite:${join(folder, country)}.sqlite`,
        seed: curatedFolder(country),
      }),
    ),
  );
  hub = await startHubOver({ membership: { KZ: kazakhstan!.url, TR: turkiye!.url } });
});
afterAll(cleanUp);

const importing = (...args: string[]): Child =>
  startChild('npx', ['--no', 'kopru', 'import', ...args], { environment: { KOPRU_DATA: folder } });

interface Center {
  id: string;
  name: string;
  names: { text: string; language: string }[];
}

async function centers(): Promise<Center[]> {
  const { data, errors } = await hub.ask(
    '{ researchCenters(first: 200) { nodes { id name names { text language } } } }',
  );
  expect(errors).toEqual([]);
  return (data!.researchCenters as { nodes: Center[] }).nodes;
}

/** As the contract orders them: by the fold key of the first name, then by id. */
const inOrder = (list: readonly Center[]): Center[] =>
  [...list].sort((a, b) => compareStrings(keyOf(a), keyOf(b)) || compareStrings(a.id, b.id));
const keyOf = ({ names: [first] }: Center): string => foldKey(first!.text, first!.language);

describe.skipIf(isAway)(
  `the organisations of Kazakhstan in ROR${isAway ? `: skipped: there is no ${ror}` : ''}`,
  () => {
    test('come from the hub in name order among the others after an import while the registry runs', async () => {
      const before = await centers();
      const child = importing('--registry', 'KZ', '--format', 'ror', ror);
      const [, imported, already, leftOut] = await child.said(
        /^imported (\d+), already there (\d+), left out (\d+) \(.*of type healthcare.*\)$/,
      );
      expect(await child.ended).toBe(0);
      const total = (JSON.parse(await readFile(ror, 'utf8')) as unknown[]).length;
      expect(Number(imported) + Number(already) + Number(leftOut)).toBe(total);
      expect(Number(imported)).toBeGreaterThan(50);
      expect(Number(already)).toBeGreaterThan(0);

      const after = await centers();
      const added = after.filter(({ id }) => id.startsWith('KZ.ror-'));
      expect(added.length).toBeGreaterThan(50);
      expect(after).toEqual(inOrder([...before, ...added]));
      // Among the others, not behind them.
      expect(after.findIndex(({ id }) => id.startsWith('KZ.ror-'))).toBeLessThan(
        after.findLastIndex(({ id }) => id.startsWith('TR.')),
      );
    });

    test('have their native name, their validated identifier, their address and their source', async () => {
      const { data, errors } = await hub.ask(`{ organization(id: "KZ.ror-03ef3sy26") {
      name latin: name(script: LATIN) status founded website
      identifiers { scheme value check } address { country locality location { latitude } }
      provenance { source sourceName licence }
    } }`);
      expect(errors).toEqual([]);
      expect(data!.organization).toEqual({
        name: 'Қазақстан Республикасы Президентінің жанындағы Мемлекеттік басқару академиясы',
        latin: expect.stringMatching(/^[\p{Script=Latin} ]+$/u) as string,
        status: 'ACTIVE',
        founded: '1994',
        website: 'https://www.apa.kz',
        identifiers: [{ scheme: 'XI-ROR', value: '03ef3sy26', check: 'CHECKSUM' }],
        address: { country: 'KZ', locality: 'Astana', location: { latitude: 51.1801 } },
        provenance: { source: 'OPEN_DATA', sourceName: 'ROR v1.57', licence: 'CC0-1.0' },
      });
    });

    test('are found by their relations, and not imported twice', async () => {
      const again = importing('--registry', 'KZ', '--format', 'ror', ror);
      await again.said(/^imported 0, already there \d+, left out \d+ /);
      const { data } = await hub.ask(
        '{ researchCenters(where: {registries: [KZ], related: {kinds: [SUCCESSOR_OF]}}) { nodes { id relations(kinds: [SUCCESSOR_OF]) { party { organization { id name } } } } } }',
      );
      const { nodes } = data!.researchCenters as {
        nodes: { relations: { party: { organization: object | null } }[] }[];
      };
      expect(nodes.length).toBeGreaterThan(0);
      for (const { relations } of nodes)
        for (const { party } of relations) expect(party.organization).not.toBeNull();
    });
  },
);

test('the command explains a wrong call, and refuses a file that it cannot read', async () => {
  const other = join(folder, 'other.json');
  await writeFile(other, '[{"id": "https://ror.org/03ef3sy26"}]');
  const kazakhstan = ['--registry', 'KZ', '--format', 'ror'];
  const [bare, oddFormat, nowhere, unmade, misread, asJson] = [
    [other],
    ['--registry', 'KZ', '--format', 'pdf', other],
    ['--registry', 'XX', '--format', 'ror', other],
    [...kazakhstan, '--store', `sqlite:${join(folder, 'none.sqlite')}`, other],
    [...kazakhstan, other],
    [...kazakhstan, '--json', other],
  ].map((args) => importing(...args)) as [Child, Child, Child, Child, Child, Child];
  const all = [bare, oddFormat, nowhere, unmade, misread, asJson];
  expect(await Promise.all(all.map(({ ended }) => ended))).toEqual([2, 2, 1, 1, 1, 1]);
  expect(said(bare)).toMatch(/--registry <code>/);
  expect(said(oddFormat)).toMatch(/Allowed choices are records, ror, /);
  expect(said(nowhere)).toMatch(/^Expected --registry to be one of AZ, KZ, .+, but got XX\.$/);
  expect(said(unmade)).toMatch(/^Expected the database of a registry at .+none\.sqlite, .+\.$/);
  expect(said(misread)).toMatch(
    /^Expected a JSON array of ROR organisations, but at 0\.names: .+\.$/,
  );
  expect(JSON.parse(said(asJson))).toEqual({ error: said(misread) });
});

/** Without what npm itself says. */
const said = ({ lines }: Child): string =>
  lines.filter((line) => !line.startsWith('npm ')).join('\n');

test('its help gives an example', async () => {
  const help = importing('--help');
  expect(await help.ended).toBe(0);
  expect(said(help)).toContain('kopru import --registry KZ --format ror');
});
