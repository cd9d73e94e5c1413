import type { Write } from '@kopru/store';
import { StoreConflict } from '@kopru/store';
import type { Database } from '../database.ts';
import type { FieldCodes } from '../field-codes.ts';
import { createWriteBuffers, flushBuffers } from './write-buffers.ts';
import { writeRecords } from './write-records.ts';

/**
 * Writes every record and its change entry in one transaction. Throws StoreConflict if `after` is
 * not the last change.
 */
export function applyWrites(
  database: Database,
  codes: FieldCodes,
  writes: readonly Write[],
  after?: number,
): void {
  const buffers = createWriteBuffers(database, codes);
  try {
    database.transaction(() => {
      if (after !== undefined) checkLastChange(database, after);
      writeRecords(buffers, writes, new Date().toISOString());
      flushBuffers(buffers);
    });
  } catch (error) {
    codes.forget();
    throw error;
  }
}

function checkLastChange(database: Database, after: number): void {
  const last = Number(database.all('SELECT max(sequence) AS last FROM change')[0]?.last ?? 0);
  if (last !== after) throw new StoreConflict(after, last);
}
