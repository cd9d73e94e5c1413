import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../src/sqlite-store.ts';
import { describeStore } from '@kopru/store/testing';
import type { OpenedStore } from '@kopru/store/testing';

describeStore('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kopru-store-'));
  const file = join(folder, 'registry.sqlite');
  const opened: OpenedStore = {
    store: openSqliteStore(file),
    async reopen() {
      await opened.store.close();
      opened.store = openSqliteStore(file);
      return opened.store;
    },
    async close() {
      await opened.store.close();
      await rm(folder, { recursive: true });
    },
  };
  return opened;
});
