import { indexVersion } from '@kopru/records';
import type { RecordKindName } from '@kopru/records';
import type { StoreSummary } from '@kopru/store';
import { shapeVersion } from './connect.ts';
import type { Snapshot } from './session.ts';

/** Documents of an older shape count as version 0: `kopru migrate` rewrites them. */
export function summarize({ current }: Snapshot): StoreSummary {
  const counts = Object.entries(current?.counts ?? {}) as [RecordKindName, number][];
  const isOlder = current !== null && current.version < shapeVersion;
  return {
    counts: counts
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => ({ kind, count }))
      .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    asOf: current?.asOf ?? null,
    sequence: current?.sequence ?? 0,
    indexVersion: isOlder ? 0 : (current?.index ?? indexVersion),
  };
}
