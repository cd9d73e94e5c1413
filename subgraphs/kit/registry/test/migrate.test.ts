import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexVersion } from '@kopru/records';
import { migrateStore } from '../src/migrate.ts';
import { openStore, openStoreOfAnyIndex } from '../src/open-store.ts';
import { StoreError } from '@kopru/store';
import { describeWithMongo, startMongo } from '@kopru/store-mongodb/testing';
import type { Mongo } from '@kopru/store-mongodb/testing';
import { companies } from '@kopru/store/testing';

function describeMigration(name: string, urlOf: () => string): void {
  describe(`a registry on ${name}`, () => {
    test('whose records are found by an older version is not opened until it is migrated', async () => {
      const url = urlOf();
      const puts = companies(1_200);
      const old = await openStore(url);
      await old.apply(puts.map((put) => ({ put })));
      await old.reindex(0, (record) => ({ record, entries: [], keys: {} }));
      await old.close();

      await expect(openStore(url)).rejects.toThrow(
        `but the store's are of version 0. Stop what writes to it and run kopru migrate.`,
      );
      expect(await migrateStore(url)).toEqual({ from: 0, to: indexVersion, records: puts.length });
      expect(await migrateStore(url)).toEqual({ from: indexVersion, to: indexVersion, records: 0 });
      const store = await openStore(url);
      expect(await store.count('COMPANY', { field: 'status', oneOf: ['ACTIVE'] })).toBe(
        puts.filter(({ record }) => record.kind === 'COMPANY' && record.status === 'ACTIVE').length,
      );
      expect((await store.changesSince(0, 10_000)).length).toBe(puts.length);
      await store.close();
    });

    test('of a newer version is left alone', async () => {
      const url = urlOf();
      const newer = await openStoreOfAnyIndex(url);
      await newer.apply(companies(3).map((put) => ({ put })));
      await newer.reindex(99, (record) => ({ record, entries: [], keys: {} }));
      await newer.close();
      await expect(openStore(url)).rejects.toThrow(StoreError);
      await expect(migrateStore(url)).rejects.toThrow('Run a newer Köprü.');
    });

    test('with a record that no longer fits stays as it is, and the record is named', async () => {
      const url = urlOf();
      const store = await openStoreOfAnyIndex(url);
      const [first, second] = companies(2);
      const misfit = {
        ...second!,
        record: { ...second!.record, founded: 'GONE' },
      } as unknown as typeof first;
      await store.apply([{ put: first! }, { put: misfit! }]);
      await store.reindex(0, (record) => ({ record, entries: [], keys: {} }));
      await store.close();
      await expect(migrateStore(url)).rejects.toThrow(
        `Expected ${second!.record.id} to fit this version's contract, but it does not (founded:`,
      );
      const again = await openStoreOfAnyIndex(url);
      expect((await again.summary()).indexVersion).toBe(0);
      await again.close();
    });
  });
}

let folder: string;
let files = 0;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kopru-migrate-'))));
afterAll(() => rm(folder, { recursive: true }));

describeMigration('SQLite', () => `sqlite:${join(folder, `${(files += 1)}.sqlite`)}`);

describeWithMongo('on a real server', () => {
  let mongo: Mongo;
  beforeAll(async () => void (mongo = await startMongo()));
  afterAll(() => mongo.stop());
  describeMigration('MongoDB', () => mongo.url());
});
