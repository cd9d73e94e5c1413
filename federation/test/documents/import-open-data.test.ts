import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMapper, importRor, importTable, openTable, readyMappings } from '@kopru/importer';
import { createRegistry, openStore } from '@kopru/registry';
import { loadLocalRegistries, root } from '../../src/local-registries.ts';

const data = join(root, '..', 'shared', 'data');
const files: Readonly<Record<string, string>> = {
  'gem-plants': 'gem/facilities.json',
  'wri-power-plants': 'powerplants-wri/power-plants.csv',
  'sfi-cement': 'cement-sfi/cement-plants.csv',
  ourairports: 'airports-ourairports/airports.json',
  unlocode: 'unlocode/unlocode-ots.csv',
  'world-port-index': 'ports-wpi/ports.csv',
  universities: 'universities-hipo/universities.json',
  'listed-companies': 'companies-financedatabase/listed-companies.csv',
};

/** One file into the tables of all nine registries, as a line of the table in docs/import.md. */
async function importEverywhere(format: string, file: string): Promise<string> {
  const mapping = readyMappings.get(format)!;
  const counts: string[] = [];
  let added = 0;
  let rows = 0;
  for (const local of await loadLocalRegistries()) {
    const registry = createRegistry(local, await openStore('memory:'));
    const table = await openTable(join(data, file));
    rows = 0;
    async function* counted() {
      for await (const row of table.rows) {
        rows += 1;
        yield row;
      }
    }
    const imported = await importTable({
      store: registry.store,
      rows: counted(),
      read: createMapper(registry, mapping, '2026-11-24T00:00:00.000Z'),
      skipRepeated: mapping.repeated === 'leave out',
      onBad: ({ line }, problems) => expect.fail(`${file}:${line}: ${JSON.stringify(problems)}`),
    });
    added += imported.added;
    if (imported.added > 0) counts.push(`${local.definition.code} ${imported.added}`);
  }
  return `| \`${format}\` | ${rows} | ${added} | ${counts.join(', ')} |`;
}

/** The files of ROR, of which each has the organisations of one country. */
async function importRorEverywhere(): Promise<string> {
  const counts: string[] = [];
  let added = 0;
  let rows = 0;
  for (const local of await loadLocalRegistries()) {
    const { code } = local.definition;
    const file = join(data, 'ror', `organizations-${code === 'TRNC' ? local.folder : code}.json`);
    if (!existsSync(file)) continue;
    const content = JSON.parse(readFileSync(file, 'utf8')) as unknown[];
    const registry = createRegistry(local, await openStore('memory:'));
    const { imported, already, leftOut } = await importRor(
      registry,
      content,
      '2026-11-24T00:00:00.000Z',
    );
    expect([...leftOut.values()].reduce((sum, each) => sum + each, imported + already)).toBe(
      content.length,
    );
    rows += content.length;
    added += imported;
    counts.push(`${code} ${imported}`);
  }
  return `| \`ror\` | ${rows} | ${added} | ${counts.join(', ')} |`;
}

const title =
  'every file of open data that has a ready mapping is imported whole, with the counts that docs/import.md gives';
const isThere = existsSync(data);
// In CI nothing is skipped.
if (!isThere && process.env.CI === undefined)
  test.skip(`${title} (skipped: the open data is not beside the repository)`);
else
  test(title, { timeout: 60_000 }, async () => {
    expect(new Set([...Object.keys(files), 'kz-company-register'])).toEqual(
      new Set(readyMappings.keys()),
    );
    const lines: string[] = [];
    for (const [format, file] of Object.entries(files))
      lines.push(await importEverywhere(format, file));
    lines.push(await importRorEverywhere());
    const said = readFileSync(join(root, 'docs', 'import.md'), 'utf8').split('\n');
    expect(lines.filter((line) => !said.includes(line))).toEqual([]);
  });
