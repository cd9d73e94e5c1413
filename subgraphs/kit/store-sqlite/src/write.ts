import type { ChangeEvent, Write } from '@kopru/store';
import type { IndexedRecord } from '@kopru/records';
import { StoreConflict } from '@kopru/store';
import { createBulkInsert } from './bulk-insert.ts';
import type { BulkInsert } from './bulk-insert.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { openFieldCodes } from './field-codes.ts';
import type { FieldCodes } from './field-codes.ts';
import { postingOfKind, postingsOfKey, postingsOfTerm, wholeKind } from '@kopru/store/postings';
import { dropLateIndexes, makeLateIndexes } from './late-indexes.ts';
import { gatherPostingEdits } from './postings.ts';
import type { PostingEdits } from './postings.ts';

/** One transaction: every write and its change entry, or none. */
export function applyWrites(
  database: Database,
  codes: FieldCodes,
  writes: readonly Write[],
  after?: number,
): void {
  const index = openIndex(database, codes);
  try {
    database.transaction(() => {
      if (after !== undefined) checkLast(database, after);
      writeAll(index, writes, new Date().toISOString());
      finish(index);
    });
  } catch (error) {
    codes.forget();
    throw error;
  }
}

function checkLast(database: Database, after: number): void {
  const last = Number(database.all('SELECT max(sequence) AS last FROM change')[0]?.last ?? 0);
  if (last !== after) throw new StoreConflict(after, last);
}

/** One transaction too, on a connection of its own: through the store's, what is not done yet could be read. */
export async function loadBatches(
  file: string,
  batches: AsyncIterable<readonly Write[]>,
): Promise<void> {
  const database = openDatabase(file);
  // All over the postings it writes: what does not fit would be written and read again and again.
  database.run('PRAGMA cache_size = -262144');
  const index = openIndex(database, openFieldCodes(database));
  try {
    await database.longTransaction(async () => {
      const isEmpty = database.all('SELECT 1 FROM record LIMIT 1').length === 0;
      if (isEmpty) dropLateIndexes(database);
      for await (const writes of batches) {
        writeAll(index, writes, new Date().toISOString());
        if (index.postings.isMany()) index.postings.write();
      }
      finish(index);
      if (isEmpty) makeLateIndexes(database);
    });
  } finally {
    database.close();
  }
}

/** What a transaction writes to; what it gathers on the way is there once it is finished. */
export interface Index {
  database: Database;
  codes: FieldCodes;
  postings: PostingEdits;
  terms: BulkInsert;
  sortKeys: BulkInsert;
  facts: BulkInsert;
  changes: BulkInsert;
}

export const openIndex = (database: Database, codes: FieldCodes): Index => ({
  database,
  codes,
  postings: gatherPostingEdits(database),
  // A record may say the same of itself twice.
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

export function finish(index: Index): void {
  index.changes.write();
  finishRecords(index);
  index.postings.write();
}

const finishRecords = ({ terms, sortKeys, facts }: Index): void =>
  [terms, sortKeys, facts].forEach((each) => each.write());

function writeAll(index: Index, writes: readonly Write[], at: string): void {
  for (const write of writes) {
    if ('put' in write) put(index, write.put, at);
    else remove(index, write, at);
  }
}

function put(index: Index, indexed: IndexedRecord, at: string): void {
  const { database } = index;
  const { record } = indexed;
  const { id, kind } = record;
  const known = takeAway(index, id);
  const { lastInsertRowid: n } = database.run(
    'INSERT INTO record (n, id, kind, doc) VALUES (?, ?, ?, ?)',
    [known?.n ?? null, id, kind, JSON.stringify(record)],
  );
  writeIndex(index, n, indexed);
  // Whoever follows one kind alone is told that the record is gone from it.
  if (known && known.kind !== kind) note(index, { kind: known.kind, id, event: 'REMOVED', at });
  note(index, { kind, id, event: known?.kind === kind ? 'UPDATED' : 'ADDED', at });
}

/** What the n-th record is found and ordered by. */
export function writeIndex(
  { codes, postings, ...rows }: Index,
  n: number,
  { record: { id, kind }, entries, keys, facts }: IndexedRecord,
): void {
  const terms = entries.map(
    ({ field, value, part }) => [codes.findOrAdd(kind, field), value, n, part] as const,
  );
  const places = Object.entries(keys).map(
    ([field, key]) =>
      [codes.findOrAdd(kind, field), key === null ? 1 : 0, key ?? '', id, n] as const,
  );
  terms.forEach((term) => rows.terms.add(term));
  places.forEach((place) => rows.sortKeys.add(place));
  if (facts) rows.facts.add([n, JSON.stringify(facts)]);
  for (const [field, value, , part] of terms)
    for (const posting of postingsOfTerm({ value, part })) postings.add(n, field, posting);
  for (const [field, isMissing, key] of places)
    for (const posting of postingsOfKey(isMissing ? null : key)) postings.add(n, field, posting);
  postings.add(n, codes.findOrAdd(kind, wholeKind), postingOfKind);
}

function remove(index: Index, { remove: id, successor }: Removal, at: string): void {
  const known = takeAway(index, id);
  if (!known) return;
  note(index, {
    kind: known.kind,
    id,
    event: successor === undefined ? 'REMOVED' : 'MERGED',
    at,
    successor,
  });
}

type Removal = Extract<Write, { remove: string }>;

/** Takes out the record and all it is found by; its number may be used again. */
function takeAway(index: Index, id: string): { n: number; kind: string } | null {
  const { database, codes, postings } = index;
  const [row] = database.all('SELECT n, kind FROM record WHERE id = ?', [id]);
  if (!row) return null;
  finishRecords(index);
  const [n, kind] = [Number(row.n), String(row.kind)];
  for (const { field, value, part } of database.all(
    'SELECT field, value, part FROM term WHERE n = ?',
    [n],
  ))
    for (const posting of postingsOfTerm({ value: String(value), part: Number(part) }))
      postings.remove(n, Number(field), posting);
  for (const { field, missing, key } of database.all(
    'SELECT field, missing, key FROM sort_key WHERE n = ?',
    [n],
  ))
    for (const posting of postingsOfKey(missing === 1 ? null : String(key)))
      postings.remove(n, Number(field), posting);
  postings.remove(n, codes.find(kind, wholeKind), postingOfKind);
  database.run('DELETE FROM term WHERE n = ?', [n]);
  database.run('DELETE FROM sort_key WHERE n = ?', [n]);
  database.run('DELETE FROM fact WHERE n = ?', [n]);
  database.run('DELETE FROM record WHERE n = ?', [n]);
  return { n, kind };
}

interface Note {
  kind: string;
  id: string;
  event: ChangeEvent;
  at: string;
  successor?: string | undefined;
}

const note = ({ changes }: Index, { kind, id, event, at, successor }: Note): void =>
  changes.add([kind, id, event, at, successor ?? null]);
