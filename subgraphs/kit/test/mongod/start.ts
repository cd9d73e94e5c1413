import { randomUUID } from 'node:crypto';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { describe, test } from 'vitest';
import { fetchMongod, findMongod } from './binary.ts';

/** A replica set of real servers, for the tests that run. */
export interface Mongo {
  /** Of an empty database each time. */
  url(): string;
  set: MongoMemoryReplSet;
  stop(): Promise<void>;
}

const isCi = process.env.CI === 'true';

/** In CI nothing is skipped: there the server is fetched where it is missing. */
const binary = findMongod() ?? (isCi ? await fetchMongod() : null);

/** Tests that need MongoDB; without one they are skipped, and say so in one line. */
export function describeWithMongo(title: string, define: () => void): void {
  if (binary === null) {
    describe(title, () => {
      test.skip('skipped: no MongoDB server on this machine; npm run mongod fetches one');
    });
  } else describe(title, define);
}

export async function startMongo(servers = 1): Promise<Mongo> {
  if (binary === null) throw new Error('Expected a MongoDB server; npm run mongod fetches one');
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary, checkMD5: false },
    replSet: { count: servers, storageEngine: 'wiredTiger', ip: '127.0.0.1' },
    instanceOpts: Array.from({ length: servers }, () => ({ args: ['--wiredTigerCacheSizeGB', '0.5'] })),
  });
  return {
    url: () => set.getUri(`kopru-${randomUUID().slice(0, 8)}`),
    set,
    stop: async () => {
      await set.stop({ doCleanup: true, force: true });
    },
  };
}
