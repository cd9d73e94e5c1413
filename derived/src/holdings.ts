import DataLoader from 'dataloader';
import { catalogueError, limits, parseGlobalId } from '@kopru/schema';
import { askAll, reportFields } from './union.ts';
import type { Report, Union } from './union.ts';

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

/** One question for all organisations of a page; further pages only where they have more facilities than one holds. */
export const createHoldingsLoader = (union: Union): DataLoader<string, Holding> =>
  new DataLoader((parties) => readHoldings(union, parties), { maxBatchSize: limits.ids });

async function readHoldings(union: Union, parties: readonly string[]): Promise<Holding[]> {
  const { rows, reports } = await askAll(union, query, { parties });
  const byParty = new Map(parties.map((party) => [party, [] as string[]]));
  for (const { id, owners, operator } of rows as Facility[]) {
    const named = new Set([...owners.map(({ party }) => party.id), ...(operator ? [operator.id] : [])]);
    for (const party of named) byParty.get(party)?.push(id);
  }
  return parties.map((party) => ({ ids: byParty.get(party) ?? [], reports }));
}

export function answerHoldings({ ids, reports }: Holding, first: number): object {
  if (first < 0 || first > limits.first) throw catalogueError('PAGE_SIZE_OUT_OF_RANGE', { first });
  const shown = ids.slice(0, first);
  return {
    totalCount: ids.length,
    facilities: shown.map((id) => ({ id })),
    // The question was one for several organisations: what of it is this one's is counted again.
    registries: reports.map((report) => ({
      ...report,
      returned: countOf(shown, report.registry),
      total: report.state === 'OK' ? countOf(ids, report.registry) : null,
    })),
  };
}

const countOf = (ids: readonly string[], registry: string): number =>
  ids.filter((id) => parseGlobalId(id)?.registry === registry).length;
