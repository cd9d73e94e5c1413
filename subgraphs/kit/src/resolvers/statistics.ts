import { GraphQLError } from 'graphql';
import { addMeasures, cellKey, readStatisticsQuestion } from '@kopru/schema';
import type { Measure, StatisticsArguments } from '@kopru/schema';
import type { RegistryContext } from '../context.ts';
import type { Kind, Statistics } from '../kinds/kind.ts';
import type { StoredRecord } from '../kinds/index.ts';
import type { PageRow, ReadStore } from '../store/store.ts';
import { whereFilter } from './where-filter.ts';

type Cell = Record<string, Measure>;

/** Records read at a time, so that memory stays flat and other requests get their turn. */
const batch = 1_000;

/** The resolver of a kind's statistics. Whatever is one day to be kept back of a cell, for being too small, is kept back here. */
export function resolveStatistics(kind: Kind<StoredRecord>, statistics: Statistics<StoredRecord>) {
  return async (_parent: unknown, args: StatisticsArguments, { store, national }: RegistryContext): Promise<object> => {
    const startedAt = performance.now();
    const question = readStatisticsQuestion(args);
    if (question instanceof GraphQLError) throw question;
    const { code } = national.definition;
    const cells = new Map<string, Cell>();
    for await (const record of readRecords(store, kind, whereFilter(kind, question.where, code)))
      addRecord(cells, record, question.by, statistics);
    const report = { registry: code, state: 'OK', returned: cells.size, total: null, detail: null };
    return {
      cells: [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell),
      registries: [{ ...report, tookMs: Math.round(performance.now() - startedAt) }],
    };
  };
}

function addRecord(
  cells: Map<string, Cell>,
  record: StoredRecord,
  by: readonly string[],
  { dimensions, measures }: Statistics<StoredRecord>,
): void {
  const asked = Object.keys(dimensions).filter((dimension) => by.includes(dimension));
  const group = asked.map((dimension) => [camelCase(dimension), dimensions[dimension]?.(record) ?? null] as const);
  const key = cellKey(group.map(([, value]) => value));
  const known = cells.get(key);
  const own = Object.entries(measures).map(([name, measure]): [string, Measure] => {
    const value = measure(record);
    return [name, known ? addMeasures(known[name] ?? null, value) : value];
  });
  cells.set(key, Object.fromEntries([...group, ...own]));
}

async function* readRecords(
  store: ReadStore,
  kind: Kind<StoredRecord>,
  filter: Parameters<ReadStore['count']>[1],
): AsyncGenerator<StoredRecord> {
  const request = { kind: kind.name, filter, order: kind.listOrder, first: batch };
  for (let last: PageRow | undefined, more = true; more;) {
    const page = await store.page({ ...request, ...(last && { after: { key: last.key, id: last.record.id } }) });
    for (const { record } of page.rows) yield record;
    last = page.rows.at(-1);
    more = page.hasNext;
  }
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
