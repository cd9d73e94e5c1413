import { describe, test } from 'vitest';
import { fetchMongod, findMongod } from './binary.ts';

/** In CI nothing is skipped: there the server is fetched where it is missing. */
const isThere =
  findMongod() !== null || (process.env.CI === 'true' && (await fetchMongod()) !== '');

/** Tests that need MongoDB; without one they are skipped, and say so in one line. */
export function describeWithMongo(title: string, define: () => void): void {
  if (isThere) describe(title, define);
  else
    describe(title, () => {
      test.skip('skipped: no MongoDB server on this machine; npm run mongod fetches one');
    });
}
