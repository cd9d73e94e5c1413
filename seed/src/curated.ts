import { join } from 'node:path';
import { readSeed } from '@kopru/registry';

/** Absolute path of all curated records. */
export const curated = join(import.meta.dirname, '..', 'curated');

/** Absolute path of the folder of a country's curated records, a file a group of kinds. */
export const curatedFolder = (folder: string): string => join(curated, folder);

/** A country's curated records as they stand in its files: not yet validated, defaults not filled in. */
export const readCurated = (folder: string): Promise<unknown[]> => readSeed(curatedFolder(folder));
