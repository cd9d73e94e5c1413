import type { IndexedRecord } from '@kopru/records';
import { bitmapOfKind, bitmapsOfKey, bitmapsOfTerm, wholeKind } from '@kopru/store/bitmaps';
import type { Database } from '../database.ts';
import type { FieldCodes } from '../field-codes.ts';
import { createBitmapEdits } from './bitmap-edits.ts';
import type { BitmapEdits } from './bitmap-edits.ts';
import { createBulkInsert } from './bulk-insert.ts';
import type { BulkInsert } from './bulk-insert.ts';

/** The buffered writers of one transaction. Nothing is complete until `flushBuffers` has run. */
export interface WriteBuffers {
  database: Database;
  codes: FieldCodes;
  bitmaps: BitmapEdits;
  terms: BulkInsert;
  sortKeys: BulkInsert;
  facts: BulkInsert;
  changes: BulkInsert;
}

export const createWriteBuffers = (database: Database, codes: FieldCodes): WriteBuffers => ({
  database,
  codes,
  bitmaps: createBitmapEdits(database),
  // A record may have the same term twice.
  terms: createBulkInsert(
    database,
    'term',
    ['field', 'value', 'n', 'part'],
    'ON CONFLICT DO NOTHING',
  ),
  sortKeys: createBulkInsert(database, 'sort_key', ['field', 'missing', 'key', 'id', 'n']),
  facts: createBulkInsert(database, 'fact', ['n', 'facts']),
  changes: createBulkInsert(database, 'change', ['kind', 'id', 'event', 'at', 'successor']),
});

export function flushBuffers(buffers: WriteBuffers): void {
  buffers.changes.flush();
  flushRows(buffers);
  buffers.bitmaps.flush();
}

/** Flushes the tables that `deleteRecord` reads and deletes from. */
export const flushRows = ({ terms, sortKeys, facts }: WriteBuffers): void =>
  [terms, sortKeys, facts].forEach((insert) => insert.flush());

/** Writes what record `n` is found, ordered and counted by. */
export function writeIndex(
  { codes, bitmaps, ...rows }: WriteBuffers,
  n: number,
  { record: { id, kind }, entries, keys, facts }: IndexedRecord,
): void {
  const terms = entries.map(
    ({ field, value, part }) => [codes.findOrAdd(kind, field), value, n, part] as const,
  );
  const sortKeys = Object.entries(keys).map(
    ([field, key]) =>
      [codes.findOrAdd(kind, field), key === null ? 1 : 0, key ?? '', id, n] as const,
  );
  terms.forEach((term) => rows.terms.add(term));
  sortKeys.forEach((sortKey) => rows.sortKeys.add(sortKey));
  if (facts) rows.facts.add([n, JSON.stringify(facts)]);
  for (const [field, value, , part] of terms)
    for (const posting of bitmapsOfTerm({ value, part })) bitmaps.add(n, field, posting);
  for (const [field, isMissing, key] of sortKeys)
    for (const posting of bitmapsOfKey(isMissing ? null : key)) bitmaps.add(n, field, posting);
  bitmaps.add(n, codes.findOrAdd(kind, wholeKind), bitmapOfKind);
}
