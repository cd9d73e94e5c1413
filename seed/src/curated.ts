import { join } from 'node:path';

/** Absolute path of a country's curated records. */
export const curatedFile = (folder: string): string => join(import.meta.dirname, '..', 'curated', `${folder}.json`);
