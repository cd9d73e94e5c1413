import { checkRecord, indexRecord, kindOf } from '@kopru/records';
import type { FieldCondition, RecordKindName, RegistryRules, StoredRecord } from '@kopru/records';
import { scanRecords } from '../scan-records.ts';
import type { ReadStore } from '../store.ts';
import type { StoreCheck } from './store-check.ts';

/** A value that many records share, and the number of these records. */
export interface SharedValue {
  kind: RecordKindName;
  field: string;
  value: string;
  count: number;
}

/**
 * Reads every record, checks it against the contract, looks up a sample, and counts the shared
 * values.
 */
export async function checkRecords(
  { store, stored, sampleEvery, report, step }: StoreCheck,
  { module, schema }: RegistryRules,
): Promise<Map<string, SharedValue>> {
  const sharedValues = new Map<string, SharedValue>();
  for await (const record of scanRecords(store)) {
    const checked = checkRecord(module.definition.code, schema, record);
    if (Array.isArray(checked))
      for (const { path, message } of checked)
        report({
          id: record.id,
          expected: `a record that fits the contract`,
          found: `${path.join('.')}: ${message}`,
        });
    else {
      if (stored.size % sampleEvery === 0) await checkLookup(store, checked.record, report);
      countSharedValues(sharedValues, checked.record);
    }
    stored.set(record.id, record.kind);
    step();
  }
  return sharedValues;
}

function countSharedValues(sharedValues: Map<string, SharedValue>, record: StoredRecord): void {
  const kind = kindOf(record.kind);
  const fields = new Set(Object.values(kind.filters).flatMap((filter) => filter.shared ?? []));
  const entries = indexRecord(kind, record).entries.filter(({ field }) => fields.has(field));
  // Several parts of a record may have the value, but the record counts once.
  const values = new Map(
    entries.map(({ field, value }) => [`${record.kind} ${field} ${value}`, { field, value }]),
  );
  for (const [key, { field, value }] of values) {
    const count = (sharedValues.get(key)?.count ?? 0) + 1;
    sharedValues.set(key, { kind: record.kind, field, value, count });
  }
}

/**
 * Looks the record up by each of its terms: by value, by prefix, or by a range that it begins or
 * ends, in both directions.
 */
async function checkLookup(
  store: ReadStore,
  record: StoredRecord,
  report: StoreCheck['report'],
): Promise<void> {
  const kind = kindOf(record.kind);
  const { entries, keys } = indexRecord(kind, record);
  const { field: order } = kind.listOrder;
  // The position just before the record: no id lies between.
  const last = record.id.charCodeAt(record.id.length - 1);
  const after = {
    key: keys[order] ?? null,
    id: `${record.id.slice(0, -1)}${String.fromCharCode(last - 1)}\u007f`,
  };
  for (const [index, { field, value }] of entries.entries()) {
    const direction = index % 2 === 0 ? 'ASC' : 'DESC';
    const conditions: FieldCondition[] = [
      { field, oneOf: [value] },
      { field, startsWith: value.slice(0, 1) },
      { field, gte: value },
      { field, lte: value },
    ];
    // One condition for each term; over all terms and records each condition is used.
    const filter = conditions[(index + record.id.length + last) % conditions.length];
    if (!filter) continue;
    const { rows } = await store.page({
      kind: kind.name,
      filter,
      order: { field: order, direction },
      first: 1,
      after,
    });
    if (rows[0]?.record.id !== record.id)
      report({
        id: record.id,
        expected: `to be found by ${JSON.stringify(filter)}`,
        found: rows[0]?.record.id ?? 'nothing',
      });
  }
}
