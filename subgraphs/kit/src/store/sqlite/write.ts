import type { Write } from '../store.ts';
import type { Database } from './database.ts';

/** One transaction: every write and its change entry, or none. */
export function applyWrites(database: Database, writes: readonly Write[], at: string): void {
  database.transaction(() => {
    for (const write of writes) {
      if ('put' in write) put(database, write.put, at);
      else remove(database, write.remove, at);
    }
  });
}

function put(database: Database, { record, entries, keys }: Extract<Write, { put: unknown }>['put'], at: string): void {
  const known = takeAway(database, record.id);
  const doc = JSON.stringify(record);
  const { lastInsertRowid: n } = database.run('INSERT INTO record (n, id, kind, doc) VALUES (?, ?, ?, ?)', [known?.n ?? null, record.id, record.kind, doc]); // prettier-ignore
  for (const { field, value, part } of entries) {
    database.run('INSERT OR IGNORE INTO term (field, value, n, part) VALUES (?, ?, ?, ?)', [field, value, n, part]);
  }
  for (const [field, key] of Object.entries(keys)) {
    database.run('INSERT INTO sort_key (kind, field, missing, key, id, n) VALUES (?, ?, ?, ?, ?, ?)', [record.kind, field, key === null ? 1 : 0, key ?? '', record.id, n]); // prettier-ignore
  }
  note(database, record.kind, record.id, known ? 'UPDATED' : 'ADDED', at);
}

function remove(database: Database, id: string, at: string): void {
  const known = takeAway(database, id);
  if (known) note(database, known.kind, id, 'REMOVED', at);
}

function takeAway(database: Database, id: string): { n: number; kind: string } | null {
  const [row] = database.all('SELECT n, kind FROM record WHERE id = ?', [id]);
  if (!row) return null;
  const n = Number(row.n);
  database.run('DELETE FROM term WHERE n = ?', [n]);
  database.run('DELETE FROM sort_key WHERE n = ?', [n]);
  database.run('DELETE FROM record WHERE n = ?', [n]);
  return { n, kind: String(row.kind) };
}

function note(database: Database, kind: string, id: string, event: string, at: string): void {
  database.run('INSERT INTO change (kind, id, event, at) VALUES (?, ?, ?, ?)', [kind, id, event, at]);
}
