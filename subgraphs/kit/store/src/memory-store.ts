import { comparePositions } from '@kopru/schema';
import { indexVersion } from '@kopru/records';
import type { Position } from '@kopru/schema';
import type { StoredRecord, FieldCondition, Filter, IndexedRecord } from '@kopru/records';
import { StoreConflict } from './store-error.ts';
import type { ChangeEntry, PageRequest, PageRow, Store } from './store.ts';

/**
 * Creates the oracle: a store in memory that keeps a map and tests every filter record by record.
 * It is simple rather than fast.
 */
export function createMemoryStore(): Store {
  let records = new Map<string, IndexedRecord>();
  let changes: ChangeEntry[] = [];
  let version = indexVersion;

  const select = (kind: string, filter: Filter): IndexedRecord[] =>
    [...records.values()].filter(
      (each) => each.record.kind === kind && matchesFilter(each, filter),
    );

  const sorted = ({
    kind,
    filter,
    order,
  }: Pick<PageRequest, 'kind' | 'filter' | 'order'>): PageRow[] =>
    select(kind, filter)
      .map(({ record, keys }) => ({ record, key: keys[order.field] ?? null }))
      .sort((a, b) => comparePositions(positionOf(a), positionOf(b), order.direction));

  const store: Store = {
    getMany: (ids) => Promise.resolve(ids.map((id) => records.get(id)?.record ?? null)),
    page(request) {
      const { order, first, after } = request;
      const rest = sorted(request).filter(
        (row) => !after || comparePositions(positionOf(row), after, order.direction) > 0,
      );
      return Promise.resolve({ rows: rest.slice(0, first), hasNext: rest.length > first });
    },
    scan(after, first) {
      const position = (id: string): Position => ({ key: null, id });
      const compare = (one: string, other: string) =>
        comparePositions(position(one), position(other), 'ASC');
      const ids = [...records.keys()].filter((id) => compare(id, after) > 0).sort(compare);
      return store.getMany(ids.slice(0, first)) as Promise<StoredRecord[]>;
    },
    count: (kind, filter) => Promise.resolve(select(kind, filter).length),
    async *facts(kind, filter) {
      yield await Promise.resolve(
        select(kind, filter).flatMap(({ facts }) => (facts ? [facts] : [])),
      );
    },
    lists: ({ kind, field, values, order, first }) =>
      Promise.resolve(
        values.map((value) =>
          sorted({ kind, filter: { field, oneOf: [value] }, order })
            .slice(0, first)
            .map((row) => row.record),
        ),
      ),
    apply: (writes, after = changes.length) =>
      Promise.try(() => {
        if (after !== changes.length) throw new StoreConflict(after, changes.length);
        const nextRecords = new Map(records);
        const nextChanges = [...changes];
        const at = new Date().toISOString();
        const addChange = (
          indexed: IndexedRecord,
          event: ChangeEntry['event'],
          successor: string | null = null,
        ) => {
          const { kind, id } = indexed.record;
          nextChanges.push({ sequence: nextChanges.length + 1, kind, id, event, at, successor });
        };
        for (const write of writes) {
          const previous = nextRecords.get('put' in write ? write.put.record.id : write.remove);
          if ('put' in write) {
            nextRecords.set(write.put.record.id, write.put);
            const isSame = previous?.record.kind === write.put.record.kind;
            if (previous && !isSame) addChange(previous, 'REMOVED');
            addChange(write.put, isSame ? 'UPDATED' : 'ADDED');
          } else if (previous) {
            nextRecords.delete(write.remove);
            addChange(
              previous,
              write.successor === undefined ? 'REMOVED' : 'MERGED',
              write.successor,
            );
          }
        }
        // Assigned last, so that a write that throws changes nothing.
        records = nextRecords;
        changes = nextChanges;
      }),
    changesSince: (sequence, first) =>
      Promise.resolve(changes.filter((each) => each.sequence > sequence).slice(0, first)),
    summary() {
      const byKind = Map.groupBy(records.values(), ({ record }) => record.kind);
      const counts = [...byKind].map(([kind, { length }]) => ({ kind, count: length }));
      return Promise.resolve({
        counts: counts.sort((a, b) => (a.kind < b.kind ? -1 : 1)),
        asOf: changes.at(-1)?.at ?? null,
        sequence: changes.length,
        indexVersion: version,
      });
    },
    until: () => store,
    load: async (batches) => store.apply((await Array.fromAsync(batches)).flat()),
    reindex: (next, indexOf) =>
      Promise.try(() => {
        records = new Map([...records].map(([id, { record }]) => [id, indexOf(record)]));
        version = next;
        return records.size;
      }),
    close: () => Promise.resolve(),
  };
  return store;
}

const positionOf = ({ key, record }: PageRow): Position => ({ key, id: record.id });

function matchesFilter(indexed: IndexedRecord, filter: Filter): boolean {
  if ('all' in filter) return filter.all.every((each) => matchesFilter(indexed, each));
  if ('any' in filter) return filter.any.some((each) => matchesFilter(indexed, each));
  if ('not' in filter) return !matchesFilter(indexed, filter.not);
  if ('always' in filter) return filter.always;
  if ('onePart' in filter)
    return partsOf(indexed).some((part) => filter.onePart.every((each) => hasMatch(part, each)));
  return hasMatch(indexed.entries, filter);
}

type Entries = IndexedRecord['entries'];

const partsOf = ({ entries }: IndexedRecord): Entries[] => [
  ...Map.groupBy(
    entries.filter(({ part }) => part > 0),
    ({ part }) => part,
  ).values(),
];

const hasMatch = (entries: Entries, condition: FieldCondition): boolean =>
  entries.some(({ field, value }) => field === condition.field && matchesValue(value, condition));

function matchesValue(value: string, condition: FieldCondition): boolean {
  if ('oneOf' in condition) return condition.oneOf.includes(value);
  if ('startsWith' in condition) return value.startsWith(condition.startsWith);
  const { gte, lte } = condition;
  return (gte === undefined || value >= gte) && (lte === undefined || value <= lte);
}
