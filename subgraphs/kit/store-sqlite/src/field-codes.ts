import type { Database } from './database.ts';

/** The number of each field and order of a kind. An assigned number never changes. */
export interface FieldCodes {
  /** Returns 0, which no field has, if no record ever had this field. */
  find(kind: string, name: string): number;
  /** Call it within a transaction. */
  findOrAdd(kind: string, name: string): number;
  /** Call it after a rolled back transaction: the numbers that it assigned are void. */
  forget(): void;
}

export function openFieldCodes(database: Database): FieldCodes {
  const cached = new Map<string, Map<string, number>>();
  // A field that is not cached is looked up each time, because another process may have added it.
  const find = (kind: string, name: string): number => {
    const ofKind = cached.get(kind) ?? new Map<string, number>();
    cached.set(kind, ofKind);
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
    forget: () => cached.clear(),
  };
}
