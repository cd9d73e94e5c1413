import type { IndexedRecord, StoredRecord } from '@kopru/records';
import type { Store } from '@kopru/store';
import type { CellProblem, Row } from './table/row.ts';

/** Reads a row: a record to write or to remove, a reason to skip the row, or its problems. */
export type ReadRow = (
  row: Row,
) =>
  | { indexed: IndexedRecord }
  | { remove: string; successor?: string }
  | { leftOut: string }
  | { problems: CellProblem[] };

export interface ImportRequest {
  store: Store;
  rows: AsyncIterable<Row>;
  read: ReadRow;
  /** Called for each bad row. */
  onBad: (row: Row, problems: readonly CellProblem[]) => void | Promise<void>;
  /** Skips bad rows. Otherwise one bad row aborts the import. */
  skipBad?: boolean;
  /** Skips and counts a row with the id of an earlier row, instead of treating it as a bad row. */
  skipRepeated?: boolean;
  /** Compares without writing. */
  dryRun?: boolean;
  /** Whether a stored record equals the record of its row. */
  isSame?: (stored: StoredRecord, read: StoredRecord) => boolean;
  /** The records that the file lists completely. Those that it does not name are removed. */
  full?: { covers: (record: StoredRecord) => boolean; allowMany: boolean };
}

export interface Imported {
  added: number;
  changed: number;
  /** Stored already. */
  unchanged: number;
  removed: number;
  bad: number;
  /** The number of skipped rows, by reason. */
  leftOut: ReadonlyMap<string, number>;
}
