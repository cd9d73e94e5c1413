import { GraphQLError } from 'graphql';
import { addMeasures, cellKey, parseStatisticsArguments } from '@kopru/schema';
import type { Measure, StatisticsArguments } from '@kopru/schema';
import type { RegistryContext } from '../context.ts';
import type { Kind, Statistics, StoredRecord, Facts } from '@kopru/records';
import { SnapshotExpiredError } from '@kopru/store';
import { whereFilter } from './where-filter.ts';

/**
 * The resolver of a kind's statistics. Whatever is one day to be kept back of a cell, for being too
 * small, is kept back here.
 */
export function resolveStatistics(kind: Kind<StoredRecord>, statistics: Statistics<StoredRecord>) {
  return async (
    _parent: unknown,
    args: StatisticsArguments,
    { store, module }: RegistryContext,
  ): Promise<object> => {
    const startedAt = performance.now();
    const question = parseStatisticsArguments(args);
    if (question instanceof GraphQLError) throw question;
    const { code } = module.definition;
    const count = async (): Promise<Record<string, Measure>[]> => {
      const cells = createCells(statistics, question.by);
      for await (const batch of store.facts(kind.name, whereFilter(kind, question.where, code)))
        for (const facts of batch) cells.add(facts);
      return cells.inOrder();
    };
    const inOrder = await count().catch((error: unknown) => {
      if (error instanceof SnapshotExpiredError) return count();
      throw error;
    });
    const report = {
      registry: code,
      state: 'OK',
      returned: inOrder.length,
      total: null,
      detail: null,
    };
    return {
      cells: inOrder,
      registries: [{ ...report, tookMs: Math.round(performance.now() - startedAt) }],
    };
  };
}

interface Cell {
  /** Of the dimensions asked for, in the contract's order of fields. */
  group: readonly Measure[];
  measures: Measure[];
}

/** Adds up the facts of records, by the values that they have in the dimensions asked for. */
function createCells({ dimensions, measures }: Statistics<StoredRecord>, by: readonly string[]) {
  const names = Object.keys(dimensions);
  const places = names.flatMap((name, place) => (by.includes(name) ? [place] : []));
  const measureNames = Object.keys(measures);
  const cells = new Map<string, Cell>();
  return {
    add(facts: Facts): void {
      const group = places.map((place) => facts[place] ?? null);
      const key = cellKey(group);
      const own = facts.slice(names.length);
      const known = cells.get(key);
      if (known)
        known.measures = known.measures.map((sum, index) => addMeasures(sum, own[index] ?? null));
      else cells.set(key, { group, measures: own });
    },
    inOrder: (): Record<string, Measure>[] =>
      [...cells]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, cell]) =>
          Object.fromEntries([
            ...places.map(
              (place, index) => [camelCase(names[place] ?? ''), cell.group[index] ?? null] as const,
            ),
            ...measureNames.map((name, index) => [name, cell.measures[index] ?? null] as const),
          ]),
        ),
  };
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
