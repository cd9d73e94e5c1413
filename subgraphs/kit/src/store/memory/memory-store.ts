import { comparePositions } from '@kopru/schema';
import type { StoredRecord } from '../../kinds/index.ts';
import type { ChangeEntry, FieldCondition, Filter, IndexedRecord, PageRow, Store } from '../store.ts';

/** The plain oracle: everything in a map, every filter looked at record by record. */
export function createMemoryStore(): Store {
  let records = new Map<string, IndexedRecord>();
  const changes: ChangeEntry[] = [];

  const rows = (kind: string, filter: Filter, order: { field: string; direction: 'ASC' | 'DESC' }): PageRow[] =>
    [...records.values()]
      .filter(({ record }) => record.kind === kind)
      .filter((each) => meets(each, filter))
      .map(({ record, keys }) => ({ record, key: keys[order.field] ?? null }))
      .sort((a, b) => comparePositions(position(a), position(b), order.direction));

  return {
    getMany: (ids) => Promise.resolve(ids.map((id) => records.get(id)?.record ?? null)),
    page({ kind, filter, order, first, after }) {
      const rest = rows(kind, filter, order).filter(
        (row) => !after || comparePositions(position(row), after, order.direction) > 0,
      );
      return Promise.resolve({ rows: rest.slice(0, first), hasNext: rest.length > first });
    },
    count: (kind, filter) => Promise.resolve(rows(kind, filter, { field: 'NAME', direction: 'ASC' }).length),
    lists: ({ kind, field, values, order, first }) =>
      Promise.resolve(
        values.map((value) =>
          rows(kind, { field, oneOf: [value] }, { field: order, direction: 'ASC' })
            .slice(0, first)
            .map((row) => row.record),
        ),
      ),
    apply(writes) {
      const next = new Map(records);
      const entries: Omit<ChangeEntry, 'sequence'>[] = [];
      const at = new Date().toISOString();
      for (const write of writes) {
        if ('put' in write) {
          const { id, kind } = write.put.record;
          entries.push({ id, kind, at, event: next.has(id) ? 'UPDATED' : 'ADDED' });
          next.set(id, write.put);
        } else {
          const known = next.get(write.remove);
          if (known) entries.push({ id: known.record.id, kind: known.record.kind, at, event: 'REMOVED' });
          next.delete(write.remove);
        }
      }
      records = next;
      for (const entry of entries) changes.push({ sequence: changes.length + 1, ...entry });
      return Promise.resolve();
    },
    changesSince: (sequence, first) =>
      Promise.resolve(changes.filter((each) => each.sequence > sequence).slice(0, first)),
    summary() {
      const kinds = [...new Set([...records.values()].map(({ record }) => record.kind))].sort();
      const counts = kinds.map((kind) => ({
        kind,
        count: [...records.values()].filter((each) => each.record.kind === kind).length,
      }));
      return Promise.resolve({ counts, asOf: changes.at(-1)?.at ?? null });
    },
    close: () => Promise.resolve(),
  };
}

const position = (row: { record: StoredRecord; key: string | null }) => ({ key: row.key, id: row.record.id });

function meets(indexed: IndexedRecord, filter: Filter): boolean {
  if ('all' in filter) return filter.all.every((each) => meets(indexed, each));
  if ('any' in filter) return filter.any.some((each) => meets(indexed, each));
  if ('not' in filter) return !meets(indexed, filter.not);
  if ('always' in filter) return filter.always;
  if ('onePart' in filter) {
    const parts = new Set(indexed.entries.map((entry) => entry.part).filter((part) => part > 0));
    return [...parts].some((part) => filter.onePart.every((each) => meetsField(indexed, each, part)));
  }
  return meetsField(indexed, filter, null);
}

function meetsField({ entries }: IndexedRecord, condition: FieldCondition, part: number | null): boolean {
  return entries.some(
    (entry) =>
      entry.field === condition.field && (part === null || entry.part === part) && fits(entry.value, condition),
  );
}

function fits(value: string, condition: FieldCondition): boolean {
  if ('oneOf' in condition) return condition.oneOf.includes(value);
  if ('startsWith' in condition) return value.startsWith(condition.startsWith);
  const { gte, lte } = condition as { gte?: string; lte?: string };
  return (gte === undefined || value >= gte) && (lte === undefined || value <= lte);
}
