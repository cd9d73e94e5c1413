import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../src/store.ts';
import { describeFilters } from './contract/filters.ts';
import { describeLoads } from './contract/loads.ts';
import { describeOracle } from './contract/oracle.ts';
import { describePages } from './contract/pages.ts';
import { describeReads } from './contract/reads.ts';
import { describeWrites } from './contract/writes.ts';

export interface OpenedStore {
  store: Store;
  /** Closes the store and opens it again on the same data; absent if a store is not durable. */
  reopen?: () => Promise<Store>;
  close: () => Promise<void>;
}

/** The store of the running test. It is empty when the test begins. */
export type Opened = () => OpenedStore;

/** Runs the contract test that every adapter must pass. `open` gives an empty store each time. */
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
    describeLoads(() => opened);
    describeOracle(() => opened);
  });
}
