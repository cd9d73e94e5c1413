/**
 * The steps that bring a file from one version to the next. The version of a file is the number of
 * steps that it has taken. A step that a
 * released Köprü contains never changes, because existing files have taken it.
 *
 * `posting` holds bitmaps (see @kopru/store/bitmaps): the numbers of the records that have a term,
 * or whose key lies in a bucket of an order.
 * `chunk` is the number of the bitmap's container. `term` and `sort_key` hold the same by record,
 * to test a record and to delete it; orders
 * are scanned by `sort_key`. `fact` holds what statistics count and sum of a record. A null sort
 * key is marked `missing`, because nulls come
 * last in both directions.
 */
export const steps: readonly string[] = [
  `
  CREATE TABLE record (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, doc TEXT NOT NULL);
  CREATE INDEX record_kind ON record (kind);
  CREATE TABLE term (field TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (field, value, n, part)) WITHOUT ROWID;
  CREATE INDEX term_of_record ON term (n, field, value, part);
  CREATE TABLE sort_key (kind TEXT NOT NULL, field TEXT NOT NULL, missing INTEGER NOT NULL, key TEXT NOT NULL,
    id TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, field, missing, key, id)) WITHOUT ROWID;
  CREATE INDEX sort_key_of_record ON sort_key (n, field, missing, key, id);
  CREATE TABLE change (sequence INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL,
    event TEXT NOT NULL, at TEXT NOT NULL);
  `,
  // Fields and orders get numbers, one for each kind. A term then belongs to one kind, and a count
  // need not read records.
  // sort_key_down lists equal keys by ascending id while keys descend. A backward scan of
  // sort_key_up would sort all ties for each page.
  `
  CREATE TABLE field (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name));
  INSERT INTO field (kind, name)
    SELECT r.kind, t.field FROM term t JOIN record r ON r.n = t.n UNION SELECT kind, field FROM sort_key;

  ALTER TABLE term RENAME TO named_term;
  CREATE TABLE term (n INTEGER NOT NULL, field INTEGER NOT NULL, value TEXT NOT NULL, part INTEGER NOT NULL,
    PRIMARY KEY (n, field, value, part)) WITHOUT ROWID;
  INSERT INTO term (n, field, value, part)
    SELECT t.n, f.number, t.value, t.part
    FROM named_term t JOIN record r ON r.n = t.n JOIN field f ON f.kind = r.kind AND f.name = t.field;
  DROP TABLE named_term;
  CREATE INDEX term_value ON term (field, value, n, part);

  ALTER TABLE sort_key RENAME TO named_sort_key;
  CREATE TABLE sort_key (n INTEGER NOT NULL, field INTEGER NOT NULL, missing INTEGER NOT NULL, key TEXT NOT NULL,
    id TEXT NOT NULL, PRIMARY KEY (n, field)) WITHOUT ROWID;
  INSERT INTO sort_key (n, field, missing, key, id)
    SELECT s.n, f.number, s.missing, s.key, s.id FROM named_sort_key s JOIN field f ON f.kind = s.kind AND f.name = s.field;
  DROP TABLE named_sort_key;
  CREATE INDEX sort_key_up ON sort_key (field, missing, key, id);
  CREATE INDEX sort_key_down ON sort_key (field, missing, key DESC, id);
  `,
  `ALTER TABLE change ADD COLUMN successor TEXT;`,
  `
  CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
  INSERT INTO setting SELECT 'index', 1 FROM record LIMIT 1;
  `,
  // Filled by kopru migrate, which an index version before this step requires.
  `
  DROP INDEX term_value;
  CREATE TABLE posting (field INTEGER NOT NULL, level INTEGER NOT NULL, value TEXT NOT NULL, chunk INTEGER NOT NULL, numbers BLOB NOT NULL,
    PRIMARY KEY (field, level, value, chunk)) WITHOUT ROWID;
  CREATE TABLE fact (n INTEGER PRIMARY KEY, facts TEXT NOT NULL);
  `,
];
