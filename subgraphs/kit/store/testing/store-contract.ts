import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../src/store.ts';
import { describeFilters } from './contract/filters.ts';
import { describeOracle } from './contract/oracle.ts';
import { describePages } from './contract/pages.ts';
import { describeReads } from './contract/reads.ts';
import { describeWrites } from './contract/writes.ts';

export interface OpenedStore {
  store: Store;
  /** Closes the store and opens it again on the same data; absent where a store keeps nothing. */
  reopen?: () => Promise<Store>;
  close: () => Promise<void>;
}

/** The store of the test that runs, empty when it begins. */
export type Opened = () => OpenedStore;

/** What every adapter must pass: the one contract test of all stores. `open` gives an empty store each time. */
export function describeStore(name: string, open: () => Promise<OpenedStore>): void {
  describe(`the ${name} store`, () => {
    let opened: OpenedStore;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    describeReads(() => opened);
    describePages(() => opened);
    describeFilters(() => opened);
    describeWrites(() => opened);
    describeOracle(() => opened);
  });
}
