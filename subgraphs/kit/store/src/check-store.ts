import { comparePositions } from '@kopru/schema';
import { kindOf, kinds, checkRecord, indexRecord } from '@kopru/records';
import type {
  RecordKindName,
  StoredRecord,
  Kind,
  RegistryRules,
  Facts,
  FieldCondition,
  Filter,
  Order,
} from '@kopru/records';
import { scanRecords } from './scan-records.ts';
import type { PageRow, ReadStore, Store, StoreSummary } from './store.ts';
import { StoreError } from './store-error.ts';

export interface StoreProblem {
  /** Of the record that it is about, or null where it is about many. */
  id: string | null;
  expected: string;
  found: string;
}

export interface StoreCheckResult {
  records: number;
  changes: number;
}

interface CheckRequest {
  registry: RegistryRules & { store: Store };
  tell: (problem: StoreProblem) => void;
  /** For a progress bar: so many of about so many steps are done. */
  progress?: (done: number, all: number) => void;
}

/** What the steps share. */
interface Check {
  store: ReadStore;
  /** The kinds of the records that were read, by id. */
  stored: Map<string, string>;
  /** Of so many records one is looked for. */
  every: number;
  tell: CheckRequest['tell'];
  step: () => void;
}

const atOnce = 1_000;
/** How many records are looked for by everything that they should be found by. */
const sampled = 10;

/**
 * Holds what a store keeps against the contract: each record fits it, stands once in each order under its own key, is found by what its kind
 * says (of every value that many share the number, counted and read; of some records all terms), and the changes lead to just these records. It reads alone,
 * whatever the adapter. Throws a StoreError where records were written meanwhile.
 */
export async function checkStore({
  registry,
  tell,
  progress = () => {},
}: CheckRequest): Promise<StoreCheckResult> {
  const { store } = registry;
  const before = await store.summary();
  const all = before.counts.reduce(
    (sum, { count, kind }) => sum + count * (2 + Object.keys(kindOf(kind).orders).length),
    0,
  );
  let done = 0;
  // Held back until it is known that nobody has written: what a writer moves is no problem.
  const problems: StoreProblem[] = [];
  const check: Check = {
    store,
    tell: (problem) => problems.push(problem),
    stored: new Map(),
    every: Math.max(
      1,
      Math.floor(before.counts.reduce((sum, { count }) => sum + count, 0) / sampled),
    ),
    step: () => progress((done += 1), all),
  };

  const shared = await readRecords(check, registry);
  await compareCounts(check, before, shared);
  await compareFacts(check);
  for (const { kind } of before.counts)
    for (const field of Object.keys(kindOf(kind).orders))
      await walkOrder(check, kindOf(kind), field);
  const changes = await replay(check);
  if ((await store.summary()).sequence !== before.sequence)
    throw new StoreError(
      'Expected a store that nobody writes to while it is checked, but somebody did. Check again.',
    );
  problems.forEach(tell);
  return { records: check.stored.size, changes };
}

/** A value that many records share, and how many. */
interface SharedValue {
  kind: RecordKindName;
  field: string;
  value: string;
  count: number;
}

async function readRecords(
  { store, stored, every, tell, step }: Check,
  { module, schema }: RegistryRules,
): Promise<Map<string, SharedValue>> {
  const shared = new Map<string, SharedValue>();
  for await (const record of scanRecords(store)) {
    const checked = checkRecord(module.definition.code, schema, record);
    if (Array.isArray(checked))
      for (const { path, message } of checked)
        tell({
          id: record.id,
          expected: `a record that fits the contract`,
          found: `${path.join('.')}: ${message}`,
        });
    else {
      if (stored.size % every === 0) await lookUp(store, checked.record, tell);
      countShared(shared, checked.record);
    }
    stored.set(record.id, record.kind);
    step();
  }
  return shared;
}

function countShared(shared: Map<string, SharedValue>, record: StoredRecord): void {
  const kind = kindOf(record.kind);
  const fields = new Set(Object.values(kind.filters).flatMap((filter) => filter.shared ?? []));
  const own = indexRecord(kind, record).entries.filter(({ field }) => fields.has(field));
  // The parts of a record may share a value, and a record is counted once.
  const values = new Map(
    own.map(({ field, value }) => [`${record.kind} ${field} ${value}`, { field, value }]),
  );
  for (const [key, { field, value }] of values)
    shared.set(key, { kind: record.kind, field, value, count: (shared.get(key)?.count ?? 0) + 1 });
}

async function compareCounts(
  { store, stored, tell }: Check,
  { counts }: StoreSummary,
  shared: ReadonlyMap<string, SharedValue>,
): Promise<void> {
  for (const { name } of kinds) {
    const [own, said] = [
      countOf(stored, name),
      counts.find(({ kind }) => kind === name)?.count ?? 0,
    ];
    if (own !== said)
      tell({ id: null, expected: `${own} records of ${name} to be counted`, found: String(said) });
  }
  for (const { kind, field, value, count } of shared.values()) {
    const what = `${count} records of ${kind} by ${field} = ${value}`;
    const counted = await store.count(kind, { field, oneOf: [value] });
    if (counted !== count) tell({ id: null, expected: what, found: String(counted) });
    // A store may count by other means than it finds.
    const read = await readBy(store, kindOf(kind), { field, oneOf: [value] }, count);
    if (read !== null && read !== count)
      tell({ id: null, expected: `${what} to be read`, found: String(read) });
  }
}

/** Of few those of a page, of many their facts, which are read sooner; null where the kind has none. */
async function readBy(
  store: ReadStore,
  kind: Kind<StoredRecord>,
  filter: Filter,
  count: number,
): Promise<number | null> {
  if (count < atOnce)
    return (await store.page({ kind: kind.name, filter, order: kind.listOrder, first: atOnce }))
      .rows.length;
  if (!kind.statistics) return null;
  let read = 0;
  for await (const batch of store.facts(kind.name, filter)) read += batch.length;
  return read;
}

const countOf = (stored: Check['stored'], kind: string): number =>
  stored.values().reduce((sum, each) => sum + (each === kind ? 1 : 0), 0);

/** Each of its terms leads to the record: by its value, by how it begins, or by a range that it begins or ends; in both directions. */
async function lookUp(store: ReadStore, record: StoredRecord, tell: Check['tell']): Promise<void> {
  const kind = kindOf(record.kind);
  const { entries, keys } = indexRecord(kind, record);
  const { field: order } = kind.listOrder;
  // Just before its own place: no id lies between it and this.
  const last = record.id.charCodeAt(record.id.length - 1);
  const after = {
    key: keys[order] ?? null,
    id: `${record.id.slice(0, -1)}${String.fromCharCode(last - 1)}\u007f`,
  };
  for (const [index, { field, value }] of entries.entries()) {
    const direction = index % 2 === 0 ? 'ASC' : 'DESC';
    const conditions: FieldCondition[] = [
      { field, oneOf: [value] },
      { field, startsWith: value.slice(0, 1) },
      { field, gte: value },
      { field, lte: value },
    ];
    // One of them for each: over all terms and records every one has its turn.
    const filter = conditions[(index + record.id.length + last) % conditions.length];
    if (!filter) continue;
    const { rows } = await store.page({
      kind: kind.name,
      filter,
      order: { field: order, direction },
      first: 1,
      after,
    });
    if (rows[0]?.record.id !== record.id)
      tell({
        id: record.id,
        expected: `to be found by ${JSON.stringify(filter)}`,
        found: rows[0]?.record.id ?? 'nothing',
      });
  }
}

/** What statistics add up is what the records say. */
async function compareFacts({ store, tell }: Check): Promise<void> {
  for (const kind of kinds.filter(({ statistics }) => statistics !== undefined)) {
    const counts = new Map<string, number>();
    const add = (facts: Facts | undefined, number: 1 | -1): void => {
      const key = JSON.stringify(facts);
      const count = (counts.get(key) ?? 0) + number;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    };
    for await (const record of scanRecords(store))
      if (record.kind === kind.name) add(indexRecord(kind, record).facts, 1);
    for await (const batch of store.facts(kind.name, { always: true }))
      for (const facts of batch) add(facts, -1);
    for (const [facts, count] of counts)
      tell({
        id: null,
        expected: `${count > 0 ? 'more' : 'fewer'} records of ${kind.name} with the facts ${facts}`,
        found: `${Math.abs(count)} ${count > 0 ? 'missing' : 'too many'}`,
      });
  }
}

const positionOf = ({ key, record }: PageRow) => ({ key, id: record.id });

async function walkOrder(
  { store, stored, tell, step }: Check,
  kind: Kind<StoredRecord>,
  field: string,
): Promise<void> {
  const order: Order = { field, direction: 'ASC' };
  let [last, seen]: [PageRow | undefined, number] = [undefined, 0];
  for (let more = true; more;) {
    const page = await store.page({
      kind: kind.name,
      filter: { always: true },
      order,
      first: atOnce,
      ...(last && { after: { key: last.key, id: last.record.id } }),
    });
    for (const row of page.rows) {
      const key = kind.orders[field]?.(row.record) ?? null;
      if (last && comparePositions(positionOf(last), positionOf(row), 'ASC') >= 0)
        tell({
          id: row.record.id,
          expected: `to stand behind ${last.record.id} in the order ${field}`,
          found: 'that it does not',
        });
      last = row;
      if (row.key !== key)
        tell({
          id: row.record.id,
          expected: `the key ${String(key)} in the order ${field}`,
          found: String(row.key),
        });
      seen += 1;
      step();
    }
    more = page.hasNext;
  }
  const count = countOf(stored, kind.name);
  if (seen !== count)
    tell({
      id: null,
      expected: `${count} records of ${kind.name} in the order ${field}`,
      found: String(seen),
    });
}

/** What is left when the changes are followed from the first on is what is stored. */
async function replay({ store, stored, tell, step }: Check): Promise<number> {
  const followed = new Map<string, string>();
  let sequence = 0;
  for (let more = true; more;) {
    const changes = await store.changesSince(sequence, atOnce);
    for (const { id, kind, event } of changes) {
      if (event === 'ADDED' || event === 'UPDATED') followed.set(id, kind);
      // Of a record that changes its kind the removal of the one may stand behind the other.
      else if (followed.get(id) === kind) followed.delete(id);
      step();
    }
    sequence = changes.at(-1)?.sequence ?? sequence;
    more = changes.length === atOnce;
  }
  for (const [id, kind] of stored)
    if (followed.get(id) !== kind)
      tell({ id, expected: `a change entry that adds it as ${kind}`, found: 'none' });
  for (const id of followed.keys())
    if (!stored.has(id))
      tell({ id, expected: 'the record that the changes have added', found: 'none' });
  return sequence;
}
