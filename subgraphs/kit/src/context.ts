import DataLoader from 'dataloader';
import type { National } from './definition.ts';
import type { StoredRecord } from './kinds/index.ts';
import type { Store } from './store/store.ts';

/** What the resolvers of one request share. Loaders live as long as the request: what was read once is not asked for again. */
export interface RegistryContext {
  national: National;
  store: Store;
  records: DataLoader<string, StoredRecord | null>;
  /** The first startups of a hub, by name. */
  startupsOf: (first: number) => DataLoader<string, StoredRecord[]>;
}

export function createContext(national: National, store: Store): RegistryContext {
  const startups = new Map<number, DataLoader<string, StoredRecord[]>>();
  return {
    national,
    store,
    // Every id of one round goes into one store call, however many fields asked for them.
    records: new DataLoader((ids) => store.getMany(ids)),
    startupsOf: (first) => {
      const loader = startups.get(first) ?? listLoader(store, first);
      startups.set(first, loader);
      return loader;
    },
  };
}

function listLoader(store: Store, first: number): DataLoader<string, StoredRecord[]> {
  return new DataLoader((hubs) =>
    store.lists({ kind: 'COMPANY', field: 'startup.hub', values: hubs, order: 'NAME', first }),
  );
}
