import DataLoader from 'dataloader';
import type { RegistryModule, RecordKindName, StoredRecord } from '@kopru/records';
import { kindOf } from '@kopru/records';
import type { ReadStore } from '@kopru/store';

/** What the resolvers of one request share. Its loaders cache each read until the request ends. */
export interface RegistryContext {
  module: RegistryModule;
  /** Reads until the request's deadline. */
  store: ReadStore;
  records: DataLoader<string, StoredRecord | null>;
  /**
   * Loads the first records of a kind by the value of a field, in the kind's order: a hub's
   * startups.
   */
  listOf: (
    kind: RecordKindName,
    field: string,
    first: number,
  ) => DataLoader<string, StoredRecord[]>;
}

export function createContext(module: RegistryModule, store: ReadStore): RegistryContext {
  const lists = new Map<string, DataLoader<string, StoredRecord[]>>();
  return {
    module,
    store,
    // One store call reads all ids of a tick, however many fields requested them.
    records: new DataLoader((ids) => store.getMany(ids)),
    listOf: (kind, field, first) => {
      const key = `${kind} ${field} ${first}`;
      const loader =
        lists.get(key) ??
        new DataLoader((values) =>
          store.lists({ kind, field, values, order: kindOf(kind).listOrder, first }),
        );
      lists.set(key, loader);
      return loader;
    },
  };
}
