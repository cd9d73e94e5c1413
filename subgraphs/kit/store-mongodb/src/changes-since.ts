import type { ChangeEntry } from '@kopru/store';
import type { Snapshot } from './session.ts';

export async function changesSince(
  { changes, current, options }: Snapshot,
  sequence: number,
  first: number,
): Promise<ChangeEntry[]> {
  if (first === 0) return [];
  const range = { $gt: sequence, $lte: current?.sequence ?? 0 };
  const documents = await changes
    .find({ _id: range }, { ...options, sort: { _id: 1 }, limit: first })
    .toArray();
  return documents.map(({ _id, kind, id, event, at, successor }) => ({
    sequence: _id,
    kind,
    id,
    event,
    at,
    // Entries of an older Köprü have none.
    successor: successor ?? null,
  }));
}
