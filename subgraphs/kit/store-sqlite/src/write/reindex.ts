import type { StoredRecord, IndexedRecord } from '@kopru/records';
import { openDatabase } from '../database.ts';
import type { Database } from '../database.ts';
import { openFieldCodes } from '../field-codes.ts';
import { readDoc } from '../read-row.ts';
import { createDeferredIndexes, dropDeferredIndexes } from './deferred-indexes.ts';
import { createWriteBuffers, flushBuffers, writeIndex } from './write-buffers.ts';
import type { WriteBuffers } from './write-buffers.ts';

const batchSize = 1_000;

/**
 * Rebuilds the index of every record in one transaction and resolves to the number of records. It
 * has a connection of its own: until it
 * commits, reads use the old index.
 */
export async function reindex(
  file: string,
  version: number,
  indexOf: (record: StoredRecord) => IndexedRecord,
): Promise<number> {
  const database = openDatabase(file);
  const buffers = createWriteBuffers(database, openFieldCodes(database));
  let done = 0;
  try {
    await database.longTransaction(async () => {
      dropDeferredIndexes(database);
      for (const table of ['term', 'sort_key', 'posting', 'fact'])
        database.run(`DELETE FROM ${table}`);
      for (let last = 0, more = true; more;) {
        const numbers = reindexBatch(database, buffers, last, indexOf);
        if (buffers.bitmaps.shouldFlush()) buffers.bitmaps.flush();
        last = numbers.at(-1) ?? last;
        done += numbers.length;
        more = numbers.length === batchSize;
        // Lets the process do other work between batches.
        await new Promise((resolve) => setImmediate(resolve));
      }
      flushBuffers(buffers);
      createDeferredIndexes(database);
      database.run(`UPDATE setting SET value = ? WHERE name = 'index'`, [version]);
    });
  } finally {
    database.close();
  }
  return done;
}

/** Indexes the next records after number `last`. Returns their numbers. */
function reindexBatch(
  database: Database,
  buffers: WriteBuffers,
  last: number,
  indexOf: (record: StoredRecord) => IndexedRecord,
): number[] {
  return database
    .all('SELECT n, doc FROM record WHERE n > ? ORDER BY n LIMIT ?', [last, batchSize])
    .map((row) => {
      const n = Number(row.n);
      const indexed = indexOf(readDoc(row));
      database.run('UPDATE record SET doc = ? WHERE n = ?', [JSON.stringify(indexed.record), n]);
      writeIndex(buffers, n, indexed);
      return n;
    });
}
