import { indexVersion } from '@kopru/records';
import { StoreError } from '@kopru/store';
import type { Store } from '@kopru/store';

interface OpenOptions {
  /** An older form of the database may be brought up to date. */
  mayUpgrade: boolean;
}

const openMongo = (scheme: string) => async (place: string) =>
  (await import('@kopru/store-mongodb')).openMongoStore(`${scheme}:${place}`);

/** Adapters by the scheme of their URL, loaded when asked for. Each is given what stands behind the colon. */
const adapters: Readonly<Record<string, (place: string, options: OpenOptions) => Promise<Store>>> =
  {
    sqlite: async (file, options) =>
      (await import('@kopru/store-sqlite')).openSqliteStore(file, options),
    mongodb: openMongo('mongodb'),
    'mongodb+srv': openMongo('mongodb+srv'),
    memory: async () => (await import('@kopru/store')).createMemoryStore(),
  };

/** Opens a store by its URL: `sqlite:FILE`, `mongodb://HOST/DATABASE` or `memory:`. Throws a StoreError. */
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

/** As openStore, whatever version it and the index of its records are of, to bring it up to date. */
export const openStoreOfAnyIndex = (url: string): Promise<Store> =>
  openAnyStore(url, { mayUpgrade: true });

async function openAnyStore(url: string, options: OpenOptions): Promise<Store> {
  const [, scheme = '', place = ''] = /^([a-z][a-z\d+.-]*):(.*)$/s.exec(url) ?? [];
  const open = Object.hasOwn(adapters, scheme) ? adapters[scheme] : undefined;
  // The rest of the URL may hold a password, so the scheme alone is named.
  if (!open)
    throw new StoreError(
      `Expected a store URL that begins with ${known}, but got ${scheme ? `${scheme}:` : 'no scheme'}. Give one of these.`,
    );
  return open(place, options);
}

const known = Object.keys(adapters)
  .map((scheme) => `${scheme}:`)
  .join(' or ');
