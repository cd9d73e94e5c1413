import { cellsOfRecord, recordColumns } from '@kopru/importer';
import { scanRecords } from '@kopru/store';
import { kinds } from '@kopru/records';
import type { Store } from '@kopru/store';
import { CommandError } from '../outcome.ts';
import { escapeFormula } from './escape-formula.ts';
import type { Rows } from './rows.ts';

/**
 * The records of a store, or those of one kind. In tables, texts are escaped for spreadsheets;
 * imports undo it.
 */
export async function storedRows(
  store: Store,
  form: string,
  kind: string | undefined,
): Promise<Rows> {
  const known = kinds.map(({ name }) => name);
  if (kind !== undefined && !known.some((name) => name === kind))
    throw new CommandError(`Expected --kind to be one of ${known.join(', ')}, but got ${kind}.`);
  async function* rows() {
    for await (const record of scanRecords(store)) {
      if (kind !== undefined && record.kind !== kind) continue;
      const cells = form === 'ndjson' ? new Map<string, string>() : cellsOfRecord(record);
      yield {
        whole: record,
        cells: new Map([...cells].map(([column, text]) => [column, escapeFormula(text)])),
      };
    }
  }
  const { counts } = await store.summary();
  const total = counts.reduce(
    (sum, each) => sum + (kind === undefined || each.kind === kind ? each.count : 0),
    0,
  );
  return {
    columns: recordColumns(kind).map((name) => ({ name, type: 'text' })),
    rows: rows(),
    total,
    outcome: () => null,
  };
}
