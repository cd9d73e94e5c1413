import { afterAll, beforeAll, describe } from 'vitest';
import { describeWithMongo, startMongo } from '@kopru/store-mongodb/testing';
import type { Mongo } from '@kopru/store-mongodb/testing';
import { storeVariable } from '../../src/local-registries.ts';

/** Half of the registries on the kit. */
const onMongo = ['KZ', 'TR', 'TM', 'TRNC'];

/**
 * Defines the tests twice: for a federation on embedded stores, and for one with half of its
 * registries on MongoDB.
 */
export function describeOnBothStores(
  define: (environment: () => Record<string, string>) => void,
): void {
  describe('on embedded stores', () => define(() => ({})));
  describeWithMongo('half of it on MongoDB', () => {
    let mongo: Mongo;
    beforeAll(async () => {
      mongo = await startMongo();
    });
    afterAll(() => mongo.stop());
    define(() => Object.fromEntries(onMongo.map((code) => [storeVariable(code), mongo.url()])));
  });
}
