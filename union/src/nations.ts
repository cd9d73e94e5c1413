import { join } from 'node:path';
import { loadNational } from '@kopru/kit';
import type { National } from '@kopru/kit';
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

export const nationFolder = (folder: string): string => join(root, 'subgraphs', folder);

/** Names the store of one registry, where it is not the embedded one: KOPRU_STORE_KZ. */
export const storeVariable = (code: string): string => `KOPRU_STORE_${code}`;

export interface Nation extends National {
  /** Its place in the list, from 1: its port is the hub's and this. */
  place: number;
  seed: string;
}

export function loadNations(): Promise<Nation[]> {
  return Promise.all(
    folders.map(async (folder, index) => ({
      ...(await loadNational(nationFolder(folder))),
      place: index + 1,
      seed: curatedFolder(folder),
    })),
  );
}
