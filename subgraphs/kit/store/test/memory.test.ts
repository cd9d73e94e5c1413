import { createMemoryStore } from '../src/memory-store.ts';
import { describeStore } from '../testing/store-contract.ts';

describeStore('memory', () => {
  const store = createMemoryStore();
  return Promise.resolve({ store, close: () => store.close() });
});
