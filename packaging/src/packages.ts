import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** The folders of the workspaces that are built to packages, by package name. */
export const packages: Readonly<Record<string, string>> = {
  '@kopru/schema': 'schema',
  '@kopru/server': 'server',
  '@kopru/records': 'subgraphs/kit/records',
  '@kopru/store': 'subgraphs/kit/store',
  '@kopru/store-sqlite': 'subgraphs/kit/store-sqlite',
  '@kopru/store-mongodb': 'subgraphs/kit/store-mongodb',
  '@kopru/importer': 'subgraphs/kit/importer',
  '@kopru/registry': 'subgraphs/kit/registry',
  '@kopru/conformance': 'conformance',
  '@kopru/derived': 'derived',
  '@kopru/gateway': 'gateway',
  '@kopru/seed': 'seed',
  '@kopru/federation': 'federation',
  '@kopru/cli': 'cli',
};

export interface Manifest {
  name: string;
  version: string;
  exports?: Record<string, string>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  [field: string]: unknown;
}

export const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as Manifest;

/** The folders of these packages and of all packages of Köprü that they depend on. */
export async function packagesWith(names: readonly string[]): Promise<string[]> {
  const folders = new Map<string, string>();
  const add = async (name: string): Promise<void> => {
    const folder = packages[name];
    if (folder === undefined || folders.has(name)) return;
    folders.set(name, folder);
    const { dependencies = {} } = await readManifest(folder);
    for (const each of Object.keys(dependencies)) await add(each);
  };
  for (const name of names) await add(name);
  return [...folders.values()];
}
