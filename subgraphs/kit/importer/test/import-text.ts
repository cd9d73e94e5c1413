import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createMapper } from '../src/mapping/apply-mapping.ts';
import { createRegistry, openStore } from '@kopru/registry';
import { ImportRefusal } from '../src/import-refusal.ts';
import { importTable } from '../src/import-table.ts';
import { loadRegistryModule } from '@kopru/records';
import { openTable } from '../src/table/open-table.ts';
import { parseMapping } from '../src/mapping/mapping.ts';
import type { Imported, ImportRequest } from '../src/import-request.ts';
import type { Mapping } from '../src/mapping/mapping.ts';
import type { Registry } from '@kopru/registry';
import type { StoredRecord } from '@kopru/records';

// An empty registry of Kazakhstan for each test, into which a text is imported as a file.

export let folder: string;
export let registry: Registry;
let files = 0;
const module = await loadRegistryModule(join(import.meta.dirname, '..', '..', '..', 'kazakhstan'));
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kopru-mapping-'))));
beforeEach(async () => void (registry = createRegistry(module, await openStore('memory:'))));
afterAll(() => rm(folder, { recursive: true }));

type Outcome = Imported & { problems: string[] };

export async function importText(
  name: string,
  text: string,
  mapping: Mapping,
  options: Partial<ImportRequest> = {},
): Promise<Outcome> {
  const file = join(folder, `${(files += 1)}-${name}`);
  await writeFile(file, text);
  const problems: string[] = [];
  const imported = await importTable({
    store: registry.store,
    rows: (await openTable(file)).rows,
    read: createMapper(registry, mapping, '2026-11-24T00:00:00.000Z'),
    onBad: ({ line }, all) =>
      void problems.push(
        ...all.map(({ column, value, expected }) => `${line} ${column}=${value}: ${expected}`),
      ),
    ...options,
  }).catch((error: unknown) => {
    if (!(error instanceof ImportRefusal)) throw error;
    problems.push(error.message);
    return error.counts;
  });
  return { ...imported, problems };
}

export const mappingOf = (extra: object, kind = 'COMPANY'): Mapping =>
  parseMapping(
    JSON.stringify({
      about: 'SYNTHETIC',
      kind,
      source: { name: 'SYNTHETIC register', kind: 'SYNTHETIC', licence: 'CC0-1.0' },
      id: { columns: ['id'] },
      ...extra,
      fields: {
        'names.0.text': { column: 'name', required: true },
        'names.0.language': { value: 'kk-Cyrl' },
        'names.0.kind': { value: 'LEGAL' },
        status: { value: 'ACTIVE' },
        ...('fields' in extra ? (extra.fields as object) : {}),
      },
    }),
    'the test',
  );

export const recordOf = async (id: string): Promise<StoredRecord> =>
  (await registry.store.getMany([id]))[0]!;
