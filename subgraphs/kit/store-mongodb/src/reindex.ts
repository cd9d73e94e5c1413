import type { StoredRecord } from '@kopru/records';
import type { IndexedRecord } from '@kopru/records';
import { collectBitmapEdits } from './bitmaps.ts';
import type { Database } from './connect.ts';
import { toDocument, toRecord } from './documents.ts';
import type { ReadDocument, RecordDocument } from './documents.ts';
import { buildIndexes, createRecords, newShape } from './indexes.ts';
import { withLease } from './lease.ts';
import { fastWrite, replaceRecords } from './load.ts';

const batchSize = 1_000;

/** Fills a new collection from the records, also from those of an older shape. */
export async function reindex(
  database: Database,
  version: number,
  indexOf: (record: StoredRecord) => IndexedRecord,
): Promise<number> {
  let count = 0;
  await withLease(database, async (lease) => {
    const { state, into } = lease;
    await createRecords(database, into);
    const edits = collectBitmapEdits(database);
    const write = async (documents: RecordDocument[]) => {
      await lease.renew();
      if (documents.length > 0) await database.records(into).insertMany(documents, fastWrite);
      for (const document of documents) edits.move(undefined, document);
      if (edits.shouldFlush()) await edits.flush(into, fastWrite);
    };
    let batch: RecordDocument[] = [];
    const stored = database.records(state.records).find({}, { projection: { index: 0 } });
    for await (const document of stored) {
      batch.push(toDocument(indexOf(recordOf(document)), count, database.isShared));
      count += 1;
      if (batch.length < batchSize) continue;
      await write(batch);
      batch = [];
    }
    await write(batch);
    await edits.flush(into, fastWrite);
    await buildIndexes(database, into);
    await replaceRecords(database, lease, { ...newShape(version), nextNumber: count });
  });
  return count;
}

/** The first shape kept the record in a field of its own. */
const recordOf = (document: ReadDocument): StoredRecord =>
  'doc' in document ? (document.doc as StoredRecord) : toRecord(document);
