import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createRegistry, openStore } from '@kopru/registry';
import { indexVersion, kinds, readRecord } from '@kopru/records';
import { generateSynthetic } from '@kopru/seed';
import { loadLocalRegistries } from '../../src/local-registries.ts';

/** One hash by index version: the index entries and sort keys of made-up records of all kinds. */
// Version 2 stores the same as postings on SQLite, version 3 on MongoDB too.
const hashes: Readonly<Record<number, string>> = {
  1: '01c77cce0d5bbca3',
  2: '01c77cce0d5bbca3',
  3: '239dece294f4a2a7',
};

test('a change of index entries or sort keys needs a new index version', async () => {
  const [, local] = await loadLocalRegistries();
  const registry = createRegistry(local!, await openStore('memory:'));
  const { code } = local!.definition;
  const hash = createHash('sha256');
  const seen = new Set<string>();
  for (const made of generateSynthetic({ registry: code, seed: 1, count: 2_000 })) {
    const { record, entries, keys } = readRecord(code, registry.schema, made);
    seen.add(record.kind);
    hash.update(JSON.stringify([entries, keys]));
  }
  // Fields whose values many records share are stored differently.
  for (const { name, filters } of kinds)
    hash.update(
      JSON.stringify([name, Object.values(filters).flatMap(({ shared = [] }) => shared)]),
    );
  expect([...seen].sort()).toEqual(kinds.map(({ name }) => name).sort());
  const what =
    'Stores out there are found by the old entries: raise indexVersion and add the new hash. Where only the made-up records are others now, put the new hash in place of the old.';
  expect({ [indexVersion]: hash.digest('hex').slice(0, 16) }, what).toEqual({
    [indexVersion]: hashes[indexVersion],
  });
});
