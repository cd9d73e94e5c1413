import { randomUUID } from 'node:crypto';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import { findMongod, mongodVersion } from './binary.ts';

/** A replica set of real servers, for the tests that run. */
export interface Mongo {
  /** Of an empty database each time. */
  url(): string;
  set: MongoMemoryReplSet;
  stop(): Promise<void>;
}

export async function startMongo(servers = 1, cacheGb = 0.5): Promise<Mongo> {
  const binary = findMongod();
  if (binary === null) throw new Error('Expected a MongoDB server; npm run mongod fetches one');
  const set = await MongoMemoryReplSet.create({
    binary: { systemBinary: binary, version: mongodVersion, checkMD5: false },
    replSet: { count: servers, storageEngine: 'wiredTiger', ip: '127.0.0.1' },
    instanceOpts: Array.from({ length: servers }, () => ({
      args: ['--wiredTigerCacheSizeGB', String(cacheGb)],
    })),
  });
  return {
    url: () => set.getUri(`kopru-${randomUUID().slice(0, 8)}`),
    set,
    stop: async () => {
      await set.stop({ doCleanup: true, force: true });
    },
  };
}
