import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegistryModule } from '@kopru/records';
import type { RegistryModule } from '@kopru/records';
import { OperatorError } from '@kopru/schema';
import { curatedFolder } from '@kopru/seed';

/** The country folders in the order of the membership list, of ports and of results. */
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

/**
 * The variable that names the store of a registry, if it is not the embedded one: KOPRU_STORE_KZ.
 */
export const storeVariable = (code: string): string => `KOPRU_STORE_${code}`;

/** The variable that names the endpoint of a registry that runs elsewhere: KOPRU_REGISTRY_KZ. */
export const registryVariable = (code: string): string => `KOPRU_REGISTRY_${code}`;

/** The command line, which runs every server: kopru serve, kopru hub. */
export const kopruProgram = join(root, 'cli', 'src', 'main.ts');

/** The program of a registry: that of its country folder if there is one, else `kopru serve`. */
export interface Program {
  file: string;
  args: string[];
  /** Runs its own software on its own storage: no store of the kit, no writes by the kit. */
  isStandalone: boolean;
}

export function programOf(folder: string): Program {
  const main = join(countryFolder(folder), 'main.ts');
  return existsSync(main)
    ? { file: main, args: [], isStandalone: true }
    : { file: kopruProgram, args: ['serve', countryFolder(folder)], isStandalone: false };
}

export interface LocalRegistry extends RegistryModule {
  /** Its position in the list, from 1. Its port is the hub's plus this. */
  portOffset: number;
  seed: string;
  program: Program;
}

/** The registries of this repository. Throws an OperatorError if the program runs outside of it. */
export async function loadLocalRegistries(): Promise<LocalRegistry[]> {
  if (!existsSync(countryFolder(folders[0])))
    throw new OperatorError(
      'COMMAND',
      'Expected to run in a clone of Köprü, where its registries are, but there are none here.',
    );
  return Promise.all(
    folders.map(async (folder, index) => ({
      ...(await loadRegistryModule(countryFolder(folder))),
      portOffset: index + 1,
      seed: curatedFolder(folder),
      program: programOf(folder),
    })),
  );
}
