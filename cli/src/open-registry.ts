import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRegistry, openStore } from '@kopru/registry';
import type { Registry } from '@kopru/registry';
import { loadLocalRegistries, root, storeVariable } from '@kopru/federation';
import type { LocalRegistry } from '@kopru/federation';
import { CommandError } from './outcome.ts';

/**
 * Opens a registry by its code, on the given store or on that of `npm start`: KOPRU_STORE_KZ, else
 * its file under KOPRU_DATA. The registry may be running. It sees what is written at once.
 */
export async function openRegistry(code: string, storeUrl?: string): Promise<Registry> {
  const { local, url } = await findRegistry(code, storeUrl);
  return createRegistry(local, await openStore(url));
}

/** The registry and the URL of its store. Throws if the store is a file that does not exist. */
export async function findRegistry(
  code: string,
  storeUrl?: string,
): Promise<{ local: LocalRegistry; url: string }> {
  const localRegistries = await loadLocalRegistries();
  const local = localRegistries.find(({ definition }) => definition.code === code);
  if (!local) {
    const codes = localRegistries.map(({ definition }) => definition.code).join(', ');
    throw new CommandError(`Expected --registry to be one of ${codes}, but got ${code}.`);
  }
  if (local.program.isStandalone)
    throw new CommandError(
      `Expected a registry on the kit, but ${code} runs its own software on its own storage. Write to it by its own means.`,
    );
  const url = storeUrlOf(code, local.folder, storeUrl);
  const [, file] = /^sqlite:(.+)$/.exec(url) ?? [];
  // Otherwise a mistyped name would become a new database.
  if (file !== undefined && !existsSync(file))
    throw new CommandError(
      `Expected the database of a registry at ${file}, but there is none. Start the registry once: it makes it.`,
    );
  return { local, url };
}

/** The data folder of `npm start`. */
export const dataFolder = (): string => process.env.KOPRU_DATA ?? join(root, '.kopru');

export const storeUrlOf = (code: string, folder: string, named?: string): string =>
  named ?? process.env[storeVariable(code)] ?? `sqlite:${join(dataFolder(), `${folder}.sqlite`)}`;
