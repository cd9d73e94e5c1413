import type { Database } from './database.ts';

/** Indexes whose keys come in no order: built at the end of a load of an empty database, that is several times as quick. */
const lateIndexes = {
  sort_key_up: 'CREATE INDEX sort_key_up ON sort_key (field, missing, key, id)',
  sort_key_down: 'CREATE INDEX sort_key_down ON sort_key (field, missing, key DESC, id)',
} as const;

export function dropLateIndexes(database: Database): void {
  for (const index of Object.keys(lateIndexes)) database.run(`DROP INDEX ${index}`);
}

export function makeLateIndexes(database: Database): void {
  for (const create of Object.values(lateIndexes)) database.run(create);
}
