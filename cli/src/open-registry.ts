import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRegistry, openStore } from '@kopru/registry';
import type { Registry } from '@kopru/registry';
import { loadLocalRegistries, root, storeVariable } from '@kopru/federation';
import type { LocalRegistry } from '@kopru/federation';
import { CommandError } from './outcome.ts';

/**
 * A registry of the union by its code, on the store that `npm start` gives it: KOPRU_STORE_KZ, else its file under KOPRU_DATA; unless another
 * is named. It may be running: what is written is visible there at once.
 */
export async function openRegistry(code: string, storeUrl?: string): Promise<Registry> {
  const { local, url } = await findRegistry(code, storeUrl);
  return createRegistry(local, await openStore(url));
}

/** The registry and the URL of its store, which is there where it is a file. */
export async function findRegistry(
  code: string,
  storeUrl?: string,
): Promise<{ local: LocalRegistry; url: string }> {
  const locals = await loadLocalRegistries();
  const local = locals.find(({ definition }) => definition.code === code);
  if (!local) {
    const codes = locals.map(({ definition }) => definition.code).join(', ');
    throw new CommandError(`Expected --registry to be one of ${codes}, but got ${code}.`);
  }
  if (local.program.isStandalone)
    throw new CommandError(
      `Expected a registry on the kit, but ${code} runs its own software on its own storage. Write to it by its own means.`,
    );
  const url = storeUrlOf(code, local.folder, storeUrl);
  const [, file] = /^sqlite:(.+)$/.exec(url) ?? [];
  // A mistyped name would otherwise become a database that nobody serves.
  if (file !== undefined && !existsSync(file))
    throw new CommandError(
      `Expected the database of a registry at ${file}, but there is none. Start the registry once: it makes it.`,
    );
  return { local, url };
}

/** Where `npm start` keeps what it keeps. */
export const dataFolder = (): string => process.env.KOPRU_DATA ?? join(root, '.kopru');

export const storeUrlOf = (code: string, folder: string, named?: string): string =>
  named ?? process.env[storeVariable(code)] ?? `sqlite:${join(dataFolder(), `${folder}.sqlite`)}`;
