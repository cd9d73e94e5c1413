import { indexVersion } from '@kopru/records';
import { StoreError } from '@kopru/store';
import type { Store } from '@kopru/store';

interface OpenOptions {
  /** Upgrades an older form of the database. */
  mayUpgrade: boolean;
}

const openMongo = (scheme: string) => async (place: string) =>
  (await import('@kopru/store-mongodb')).openMongoStore(`${scheme}:${place}`);

/** Adapters by the scheme of their URL, imported on use. Each gets the part after the colon. */
const adapters: Readonly<Record<string, (place: string, options: OpenOptions) => Promise<Store>>> =
  {
    sqlite: async (file, options) =>
      (await import('@kopru/store-sqlite')).openSqliteStore(file, options),
    mongodb: openMongo('mongodb'),
    'mongodb+srv': openMongo('mongodb+srv'),
    memory: async () => (await import('@kopru/store')).createMemoryStore(),
  };

/**
 * Opens a store by its URL: `sqlite:FILE`, `mongodb://HOST/DATABASE` or `memory:`. Throws a
 * StoreError.
 */
export async function openStore(url: string): Promise<Store> {
  const store = await openAnyStore(url, { mayUpgrade: false });
  const { indexVersion: found } = await store.summary();
  if (found === indexVersion) return store;
  await store.close();
  const what = `Expected records indexed as version ${indexVersion}, but the store's are of version ${found}.`;
  throw new StoreError(
    found < indexVersion
      ? `${what} Stop what writes to it and run kopru migrate.`
      : `${what} Run a newer Köprü.`,
  );
}

/** Opens a store of any version, and of any index version, to bring it up to date. */
export const openStoreOfAnyIndex = (url: string): Promise<Store> =>
  openAnyStore(url, { mayUpgrade: true });

async function openAnyStore(url: string, options: OpenOptions): Promise<Store> {
  const [, scheme = '', place = ''] = /^([a-z][a-z\d+.-]*):(.*)$/s.exec(url) ?? [];
  const open = Object.hasOwn(adapters, scheme) ? adapters[scheme] : undefined;
  // The rest of the URL may hold a password, so the scheme alone is named.
  if (!open)
    throw new StoreError(
      `Expected a store URL that begins with ${schemes}, but got ${scheme ? `${scheme}:` : 'no scheme'}. Give one of these.`,
    );
  return open(place, options);
}

const schemes = Object.keys(adapters)
  .map((scheme) => `${scheme}:`)
  .join(' or ');
