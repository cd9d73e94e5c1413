import type { StoredRecord, IndexedRecord } from '@kopru/records';
import { openDatabase } from './database.ts';
import { openFieldCodes } from './field-codes.ts';
import { dropLateIndexes, makeLateIndexes } from './late-indexes.ts';
import { readDoc } from './read-row.ts';
import { finish, openIndex, writeIndex } from './write.ts';

const atOnce = 1_000;

/** One transaction, on a connection of its own: until it is done the old entries are read. */
export async function reindex(
  file: string,
  version: number,
  indexOf: (record: StoredRecord) => IndexedRecord,
): Promise<number> {
  const database = openDatabase(file);
  const index = openIndex(database, openFieldCodes(database));
  let done = 0;
  try {
    await database.longTransaction(async () => {
      dropLateIndexes(database);
      database.run('DELETE FROM term');
      database.run('DELETE FROM sort_key');
      database.run('DELETE FROM posting');
      database.run('DELETE FROM fact');
      for (let last = 0, more = true; more;) {
        const rows = database.all('SELECT n, doc FROM record WHERE n > ? ORDER BY n LIMIT ?', [
          last,
          atOnce,
        ]);
        for (const row of rows) {
          const n = Number(row.n);
          const indexed = indexOf(readDoc(row));
          database.run('UPDATE record SET doc = ? WHERE n = ?', [
            JSON.stringify(indexed.record),
            n,
          ]);
          writeIndex(index, n, indexed);
          last = n;
        }
        if (index.postings.isMany()) index.postings.write();
        done += rows.length;
        more = rows.length === atOnce;
        // Who waits for this process to say something gets a turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
      finish(index);
      makeLateIndexes(database);
      database.run(`UPDATE setting SET value = ? WHERE name = 'index'`, [version]);
    });
  } finally {
    database.close();
  }
  return done;
}
