import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The last good SDL of each registry, so that a hub that starts while one is away still knows its
 * fields.
 */
export interface SdlCache {
  read(code: string): Promise<string | null>;
  write(code: string, sdl: string): Promise<void>;
}

/** One file a registry. A lost folder costs nothing but this knowledge. */
export function createFileCache(folder: string): SdlCache {
  const file = (code: string): string => join(folder, `${code}.graphql`);
  return {
    read: (code) => readFile(file(code), 'utf8').catch(() => null),
    async write(code, sdl) {
      await mkdir(folder, { recursive: true });
      // A half-written file would be the last good one for ever.
      await writeFile(`${file(code)}.new`, sdl);
      await rename(`${file(code)}.new`, file(code));
    },
  };
}

export function createMemoryCache(): SdlCache {
  const kept = new Map<string, string>();
  return {
    read: (code) => Promise.resolve(kept.get(code) ?? null),
    write: (code, sdl) => Promise.resolve(void kept.set(code, sdl)),
  };
}
