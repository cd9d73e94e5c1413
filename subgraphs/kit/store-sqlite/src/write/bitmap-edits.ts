import { containerOf, containerSize, editSerialized } from '@kopru/store/bitmaps';
import type { BitmapKey } from '@kopru/store/bitmaps';
import type { Database } from '../database.ts';
import { createBulkInsert } from './bulk-insert.ts';

/**
 * Buffers a transaction's changes of bitmaps, so that each stored container is read and written
 * once.
 */
export interface BitmapEdits {
  add(n: number, field: number, posting: BitmapKey): void;
  remove(n: number, field: number, posting: BitmapKey): void;
  /**
   * Writes the buffered edits. Call it before the transaction ends, and in a long one whenever
   * `shouldFlush` says so.
   */
  flush(): void;
  shouldFlush(): boolean;
}

const flushThreshold = 3_500_000;

export function createBitmapEdits(database: Database): BitmapEdits {
  /**
   * By container, field, level and value. A number n is added by the edit n and removed by -1 - n;
   * the edits keep their order.
   */
  let edits: Tree<Tree<Tree<Map<string, number[]>>>> = new Map();
  let buffered = 0;
  const push = (container: number, field: number, { level, value }: BitmapKey, edit: number) => {
    const values = branch(branch(branch(edits, container), field), level);
    const list = values.get(value);
    if (list) list.push(edit);
    else values.set(value, [edit]);
    buffered += 1;
  };
  return {
    add: (n, field, posting) => push(containerOf(n), field, posting, n % containerSize),
    remove: (n, field, posting) => push(containerOf(n), field, posting, -1 - (n % containerSize)),
    shouldFlush: () => buffered > flushThreshold,
    flush() {
      for (const [container, fields] of edits)
        for (const [field, byLevel] of fields)
          for (const [level, values] of byLevel)
            writeEdits(database, { container, field, level }, values);
      edits = new Map();
      buffered = 0;
    },
  };
}

type Tree<T> = Map<number, T>;

function branch<T extends Map<unknown, unknown>>(tree: Tree<T>, key: number): T {
  const next = tree.get(key) ?? (new Map() as T);
  tree.set(key, next);
  return next;
}

interface ContainerKey {
  container: number;
  field: number;
  level: number;
}

function writeEdits(
  database: Database,
  { container, field, level }: ContainerKey,
  edits: ReadonlyMap<string, readonly number[]>,
): void {
  const stored = new Map(
    [
      ...database.rows(
        'SELECT value, numbers FROM posting WHERE field = ? AND level = ? AND chunk = ? AND value IN (SELECT value FROM json_each(?))',
        [field, level, container, JSON.stringify([...edits.keys()])],
      ),
    ].map(([value, numbers]) => [String(value), numbers as Uint8Array]),
  );
  const inserts = createBulkInsert(
    database,
    'posting',
    ['field', 'level', 'value', 'chunk', 'numbers'],
    'ON CONFLICT DO UPDATE SET numbers = excluded.numbers',
  );
  // Writing in the order of the primary key is several times faster.
  for (const [value, list] of [...edits].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const numbers = editSerialized(stored.get(value), list);
    if (numbers) inserts.add([field, level, value, container, numbers]);
    else if (stored.has(value))
      database.run(
        'DELETE FROM posting WHERE field = ? AND level = ? AND value = ? AND chunk = ?',
        [field, level, value, container],
      );
  }
  inserts.flush();
}
