import type { Database } from './database.ts';

/** The numbers that stand for the fields and orders of kinds. Once given, a number is never changed. */
export interface FieldCodes {
  /** 0, which no field has, where no record was ever found by this one. */
  find(kind: string, name: string): number;
  /** Within a transaction. */
  findOrAdd(kind: string, name: string): number;
  /** After a transaction that was undone: its numbers were not given. */
  forget(): void;
}

export function openFieldCodes(database: Database): FieldCodes {
  const known = new Map<string, Map<string, number>>();
  // What is not known is looked up each time: another process may have added it.
  const find = (kind: string, name: string): number => {
    const ofKind = known.get(kind) ?? new Map<string, number>();
    known.set(kind, ofKind);
    const code =
      ofKind.get(name) ??
      Number(
        database.all('SELECT number FROM field WHERE kind = ? AND name = ?', [kind, name])[0]
          ?.number ?? 0,
      );
    if (code > 0) ofKind.set(name, code);
    return code;
  };
  return {
    find,
    findOrAdd: (kind, name) =>
      find(kind, name) ||
      database.run('INSERT INTO field (kind, name) VALUES (?, ?)', [kind, name]).lastInsertRowid,
    forget: () => known.clear(),
  };
}
