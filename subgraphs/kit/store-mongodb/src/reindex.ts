import type { StoredRecord, IndexedRecord } from '@kopru/records';
import { quick, replaceRecords } from './load.ts';
import { indexRecords } from './prepare-state.ts';
import { gatherPostingEdits, postingsOf, writePostings } from './postings.ts';
import { documentOf } from './sum-up.ts';
import type { RecordDocument } from './model.ts';
import type { Database } from './view.ts';

const atOnce = 1_000;
const none: ReadonlySet<string> = new Set();

/** As a load: beside the records that are read meanwhile, and then in their place. */
export async function reindex(
  database: Database,
  version: number,
  indexOf: (record: StoredRecord) => IndexedRecord,
): Promise<number> {
  const { isShared } = database;
  let done = 0;
  await replaceRecords(database, async ({ state, into, beat }) => {
    const target = database.models.records(into);
    await target.createCollection();
    await database.models.postings(into).createCollection();
    const edits = gatherPostingEdits();
    const write = async (documents: RecordDocument[]) => {
      await beat();
      if (documents.length > 0) await target.collection.insertMany(documents as never, quick);
      for (const document of documents)
        edits.move(document.n, none, postingsOf(document, isShared));
      if (edits.isMany()) await writePostings(database, into, edits.take(), quick);
      done += documents.length;
    };
    let documents: RecordDocument[] = [];
    for await (const { doc } of database.models
      .records(state.records)
      .find({}, { doc: 1 })
      .lean()
      .cursor()) {
      documents.push(documentOf(indexOf(doc), done + documents.length, isShared));
      if (documents.length < atOnce) continue;
      await write(documents);
      documents = [];
    }
    await write(documents);
    await writePostings(database, into, edits.take(), quick);
    await indexRecords(database, into);
    return { index: version, nextNumber: done };
  });
  return done;
}
