import { catalogueError, comparePositions, limits, parseGlobalId } from '@kopru/schema';
import type { Order } from './contract-fields.ts';
import type { Journal } from './journal.ts';
import type { RegistryRecord } from './record.ts';
import { sortKeys } from './sort-keys.ts';

/** The orders of the lists that records have of other records, by their type. */
const listOrders: Readonly<Record<string, Order>> = {
  Opportunity: { field: 'PUBLISHED', direction: 'DESC' },
  FundingRound: { field: 'ANNOUNCED', direction: 'DESC' },
};
const byName: Order = { field: 'NAME', direction: 'ASC' };

export type RecordReader = ReturnType<typeof createRecordReader>;

/** Reads records from the journal, in the ways that the contract's fields need. */
export function createRecordReader(journal: Journal) {
  const ofType = (typeName: string): RegistryRecord[] =>
    [...journal.records.values()].filter((record) => record.__typename === typeName);
  return {
    ofType,
    /** The record with an id; null if there is none. Throws ID_MALFORMED. */
    read: (id: string): RegistryRecord | null => journal.records.get(checkId(id)) ?? null,
    /** The record with an id if it has this type, else null. */
    readAs(typeName: string, id: string): RegistryRecord | null {
      const record = journal.records.get(id);
      return record?.__typename === typeName ? record : null;
    },
    /** The `first` records of a type that belong to the list of another record. */
    list: (
      typeName: string,
      first: number | null | undefined,
      isIn: (record: RegistryRecord) => boolean,
    ): RegistryRecord[] =>
      sortRecords(ofType(typeName).filter(isIn), listOrders[typeName] ?? byName)
        .slice(0, pageSize(first))
        .map(({ record }) => record),
  };
}

/** Records in an order of the contract, each with its key in that order. */
export const sortRecords = (
  records: readonly RegistryRecord[],
  { field, direction }: Order,
): { key: string | null; id: string; record: RegistryRecord }[] =>
  records
    .map((record) => ({ key: sortKeys[field]?.(record) ?? null, id: record.id, record }))
    .sort((one, other) => comparePositions(one, other, direction));

/** Returns the id. Throws ID_MALFORMED. */
export function checkId(id: string): string {
  if (parseGlobalId(id)) return id;
  throw catalogueError('ID_MALFORMED', { id });
}

/** The size that `first` asks for. Throws PAGE_SIZE_OUT_OF_RANGE. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? 20;
  if (size >= 0 && size <= limits.first) return size;
  throw catalogueError('PAGE_SIZE_OUT_OF_RANGE', { first: size });
}
