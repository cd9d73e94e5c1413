import type { Write } from '@kopru/store';
import { openDatabase } from '../database.ts';
import { openFieldCodes } from '../field-codes.ts';
import { createDeferredIndexes, dropDeferredIndexes } from './deferred-indexes.ts';
import { createWriteBuffers, flushBuffers } from './write-buffers.ts';
import { writeRecords } from './write-records.ts';

/**
 * Writes all batches in one transaction. It opens a connection of its own, because reads on the
 * store's connection would see the
 * unfinished load.
 */
export async function loadBatches(
  file: string,
  batches: AsyncIterable<readonly Write[]>,
): Promise<void> {
  const database = openDatabase(file);
  // A load writes to bitmaps all over the file. With a small cache the same pages are written and
  // read again and again.
  database.run('PRAGMA cache_size = -262144');
  const buffers = createWriteBuffers(database, openFieldCodes(database));
  try {
    await database.longTransaction(async () => {
      const isEmpty = database.all('SELECT 1 FROM record LIMIT 1').length === 0;
      if (isEmpty) dropDeferredIndexes(database);
      for await (const writes of batches) {
        writeRecords(buffers, writes, new Date().toISOString());
        if (buffers.bitmaps.shouldFlush()) buffers.bitmaps.flush();
      }
      flushBuffers(buffers);
      if (isEmpty) createDeferredIndexes(database);
    });
  } finally {
    database.close();
  }
}
