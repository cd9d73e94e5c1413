import type { SQLInputValue } from 'node:sqlite';
import type { ChangeEvent, IndexedRecord, Write } from '../store.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { openFieldCodes } from './field-codes.ts';
import type { FieldCodes } from './field-codes.ts';
import { dropLateIndexes, makeLateIndexes } from './late-indexes.ts';

/** One transaction: every write and its change entry, or none. */
export function applyWrites(database: Database, codes: FieldCodes, writes: readonly Write[], at: string): void {
  try {
    database.transaction(() => writeAll(database, codes, writes, at));
  } catch (error) {
    codes.forget();
    throw error;
  }
}

/** One transaction too, on a connection of its own: through the store's, what is not done yet could be read. */
export async function loadBatches(file: string, batches: AsyncIterable<readonly Write[]>): Promise<void> {
  const database = openDatabase(file);
  const codes = openFieldCodes(database);
  try {
    await database.longTransaction(async () => {
      const isEmpty = database.all('SELECT 1 FROM record LIMIT 1').length === 0;
      if (isEmpty) dropLateIndexes(database);
      for await (const writes of batches) writeAll(database, codes, writes, new Date().toISOString());
      if (isEmpty) makeLateIndexes(database);
    });
  } finally {
    database.close();
  }
}

function writeAll(database: Database, codes: FieldCodes, writes: readonly Write[], at: string): void {
  for (const write of writes) {
    if ('put' in write) put(database, codes, write.put, at);
    else remove(database, write, at);
  }
}

function put(database: Database, codes: FieldCodes, { record, entries, keys }: IndexedRecord, at: string): void {
  const { id, kind } = record;
  const known = takeAway(database, id);
  const { lastInsertRowid: n } = database.run('INSERT INTO record (n, id, kind, doc) VALUES (?, ?, ?, ?)', [
    known?.n ?? null,
    id,
    kind,
    JSON.stringify(record),
  ]);
  writeIndex(database, codes, n, { record, entries, keys });
  // Whoever follows one kind alone is told that the record is gone from it.
  if (known && known.kind !== kind) note(database, { kind: known.kind, id, event: 'REMOVED', at });
  note(database, { kind, id, event: known?.kind === kind ? 'UPDATED' : 'ADDED', at });
}

/** What the n-th record is found and ordered by. */
export function writeIndex(
  database: Database,
  codes: FieldCodes,
  n: number,
  { record, entries, keys }: IndexedRecord,
): void {
  const { id, kind } = record;
  const code = (field: string) => codes.findOrAdd(kind, field);
  const terms = entries.map(({ field, value, part }) => [code(field), value, n, part]);
  const places = Object.entries(keys).map(([field, key]) => [code(field), key === null ? 1 : 0, key ?? '', id, n]);
  insertRows(database, termInserts, terms);
  insertRows(database, sortKeyInserts, places);
}

function remove(database: Database, { remove: id, successor }: Removal, at: string): void {
  const known = takeAway(database, id);
  if (!known) return;
  note(database, { kind: known.kind, id, event: successor === undefined ? 'REMOVED' : 'MERGED', at, successor });
}

type Removal = Extract<Write, { remove: string }>;

/** Takes out the record and all it is found by; its number may be used again. */
function takeAway(database: Database, id: string): { n: number; kind: string } | null {
  const [row] = database.all('SELECT n, kind FROM record WHERE id = ?', [id]);
  if (!row) return null;
  const n = Number(row.n);
  database.run('DELETE FROM term WHERE n = ?', [n]);
  database.run('DELETE FROM sort_key WHERE n = ?', [n]);
  database.run('DELETE FROM record WHERE n = ?', [n]);
  return { n, kind: String(row.kind) };
}

interface Note {
  kind: string;
  id: string;
  event: ChangeEvent;
  at: string;
  successor?: string | undefined;
}

function note(database: Database, { kind, id, event, at, successor }: Note): void {
  database.run('INSERT INTO change (kind, id, event, at, successor) VALUES (?, ?, ?, ?, ?)', [
    kind,
    id,
    event,
    at,
    successor ?? null,
  ]);
}

/** Several rows a statement, which saves a sixth of the time of a load; in few sizes, so that each stays prepared. */
interface RowInsert {
  size: number;
  sql: string;
}

function insertRows(
  database: Database,
  inserts: readonly RowInsert[],
  rows: readonly (readonly SQLInputValue[])[],
): void {
  let done = 0;
  for (const { size, sql } of inserts) {
    for (; done + size <= rows.length; done += size) database.run(sql, rows.slice(done, done + size).flat());
  }
}

function insertsInto(table: string, columns: readonly string[], onConflict = ''): RowInsert[] {
  const row = `(${columns.map(() => '?').join(', ')})`;
  return [16, 4, 1].map((size) => ({
    size,
    sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: size }, () => row).join(', ')} ${onConflict}`,
  }));
}

// A record may say the same of itself twice.
const termInserts = insertsInto('term', ['field', 'value', 'n', 'part'], 'ON CONFLICT DO NOTHING');
const sortKeyInserts = insertsInto('sort_key', ['field', 'missing', 'key', 'id', 'n']);
