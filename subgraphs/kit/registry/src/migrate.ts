import { indexVersion, kindOf, indexRecord } from '@kopru/records';
import { openStoreOfAnyIndex } from './open-store.ts';
import { StoreError } from '@kopru/store';

export interface Migrated {
  /** The index versions before and after. */
  from: number;
  to: number;
  /** The number of reindexed records; 0 if the store was up to date. */
  records: number;
}

/**
 * Brings a store up to date atomically. Opening it upgrades the database; then every record is
 * indexed again. Throws a StoreError.
 */
export async function migrateStore(url: string): Promise<Migrated> {
  const store = await openStoreOfAnyIndex(url);
  try {
    const { indexVersion: from } = await store.summary();
    if (from > indexVersion)
      throw new StoreError(
        `Expected records indexed as version ${indexVersion} at most, but the store's are of version ${from}. Run a newer Köprü.`,
      );
    if (from === indexVersion) return { from, to: indexVersion, records: 0 };
    const records = await store.reindex(indexVersion, (record) => {
      const kind = kindOf(record.kind);
      const parsed = kind.schema.safeParse(record);
      if (!parsed.success)
        throw new StoreError(
          `Expected ${record.id} to fit this version's contract, but it does not (${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}). Nothing was changed.`,
        );
      return indexRecord(kind, parsed.data);
    });
    return { from, to: indexVersion, records };
  } finally {
    await store.close();
  }
}
