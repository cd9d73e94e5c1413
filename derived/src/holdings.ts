import DataLoader from 'dataloader';
import { limits, pageSize } from '@kopru/schema';
import { requestAllPages, reportFields, reportsOf } from './federation.ts';
import type { Report, Federation } from './federation.ts';

/** The facilities of one organisation over the whole union. */
export interface Holding {
  /** In the order of their names. */
  ids: string[];
  reports: Report[];
}

interface Facility {
  id: string;
  owners: { party: { id: string } }[];
  operator: { id: string } | null;
}

const query = `query ($parties: [ID!]!, $after: Cursor) {
  facilities(where: { parties: $parties }, first: ${limits.first}, after: $after) {
    nodes { id owners { party { id } } operator { id } } pageInfo { hasNextPage endCursor } ${reportFields}
  }
}`;

/**
 * One question for all organisations of a page; further pages only where they have more facilities
 * than one holds.
 */
export const createHoldingsLoader = (federation: Federation): DataLoader<string, Holding> =>
  new DataLoader((parties) => readHoldings(federation, parties), { maxBatchSize: limits.ids });

async function readHoldings(
  federation: Federation,
  parties: readonly string[],
): Promise<Holding[]> {
  const { rows, reports } = await requestAllPages(federation, query, { parties });
  const byParty = new Map(parties.map((party) => [party, [] as string[]]));
  for (const { id, owners, operator } of rows as Facility[]) {
    const named = new Set([
      ...owners.map(({ party }) => party.id),
      ...(operator ? [operator.id] : []),
    ]);
    for (const party of named) byParty.get(party)?.push(id);
  }
  return parties.map((party) => ({ ids: byParty.get(party) ?? [], reports }));
}

export function writeHoldings({ ids, reports }: Holding, first: number | null): object {
  const shown = ids.slice(0, pageSize(first, 20));
  return {
    totalCount: ids.length,
    facilities: shown.map((id) => ({ id })),
    registries: reportsOf(reports, shown, ids),
  };
}
