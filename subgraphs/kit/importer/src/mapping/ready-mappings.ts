import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseMapping } from './mapping.ts';
import type { Mapping } from './mapping.ts';

const folder = join(import.meta.dirname, '..', 'mappings');

/** The mappings that come with Köprü, by the name of their file. */
export const readyMappings: ReadonlyMap<string, Mapping> = new Map(
  readdirSync(folder)
    .sort()
    .map((file) => [
      file.replace(/\.json$/, ''),
      parseMapping(readFileSync(join(folder, file), 'utf8'), file),
    ]),
);
