import type { Store } from '../src/store.ts';

export interface OpenedStore {
  store: Store;
  /** Closes the store and opens it again on the same data; absent if a store is not durable. */
  reopen?: () => Promise<Store>;
  close: () => Promise<void>;
}

/** The store of the running test. It is empty when the test begins. */
export type Opened = () => OpenedStore;
