import { afterEach, beforeEach, describe } from 'vitest';
import { describeFilters } from './contract/filters.ts';
import { describeLoads } from './contract/loads.ts';
import { describeOracle } from './contract/oracle.ts';
import { describePages } from './contract/pages.ts';
import { describeReads } from './contract/reads.ts';
import { describeWrites } from './contract/writes.ts';
import type { OpenedStore } from './opened-store.ts';

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
