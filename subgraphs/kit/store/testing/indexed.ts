import { kindOf } from '@kopru/records';
import type { IndexEntry, IndexedRecord } from '@kopru/records';

type Values = Readonly<Record<string, readonly string[]>>;

export interface Shape {
  kind?: 'COMPANY' | 'INVESTOR';
  /** The terms of the record itself. */
  terms?: Values;
  /** The terms of each of its parts, as `part.NAME`. Every part has the term `part` too. */
  parts?: readonly Values[];
  /** Keys in the orders FIRST and SECOND. */
  first?: string | null;
  second?: string | null;
  /** Distinguishes two versions of a record. */
  text?: string;
}

/**
 * A valid record with terms and sort keys that the test chooses. A store does not know where they
 * come from.
 */
export function indexed(id: string, shape: Shape = {}): IndexedRecord {
  const {
    kind = 'COMPANY',
    terms = {},
    parts = [],
    first = null,
    second = null,
    text = id,
  } = shape;
  const record = kindOf(kind).schema.parse({
    id,
    kind,
    names: [{ text: `SYNTHETIC ${text}`, language: 'en', kind: 'LEGAL' }],
    status: 'ACTIVE',
    provenance: { source: 'SYNTHETIC', licence: 'CC0-1.0', modifiedAt: '2026-11-23T00:00:00.000Z' },
    ...(kind === 'INVESTOR' && { investorKind: 'VENTURE_FUND' }),
  });
  const entries = [
    ...entriesOf(terms, '', 0),
    ...parts.flatMap((part, index) => [
      { field: 'part', value: '', part: index + 1 },
      ...entriesOf(part, 'part.', index + 1),
    ]),
  ];
  return { record, entries, keys: { FIRST: first, SECOND: second }, facts: [id, first, 1] };
}

const entriesOf = (values: Values, prefix: string, part: number): IndexEntry[] =>
  Object.entries(values).flatMap(([field, each]) =>
    each.map((value) => ({ field: `${prefix}${field}`, value, part })),
  );
