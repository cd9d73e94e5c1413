import type { IndexedRecord } from '@kopru/records';
import type { ChangeEvent, Write } from '@kopru/store';
import { bitmapOfKind, bitmapsOfKey, bitmapsOfTerm, wholeKind } from '@kopru/store/bitmaps';
import { flushRows, writeIndex } from './write-buffers.ts';
import type { WriteBuffers } from './write-buffers.ts';

/** Writes a batch and its change entries within the transaction that is open. */
export function writeRecords(buffers: WriteBuffers, writes: readonly Write[], at: string): void {
  for (const write of writes) {
    if ('put' in write) putRecord(buffers, write.put, at);
    else removeRecord(buffers, write, at);
  }
}

function putRecord(buffers: WriteBuffers, indexed: IndexedRecord, at: string): void {
  const { database } = buffers;
  const { record } = indexed;
  const { id, kind } = record;
  const previous = deleteRecord(buffers, id);
  const { lastInsertRowid: n } = database.run(
    'INSERT INTO record (n, id, kind, doc) VALUES (?, ?, ?, ?)',
    [previous?.n ?? null, id, kind, JSON.stringify(record)],
  );
  writeIndex(buffers, n, indexed);
  // A reader that follows one kind only must see that the record has left that kind.
  if (previous && previous.kind !== kind)
    addChange(buffers, { kind: previous.kind, id, event: 'REMOVED', at });
  addChange(buffers, { kind, id, event: previous?.kind === kind ? 'UPDATED' : 'ADDED', at });
}

type Removal = Extract<Write, { remove: string }>;

function removeRecord(buffers: WriteBuffers, { remove: id, successor }: Removal, at: string): void {
  const previous = deleteRecord(buffers, id);
  if (!previous) return;
  addChange(buffers, {
    kind: previous.kind,
    id,
    event: successor === undefined ? 'REMOVED' : 'MERGED',
    at,
    successor,
  });
}

/**
 * Deletes the record with its index entries. Its number may be used again. Returns null if there is
 * no such record.
 */
function deleteRecord(buffers: WriteBuffers, id: string): { n: number; kind: string } | null {
  const { database, codes, bitmaps } = buffers;
  const [row] = database.all('SELECT n, kind FROM record WHERE id = ?', [id]);
  if (!row) return null;
  flushRows(buffers);
  const [n, kind] = [Number(row.n), String(row.kind)];
  for (const { field, value, part } of database.all(
    'SELECT field, value, part FROM term WHERE n = ?',
    [n],
  ))
    for (const posting of bitmapsOfTerm({ value: String(value), part: Number(part) }))
      bitmaps.remove(n, Number(field), posting);
  for (const { field, missing, key } of database.all(
    'SELECT field, missing, key FROM sort_key WHERE n = ?',
    [n],
  ))
    for (const posting of bitmapsOfKey(missing === 1 ? null : String(key)))
      bitmaps.remove(n, Number(field), posting);
  bitmaps.remove(n, codes.find(kind, wholeKind), bitmapOfKind);
  for (const table of ['term', 'sort_key', 'fact', 'record'])
    database.run(`DELETE FROM ${table} WHERE n = ?`, [n]);
  return { n, kind };
}

interface Change {
  kind: string;
  id: string;
  event: ChangeEvent;
  at: string;
  successor?: string | undefined;
}

const addChange = ({ changes }: WriteBuffers, { kind, id, event, at, successor }: Change): void =>
  changes.add([kind, id, event, at, successor ?? null]);
