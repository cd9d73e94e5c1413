import { writeSync } from 'node:fs';
import { openMongoStore } from '@kopru/store-mongodb';
import { openStore } from '../src/open-store.ts';
import type { Store, Write } from '@kopru/store';
import { indexed } from '@kopru/store/testing/indexed';

// A process of its own for the tests of durability: `load-worlds.ts URL WORLD SIZE WAY` writes a
// whole set of records again and again, each time as
// the next world, by `load` or as one batch by `apply`, and says which is acknowledged, until it is
// killed.

/** So short that a test need not wait half a minute for a dead one. */
const leaseMs = 500;
/** So few that a set of records is more than one transaction of MongoDB takes. */
const maxDelta = 300;
export const openForLoads = (url: string): Promise<Store> =>
  url.startsWith('mongodb:') ? openMongoStore(url, { leaseMs, maxDelta }) : openStore(url);

/** Of even worlds a tenth of the records are gone. */
export async function* world(number: number, size: number): AsyncGenerator<Write[]> {
  const batch = 200;
  for (let from = 0; from < size; from += batch) {
    yield await Promise.resolve(
      Array.from({ length: Math.min(batch, size - from) }, (_, index): Write => {
        const id = `KZ.r${from + index}`;
        const isGone = number % 2 === 0 && (from + index) % 10 === 0;
        return isGone
          ? { remove: id }
          : { put: indexed(id, { terms: { world: [String(number)] }, text: String(number) }) };
      }),
    );
  }
}

if (process.argv[1] === import.meta.filename) {
  const [url = '', first = '1', size = '0', way = 'load'] = process.argv.slice(2);
  const store = await openForLoads(url);
  for (let number = Number(first); ; number += 1) {
    writeSync(1, `begin ${number}\n`);
    const writes = world(number, Number(size));
    await (way === 'load'
      ? store.load(writes)
      : store.apply((await Array.fromAsync(writes)).flat()));
    writeSync(1, `done ${number}\n`);
  }
}
