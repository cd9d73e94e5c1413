import { GraphQLError } from 'graphql';
import {
  catalogueError,
  comparePositions,
  encodeCursor,
  limits,
  parsePageArguments,
  parseStatisticsArguments,
} from '@kopru/schema';
import type { ChangesArguments, PageArguments, StatisticsArguments } from '@kopru/schema';
import definition from '../registry.ts';
import { readChanges } from './changes.ts';
import { connections, organizationTypes, singles, statistics } from './contract-fields.ts';
import { matchesFilter } from './filters.ts';
import type { Journal } from './journal.ts';
import { checkId, sortRecords } from './record-reader.ts';
import type { RecordReader } from './record-reader.ts';
import { aggregateCells } from './statistics.ts';

/** Resolvers of the contract's root fields. */
export const createRootFields = (reader: RecordReader, journal: Journal) => ({
  ...mapFields(connections, (type, field) => resolveConnection(reader, field, type)),
  ...mapFields(statistics, (statistic) => resolveStatistics(reader, statistic)),
  ...mapFields(
    singles,
    (type) => (_: unknown, args: { id: string }) => reader.readAs(type, checkId(args.id)),
  ),
  organization: (_: unknown, { id }: { id: string }) => {
    const record = reader.read(id);
    return record && organizationTypes.has(record.__typename) ? record : null;
  },
  node: (_: unknown, { id }: { id: string }) => reader.read(id),
  nodes: (_: unknown, { ids }: { ids: readonly string[] }) => {
    if (ids.length > limits.ids) throw catalogueError('TOO_MANY_IDS', { count: ids.length });
    return ids.map(reader.read);
  },
  changes: (_: unknown, args: ChangesArguments) => {
    const startedAt = performance.now();
    const page = readChanges(args, journal, definition.code);
    return { ...page, registries: report(startedAt, page.entries.length) };
  },
  registries: () => [definition],
});

const mapFields = <V>(
  fields: ReadonlyMap<string, V>,
  map: (value: V, field: string) => unknown,
): object => Object.fromEntries([...fields].map(([field, value]) => [field, map(value, field)]));

function resolveConnection(reader: RecordReader, field: string, typeName: string) {
  return (_: unknown, args: PageArguments) => {
    const startedAt = performance.now();
    const page = parsePageArguments(field, args);
    if (page instanceof GraphQLError) throw page;
    const { where, orderBy, first, after, order, filter } = page;
    const matching = reader.ofType(typeName).filter((record) => matchesFilter(record, where));
    const sorted = sortRecords(matching, orderBy);
    const following = after
      ? sorted.filter((row) => comparePositions(row, after, orderBy.direction) > 0)
      : sorted;
    const edges = following.slice(0, first).map(({ key, id, record }) => ({
      cursor: encodeCursor({ order, key, id, filter }),
      node: record,
    }));
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasNextPage: following.length > edges.length,
        hasPreviousPage: after !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: sorted.length,
      registries: report(startedAt, edges.length),
    };
  };
}

function resolveStatistics(
  reader: RecordReader,
  { typeName, dimensions }: { typeName: string; dimensions: readonly string[] },
) {
  return (_: unknown, args: StatisticsArguments) => {
    const startedAt = performance.now();
    const statistic = parseStatisticsArguments(args);
    if (statistic instanceof GraphQLError) throw statistic;
    const { where, by } = statistic;
    const records = reader.ofType(typeName).filter((record) => matchesFilter(record, where));
    const cells = aggregateCells(
      typeName,
      records,
      dimensions.filter((name) => by.includes(name)),
    );
    return { cells, registries: report(startedAt, cells.length) };
  };
}

/** The report of this registry, which is the only one that it can give. */
const report = (startedAt: number, returned: number) => [
  {
    registry: definition.code,
    state: 'OK',
    returned,
    total: null,
    detail: null,
    tookMs: Math.round(performance.now() - startedAt),
  },
];
