import { randomUUID } from 'node:crypto';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';
import mongoose from 'mongoose';
import { findMongod, mongodVersion } from './binary.ts';

/** A replica set of real servers, for the tests that run. */
export interface Mongo {
  /** The URL of another empty database each time. */
  url(): string;
  /** Ends the servers, or removes the databases from a server that other files use. */
  stop(): Promise<void>;
}

/** Servers of the caller's own, which it may stop and whose load is its own. */
export interface OwnMongo extends Mongo {
  set: MongoMemoryReplSet;
}

const nameDatabase = (): string => `kopru-${randomUUID().slice(0, 8)}`;

/** A server: the one that all test files of a run share, or one of its own outside of a run. */
export async function startMongo(): Promise<Mongo> {
  const { KOPRU_SHARED_MONGO: shared } = process.env;
  if (shared === undefined) return startOwnMongo();
  const response = await fetch(shared);
  const uri = await response.text();
  if (!response.ok) throw new Error(uri);
  const urls: string[] = [];
  return {
    url() {
      const url = new URL(uri);
      url.pathname = nameDatabase();
      urls.push(url.href);
      return url.href;
    },
    async stop() {
      for (const url of urls) {
        const connection = await mongoose.createConnection(url).asPromise();
        await connection.dropDatabase();
        await connection.close();
      }
    },
  };
}

/** A replica set of `servers` members, each with a cache of `cacheGb`. */
export async function startOwnMongo(servers = 1, cacheGb = 0.5): Promise<OwnMongo> {
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
    url: () => set.getUri(nameDatabase()),
    set,
    stop: async () => {
      await set.stop({ doCleanup: true, force: true });
    },
  };
}
