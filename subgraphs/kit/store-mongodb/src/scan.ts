import type { StoredRecord } from '@kopru/records';
import { toRecord } from './documents.ts';
import type { ReadDocument } from './documents.ts';
import { readRecords } from './session.ts';
import type { Snapshot } from './session.ts';

/** The records of all kinds after an id, by id. */
export async function scan(
  snapshot: Snapshot,
  after: string,
  first: number,
): Promise<StoredRecord[]> {
  if (first === 0) return [];
  const documents = await readRecords<ReadDocument>(
    snapshot,
    [
      { $match: { _id: { $gt: after } } },
      { $sort: { _id: 1 } },
      { $limit: first },
      { $project: { index: 0 } },
    ],
    '_id_',
  );
  return documents.map(toRecord);
}
