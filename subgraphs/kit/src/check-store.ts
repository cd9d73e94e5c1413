import { kindOf, kinds } from './kinds/index.ts';
import type { RecordKindName, StoredRecord } from './kinds/index.ts';
import type { Kind } from './kinds/kind.ts';
import { exportRecords } from './import/export-records.ts';
import type { Registry } from './registry.ts';
import type { Order, PageRow, ReadStore, StoreSummary } from './store/store.ts';
import { StoreError } from './store/store-error.ts';
import { checkRecord, indexRecord } from './write.ts';

export interface StoreProblem {
  /** Of the record that it is about, or null where it is about many. */
  id: string | null;
  expected: string;
  found: string;
}

export interface Checked {
  records: number;
  changes: number;
}

interface CheckRequest {
  registry: Registry;
  tell: (problem: StoreProblem) => void;
  /** For a progress bar: so many of about so many steps are done. */
  progress?: (done: number, all: number) => void;
}

/** What the steps share. */
interface Check {
  store: ReadStore;
  /** The kinds of the records that were read, by id. */
  stored: Map<string, string>;
  tell: CheckRequest['tell'];
  step: () => void;
}

const atOnce = 1_000;
/** Of so many records one is looked for by everything that it should be found by. */
const sampled = 200;

/**
 * Holds what a store keeps against the contract: each record fits it, stands once in each order under its own key, is found by what its kind
 * says (of every value that many share the number, of some records all terms), and the changes lead to just these records. It reads alone,
 * whatever the adapter. Throws a StoreError where records were written meanwhile.
 */
export async function checkStore({ registry, tell, progress = () => {} }: CheckRequest): Promise<Checked> {
  const { store } = registry;
  const before = await store.summary();
  const all = before.counts.reduce((sum, { count, kind }) => sum + count * (2 + Object.keys(kindOf(kind).orders).length), 0); // prettier-ignore
  let done = 0;
  const check: Check = { store, tell, stored: new Map(), step: () => progress((done += 1), all) };

  const shared = await readRecords(check, registry);
  await compareCounts(check, before, shared);
  for (const { kind } of before.counts)
    for (const field of Object.keys(kindOf(kind).orders)) await walkOrder(check, kindOf(kind), field);
  const changes = await replay(check);
  if ((await store.summary()).sequence !== before.sequence) throw new StoreError('Expected a store that nobody writes to while it is checked, but somebody did. Check again.'); // prettier-ignore
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
  { store, stored, tell, step }: Check,
  { national, schema }: Registry,
): Promise<Map<string, SharedValue>> {
  const shared = new Map<string, SharedValue>();
  for await (const record of exportRecords(store)) {
    const checked = checkRecord(national.definition.code, schema, record);
    if (Array.isArray(checked))
      for (const { path, message } of checked) tell({ id: record.id, expected: `a record that fits the contract`, found: `${path.join('.')}: ${message}` }); // prettier-ignore
    else {
      if (stored.size % sampled === 0) await lookUp(store, checked.record, tell);
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
  const values = new Map(own.map(({ field, value }) => [`${record.kind} ${field} ${value}`, { field, value }]));
  for (const [key, { field, value }] of values)
    shared.set(key, { kind: record.kind, field, value, count: (shared.get(key)?.count ?? 0) + 1 });
}

async function compareCounts(
  { store, stored, tell }: Check,
  { counts }: StoreSummary,
  shared: ReadonlyMap<string, SharedValue>,
): Promise<void> {
  for (const { name } of kinds) {
    const [own, said] = [countOf(stored, name), counts.find(({ kind }) => kind === name)?.count ?? 0];
    if (own !== said) tell({ id: null, expected: `${own} records of ${name} to be counted`, found: String(said) });
  }
  for (const { kind, field, value, count } of shared.values()) {
    const found = await store.count(kind, { field, oneOf: [value] });
    if (found !== count) tell({ id: null, expected: `${count} records of ${kind} by ${field} = ${value}`, found: String(found) }); // prettier-ignore
  }
}

const countOf = (stored: Check['stored'], kind: string): number =>
  stored.values().reduce((sum, each) => sum + (each === kind ? 1 : 0), 0);

/** Each of its terms leads to the record. */
async function lookUp(store: ReadStore, record: StoredRecord, tell: Check['tell']): Promise<void> {
  const kind = kindOf(record.kind);
  const { entries, keys } = indexRecord(kind, record);
  const order = kind.listOrder;
  // Just before its own place: no more than a few ids lie between an id and the same without its last letter.
  const after = { key: keys[order.field] ?? null, id: record.id.slice(0, -1) };
  for (const { field, value } of entries) {
    const page = await store.page({ kind: kind.name, filter: { field, oneOf: [value] }, order, first: 100, after });
    if (!page.rows.some((row) => row.record.id === record.id)) tell({ id: record.id, expected: `to be found by ${field} = ${value}`, found: 'that it is not' }); // prettier-ignore
  }
}

async function walkOrder({ store, stored, tell, step }: Check, kind: Kind<StoredRecord>, field: string): Promise<void> {
  const order: Order = { field, direction: 'ASC' };
  let [last, seen]: [PageRow | undefined, number] = [undefined, 0];
  for (let more = true; more;) {
    const page = await store.page({ kind: kind.name, filter: { always: true }, order, first: atOnce, ...(last && { after: { key: last.key, id: last.record.id } }) }); // prettier-ignore
    for (const row of page.rows) {
      const key = kind.orders[field]?.(row.record) ?? null;
      if (row.key !== key) tell({ id: row.record.id, expected: `the key ${String(key)} in the order ${field}`, found: String(row.key) }); // prettier-ignore
      seen += 1;
      step();
    }
    last = page.rows.at(-1);
    more = page.hasNext;
  }
  const count = countOf(stored, kind.name);
  if (seen !== count) tell({ id: null, expected: `${count} records of ${kind.name} in the order ${field}`, found: String(seen) }); // prettier-ignore
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
  for (const [id, kind] of stored) if (followed.get(id) !== kind) tell({ id, expected: `a change entry that adds it as ${kind}`, found: 'none' }); // prettier-ignore
  for (const id of followed.keys()) if (!stored.has(id)) tell({ id, expected: 'the record that the changes have added', found: 'none' }); // prettier-ignore
  return sequence;
}
