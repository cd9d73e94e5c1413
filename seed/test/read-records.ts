import { join } from 'node:path';
import { isOrganization, kindOf, loadRegistryModule } from '@kopru/records';
import type { RegistryModule, StoredOrganization, StoredRecord } from '@kopru/records';
import { externalPrefix, parseGlobalId } from '@kopru/schema';
import { readCurated } from '../src/curated.ts';

// Every curated record, as it stands in its file and as its kind reads it.

export const folders: Readonly<Record<string, string>> = {
  AZ: 'azerbaijan',
  KZ: 'kazakhstan',
  KG: 'kyrgyzstan',
  TR: 'turkiye',
  UZ: 'uzbekistan',
  HU: 'hungary',
  TM: 'turkmenistan',
  TRNC: 'northern-cyprus',
  OTS: 'secretariat',
};

export const root = join(import.meta.dirname, '..', '..');

export const registryOf = (id: string): string => parseGlobalId(id)?.registry ?? '';
export const inFederation = (id: string): boolean => registryOf(id) !== externalPrefix;

/** By registry code. */
export const raw = new Map<string, unknown[]>();
export const locals = new Map<string, RegistryModule>();
for (const [code, folder] of Object.entries(folders)) {
  raw.set(code, await readCurated(folder));
  locals.set(code, await loadRegistryModule(join(root, 'subgraphs', folder)));
}

export const records: readonly StoredRecord[] = [...raw.values()]
  .flat()
  .map((input) => kindOf((input as { kind: string }).kind).schema.parse(input));
export const organizations: readonly StoredOrganization[] = records.filter(isOrganization);
export const byId: ReadonlyMap<string, StoredRecord> = new Map(
  records.map((record) => [record.id, record]),
);

export const ofKind = <K extends StoredRecord['kind']>(
  kind: K,
): Extract<StoredRecord, { kind: K }>[] =>
  records.filter((record): record is Extract<StoredRecord, { kind: K }> => record.kind === kind);
