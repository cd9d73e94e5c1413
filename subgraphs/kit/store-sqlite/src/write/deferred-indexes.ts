import type { Database } from '../database.ts';

/**
 * Indexes whose keys arrive in no order. Building them after a load of an empty database is several
 * times faster.
 */
const deferredIndexes = {
  sort_key_up: 'CREATE INDEX sort_key_up ON sort_key (field, missing, key, id)',
  sort_key_down: 'CREATE INDEX sort_key_down ON sort_key (field, missing, key DESC, id)',
} as const;

export function dropDeferredIndexes(database: Database): void {
  for (const index of Object.keys(deferredIndexes)) database.run(`DROP INDEX ${index}`);
}

export function createDeferredIndexes(database: Database): void {
  for (const create of Object.values(deferredIndexes)) database.run(create);
}
