import { OperatorError } from '@kopru/schema';
import { isDeepStrictEqual } from 'node:util';
import type { StoredRecord, IndexedRecord } from '@kopru/records';
import type { Store, Write } from '@kopru/store';
import { StoreConflict } from '@kopru/store';
import type { CellProblem, Row } from './table/row.ts';

/** What a row comes to. */
export type ReadRow = (
  row: Row,
) =>
  | { indexed: IndexedRecord }
  | { remove: string; successor?: string }
  | { leftOut: string }
  | { problems: CellProblem[] };

export interface ImportRequest {
  store: Store;
  rows: AsyncIterable<Row>;
  read: ReadRow;
  /** Told of each bad row. */
  onBad: (row: Row, problems: readonly CellProblem[]) => void | Promise<void>;
  /** Bad rows are passed over; else one alone keeps all others from being written. */
  skipBad?: boolean;
  /** A row with the id of an earlier one is left out and counted, instead of being a bad one. */
  leaveOutRepeated?: boolean;
  /** Nothing is written. */
  dryRun?: boolean;
  /** Whether a record on file says what the row says. */
  isSame?: (known: StoredRecord, read: StoredRecord) => boolean;
  /** Records of which the file has all: those that it does not name are removed. */
  full?: { covers: (record: StoredRecord) => boolean; allowMany: boolean };
}

export interface Imported {
  added: number;
  changed: number;
  /** On file already. */
  unchanged: number;
  removed: number;
  bad: number;
  /** Rows that are none of this registry's, by reason. */
  leftOut: ReadonlyMap<string, number>;
}

/** Why nothing was written, in words for the operator. */
export class ImportRefusal extends OperatorError {
  readonly counts: Imported;
  constructor(message: string, counts: Imported) {
    super('IMPORT', message);
    this.counts = counts;
  }
}

const atOnce = 1_000;
const maxRemoved = 0.2;

/**
 * Writes a table's records: all become visible at once, or none does. More than a thousand rows are a load, under whose lock they are compared
 * with what is on file; fewer are one transaction, which begins again where somebody has written since they were compared: of two imports at
 * once each is whole. A process that is ended in between leaves the old records.
 * Memory holds the ids and no more. Throws an ImportRefusal.
 */
export async function importTable(request: ImportRequest): Promise<Imported> {
  const counts = {
    added: 0,
    changed: 0,
    unchanged: 0,
    removed: 0,
    bad: 0,
    leftOut: new Map<string, number>(),
  };
  const lines = new Map<string, number>();
  const { isMore, all } = await peekBatch(inBatches(readWrites(request, counts, lines)));
  if (isMore) {
    const batches = planWrites(request, { counts, lines, read: all });
    await (request.dryRun === true ? lookThrough(batches) : request.store.load(batches));
  } else await importFew(request, { counts, lines, read: await Array.fromAsync(all) });
  return counts;
}

/** How often others may come before. */
const maxTries = 20;

async function importFew(request: ImportRequest, reading: Reading): Promise<void> {
  const { store } = request;
  const plan = (): AsyncGenerator<Write[]> => {
    Object.assign(reading.counts, { added: 0, changed: 0, unchanged: 0, removed: 0 });
    return planWrites(request, reading);
  };
  if (request.dryRun === true) return lookThrough(plan());
  for (let tries = 1; ; tries += 1) {
    const { sequence } = await store.summary();
    // What a full table lacks comes behind what it has.
    const [only = [], ...more] = await Array.fromAsync(plan());
    if (more.length > 0) return store.load(plan());
    try {
      if (only.length > 0) await store.apply(only, sequence);
      return;
    } catch (error) {
      if (!(error instanceof StoreConflict) || tries === maxTries) throw error;
    }
  }
}

type Counts = { -readonly [K in keyof Imported]: Imported[K] } & { leftOut: Map<string, number> };

interface Reading {
  counts: Counts;
  /** Of each id that a row has. */
  lines: Map<string, number>;
  read: AsyncIterable<Write[]> | readonly Write[][];
}

async function* planWrites(
  request: ImportRequest,
  { counts, lines, read }: Reading,
): AsyncGenerator<Write[]> {
  const { store, full, skipBad = false } = request;
  for await (const writes of read) {
    const fresh = await withoutSame(request, writes, counts);
    // Once it is known that nothing will be written, the rest is only looked through for what else is wrong.
    if (fresh.length > 0 && (counts.bad === 0 || skipBad)) yield fresh;
  }
  if (counts.bad > 0 && !skipBad)
    throw new ImportRefusal(
      `Expected every row to fit, but ${counts.bad} did not. Nothing was written. Correct them, or pass them over with --skip-bad.`,
      counts,
    );
  if (full) yield* removeMissing(store, full, lines, counts);
}

async function* readWrites(
  request: ImportRequest,
  counts: Counts,
  lines: Map<string, number>,
): AsyncGenerator<Write> {
  const refuse = async (row: Row, problems: readonly CellProblem[]) => {
    counts.bad += 1;
    await request.onBad(row, problems);
  };
  const leaveOut = (reason: string) =>
    counts.leftOut.set(reason, (counts.leftOut.get(reason) ?? 0) + 1);
  for await (const row of request.rows) {
    const read = request.read(row);
    if ('leftOut' in read) {
      leaveOut(read.leftOut);
      continue;
    }
    if ('problems' in read) {
      await refuse(row, read.problems);
      continue;
    }
    const id = 'indexed' in read ? read.indexed.record.id : read.remove;
    const before = lines.get(id);
    if (before !== undefined && request.leaveOutRepeated === true)
      leaveOut('of an id that an earlier row has');
    else if (before !== undefined)
      await refuse(row, [
        { column: 'id', value: id, expected: `an id that line ${before} does not have` },
      ]);
    else {
      lines.set(id, row.line);
      yield 'indexed' in read ? { put: read.indexed } : read;
    }
  }
}

/** The writes that change something, counted. */
async function withoutSame(
  { store, isSame = isDeepStrictEqual }: ImportRequest,
  writes: readonly Write[],
  counts: Counts,
): Promise<Write[]> {
  const known = await store.getMany(
    writes.map((write) => ('put' in write ? write.put.record.id : write.remove)),
  );
  return writes.filter((write, index) => {
    const before = known[index] ?? null;
    const what = outcomeOf(write, before, isSame);
    counts[what] += 1;
    return what !== 'unchanged';
  });
}

function outcomeOf(
  write: Write,
  before: StoredRecord | null,
  isSame: (a: StoredRecord, b: StoredRecord) => boolean,
) {
  if (!('put' in write)) return before ? 'removed' : 'unchanged';
  if (!before) return 'added';
  return isSame(before, write.put.record) ? 'unchanged' : 'changed';
}

async function* removeMissing(
  store: Store,
  { covers, allowMany }: NonNullable<ImportRequest['full']>,
  named: ReadonlyMap<string, number>,
  counts: Counts,
): AsyncGenerator<Write[]> {
  const missing: Write[] = [];
  let covered = 0;
  for (let after = '', more = true; more;) {
    const records = await store.scan(after, atOnce);
    for (const record of records.filter(covers)) {
      covered += 1;
      if (!named.has(record.id)) missing.push({ remove: record.id });
    }
    after = records.at(-1)?.id ?? after;
    more = records.length === atOnce;
  }
  counts.removed += missing.length;
  if (missing.length > covered * maxRemoved && !allowMany)
    throw new ImportRefusal(
      `Expected a full table, but it lacks ${missing.length} of the ${covered} records on file: more than one in five. Nothing was written. Where that is so, say --yes.`,
      counts,
    );
  for (let index = 0; index < missing.length; index += atOnce)
    yield missing.slice(index, index + atOnce);
}

async function lookThrough(batches: AsyncGenerator<Write[]>): Promise<void> {
  while ((await batches.next()).done !== true);
}

/** Whether there is more than one batch, and all of them still. */
async function peekBatch(batches: AsyncGenerator<Write[]>) {
  const first = await batches.next();
  const second = first.done === true ? first : await batches.next();
  async function* all(): AsyncGenerator<Write[]> {
    for (const { done, value } of [first, second]) if (done !== true) yield value;
    yield* batches;
  }
  return { isMore: second.done !== true, all: all() };
}

async function* inBatches(writes: AsyncIterable<Write>): AsyncGenerator<Write[]> {
  let collected: Write[] = [];
  for await (const write of writes) {
    collected.push(write);
    if (collected.length < atOnce) continue;
    yield collected;
    collected = [];
  }
  if (collected.length > 0) yield collected;
}
