import type { StoredRecord } from '@kopru/records';
import { toRecord } from './documents.ts';
import type { ReadDocument } from './documents.ts';
import { readRecords } from './session.ts';
import type { Snapshot } from './session.ts';

export async function getMany(
  snapshot: Snapshot,
  ids: readonly string[],
): Promise<(StoredRecord | null)[]> {
  const pipeline = [{ $match: { _id: { $in: ids } } }, { $project: { index: 0 } }];
  const documents = await readRecords<ReadDocument>(snapshot, pipeline, '_id_');
  const byId = new Map(documents.map((document) => [document._id, toRecord(document)]));
  return ids.map((id) => byId.get(id) ?? null);
}
