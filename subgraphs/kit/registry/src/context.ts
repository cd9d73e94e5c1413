import DataLoader from 'dataloader';
import type { RegistryModule, RecordKindName, StoredRecord } from '@kopru/records';
import { kindOf } from '@kopru/records';
import type { ReadStore } from '@kopru/store';

/** What the resolvers of one request share. Loaders live as long as the request: what was read once is not asked for again. */
export interface RegistryContext {
  module: RegistryModule;
  /** Reads until the request's deadline. */
  store: ReadStore;
  records: DataLoader<string, StoredRecord | null>;
  /** The first records of a kind that carry a value in a field, in the kind's own order: of a hub its startups. */
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
    // Every id of one round goes into one store call, however many fields asked for them.
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
