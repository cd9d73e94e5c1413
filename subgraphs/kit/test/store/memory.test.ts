import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { describeStore } from './store-contract.ts';

describeStore('memory', () => {
  const store = createMemoryStore();
  return Promise.resolve({ store, close: () => store.close() });
});
