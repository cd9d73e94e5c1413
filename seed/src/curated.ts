import { join } from 'node:path';
import { readSeed } from '@kopru/registry';

/** Absolute path of all curated records. */
export const curated = join(import.meta.dirname, '..', 'curated');

/**
 * Absolute path of the folder of a country's curated records. Each file holds one group of kinds.
 */
export const curatedFolder = (folder: string): string => join(curated, folder);

/** A country's curated records as in its files, neither validated nor with defaults. */
export const readCurated = (folder: string): Promise<unknown[]> => readSeed(curatedFolder(folder));
