import { StoreError } from './store-error.ts';
import type { Store } from './store.ts';

/** Adapters by the scheme of their URL, loaded when asked for. */
const adapters: Readonly<Record<string, (rest: string) => Promise<Store>>> = {
  sqlite: async (file) => (await import('./sqlite/sqlite-store.ts')).openSqliteStore(file),
  memory: async () => (await import('./memory/memory-store.ts')).createMemoryStore(),
};

export async function openStore(url: string): Promise<Store> {
  const [, scheme = '', rest = ''] = /^(\w+):(.*)$/.exec(url) ?? [];
  const open = Object.hasOwn(adapters, scheme) ? adapters[scheme] : undefined;
  if (!open) throw new StoreError(`Expected a store of ${Object.keys(adapters).join(': or ')}:, but got ${url}.`);
  return open(rest);
}
