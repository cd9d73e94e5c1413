import { addStored, chunkOf, chunkSize, editStored, exactly } from '@kopru/store/postings';
import type { Matches, Posting, ReadPostings } from '@kopru/store/postings';
import { createBulkInsert } from './bulk-insert.ts';
import type { CodeOf } from './compile-filter.ts';
import type { Database } from './database.ts';

const signs = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

export const createPostingReader =
  (database: Database, codeOf: CodeOf): ReadPostings =>
  ({ field, levels, ...asked }) => {
    const select = `SELECT chunk, numbers FROM posting WHERE field = ? AND level IN (${levels.map(() => '?').join(', ')})`;
    if ('values' in asked)
      return readSet(database, `${select} AND value IN (SELECT value FROM json_each(?))`, [
        codeOf(field),
        ...levels,
        JSON.stringify(asked.values),
      ]);
    const bounds = Object.entries(signs).flatMap(([name, sign]) => {
      const bound = asked[name as keyof typeof signs];
      return bound === undefined ? [] : [{ test: `AND value ${sign} ?`, bound }];
    });
    const sql = [select, ...bounds.map(({ test }) => test)].join(' ');
    return readSet(database, sql, [codeOf(field), ...levels, ...bounds.map(({ bound }) => bound)]);
  };

function readSet(database: Database, sql: string, values: readonly (string | number)[]): Matches {
  const bits = new Map<number, Uint32Array>();
  for (const [chunk, numbers] of database.rows(sql, values))
    addStored(bits, Number(chunk), numbers as Uint8Array);
  return exactly(bits);
}

/** Gathers what a transaction changes of postings, so that each of them is read and written but once. */
export interface PostingEdits {
  add(n: number, field: number, posting: Posting): void;
  remove(n: number, field: number, posting: Posting): void;
  /** Writes what is gathered: before the transaction ends, and in a long one now and then. */
  write(): void;
  isMany(): boolean;
}

const many = 3_500_000;

export function gatherPostingEdits(database: Database): PostingEdits {
  /** By chunk, field, level and value: of each number n that comes n, and of one that goes -1 - n, in their order. */
  let edits: Tree<Tree<Tree<Map<string, number[]>>>> = new Map();
  let gathered = 0;
  const gather = (chunk: number, field: number, { level, value }: Posting, edit: number): void => {
    const values = branch(branch(branch(edits, chunk), field), level);
    const known = values.get(value);
    if (known) known.push(edit);
    else values.set(value, [edit]);
    gathered += 1;
  };
  return {
    add: (n, field, posting) => gather(chunkOf(n), field, posting, n % chunkSize),
    remove: (n, field, posting) => gather(chunkOf(n), field, posting, -1 - (n % chunkSize)),
    isMany: () => gathered > many,
    write() {
      for (const [chunk, fields] of edits)
        for (const [field, byLevel] of fields)
          for (const [level, values] of byLevel)
            writeEdits(database, { chunk, field, level }, values);
      edits = new Map();
      gathered = 0;
    },
  };
}

type Tree<T> = Map<number, T>;

function branch<T extends Map<unknown, unknown>>(tree: Tree<T>, key: number): T {
  const known = tree.get(key) ?? (new Map() as T);
  tree.set(key, known);
  return known;
}

interface Place {
  chunk: number;
  field: number;
  level: number;
}

function writeEdits(
  database: Database,
  { chunk, field, level }: Place,
  edits: ReadonlyMap<string, readonly number[]>,
): void {
  const stored = new Map(
    [
      ...database.rows(
        'SELECT value, numbers FROM posting WHERE field = ? AND level = ? AND chunk = ? AND value IN (SELECT value FROM json_each(?))',
        [field, level, chunk, JSON.stringify([...edits.keys()])],
      ),
    ].map(([value, numbers]) => [String(value), numbers as Uint8Array]),
  );
  const writes = createBulkInsert(
    database,
    'posting',
    ['field', 'level', 'value', 'chunk', 'numbers'],
    'ON CONFLICT DO UPDATE SET numbers = excluded.numbers',
  );
  // In the order of the table, which is several times as quick.
  for (const [value, list] of [...edits].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const numbers = editStored(stored.get(value), list);
    if (numbers) writes.add([field, level, value, chunk, numbers]);
    else if (stored.has(value))
      database.run(
        'DELETE FROM posting WHERE field = ? AND level = ? AND value = ? AND chunk = ?',
        [field, level, value, chunk],
      );
  }
  writes.write();
}
