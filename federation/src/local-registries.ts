import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegistryModule } from '@kopru/records';
import type { RegistryModule } from '@kopru/records';
import { curatedFolder } from '@kopru/seed';

/** The country folders in the order of the membership list, which is the order of ports and of answers. */
export const folders = [
  'azerbaijan',
  'kazakhstan',
  'kyrgyzstan',
  'turkiye',
  'uzbekistan',
  'hungary',
  'turkmenistan',
  'northern-cyprus',
  'secretariat',
] as const;

export const root = join(import.meta.dirname, '..', '..');

export const countryFolder = (folder: string): string => join(root, 'subgraphs', folder);

/** Names the store of one registry, where it is not the embedded one: KOPRU_STORE_KZ. */
export const storeVariable = (code: string): string => `KOPRU_STORE_${code}`;

/** Names the endpoint of one registry that is run elsewhere, and so not started here: KOPRU_REGISTRY_KZ. */
export const registryVariable = (code: string): string => `KOPRU_REGISTRY_${code}`;

/** The program of a registry: its country folder's own where it has one, else the kit's, which is given the folder. */
export interface Program {
  file: string;
  args: string[];
  /** Runs its own software, on its own storage: no store of the kit, and nothing of the kit's writes to it. */
  isOwn: boolean;
}

export function programOf(folder: string): Program {
  const own = join(countryFolder(folder), 'main.ts');
  return existsSync(own)
    ? { file: own, args: [], isOwn: true }
    : {
        file: join(root, 'subgraphs', 'kit', 'registry', 'src', 'main.ts'),
        args: [countryFolder(folder)],
        isOwn: false,
      };
}

export interface LocalRegistry extends RegistryModule {
  /** Its place in the list, from 1: its port is the hub's and this. */
  place: number;
  seed: string;
  program: Program;
}

export function loadLocalRegistries(): Promise<LocalRegistry[]> {
  return Promise.all(
    folders.map(async (folder, index) => ({
      ...(await loadRegistryModule(countryFolder(folder))),
      place: index + 1,
      seed: curatedFolder(folder),
      program: programOf(folder),
    })),
  );
}
