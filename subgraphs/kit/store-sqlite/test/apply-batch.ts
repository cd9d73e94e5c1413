import { writeSync } from 'node:fs';
import { openSqliteStore } from '@kopru/store-sqlite';
import { indexed } from '@kopru/store/testing/indexed';

// A separate process for the durability tests. `apply-batch.ts FILE PREFIX COUNT` writes one batch,
// prints `done`, then waits to be killed.

const [file = '', prefix = '', count = '0'] = process.argv.slice(2);
const store = openSqliteStore(file);
const writes = Array.from({ length: Number(count) }, (_, index) => ({
  put: indexed(`KZ.${prefix}${index}`, {
    terms: { [prefix]: ['x'], n: [String(index)] },
    first: String(index),
  }),
}));
writeSync(1, 'begin\n');
await store.apply(writes);
writeSync(1, 'done\n');
setInterval(() => undefined, 1_000);
