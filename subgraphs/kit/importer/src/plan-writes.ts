import { isDeepStrictEqual } from 'node:util';
import type { StoredRecord } from '@kopru/records';
import type { Store, Write } from '@kopru/store';
import { ImportRefusal } from './import-refusal.ts';
import type { ImportRequest, Imported } from './import-request.ts';
import type { CellProblem, Row } from './table/row.ts';

/** Writes of one batch. */
export const batchSize = 1_000;
/** The share of the stored records that a full table may remove without confirmation. */
const maxRemoved = 0.2;

export type Counts = { -readonly [K in keyof Imported]: Imported[K] } & {
  leftOut: Map<string, number>;
};

/** The rows that were read, and what is counted of them. */
export interface Reading {
  counts: Counts;
  /** The line of each id. */
  lines: Map<string, number>;
  read: AsyncIterable<Write[]> | readonly Write[][];
}

/** The batches of writes that change something. Throws an ImportRefusal after the last batch. */
export async function* planWrites(
  request: ImportRequest,
  { counts, lines, read }: Reading,
): AsyncGenerator<Write[]> {
  const { store, full, skipBad = false } = request;
  for await (const writes of read) {
    const fresh = await withoutUnchanged(request, writes, counts);
    // After a bad row nothing will be written. The rest is read to report its problems too.
    if (fresh.length > 0 && (counts.bad === 0 || skipBad)) yield fresh;
  }
  if (counts.bad > 0 && !skipBad)
    throw new ImportRefusal(
      `Expected every row to fit, but ${counts.bad} did not. Nothing was written. Correct them, or pass them over with --skip-bad.`,
      counts,
    );
  if (full) yield* removeMissing(store, full, lines, counts);
}

/** Reads the rows into writes. Counts skipped and bad rows. */
export async function* readWrites(
  request: ImportRequest,
  counts: Counts,
  lines: Map<string, number>,
): AsyncGenerator<Write> {
  const refuse = async (row: Row, problems: readonly CellProblem[]) => {
    counts.bad += 1;
    await request.onBad(row, problems);
  };
  const skip = (reason: string) =>
    counts.leftOut.set(reason, (counts.leftOut.get(reason) ?? 0) + 1);
  for await (const row of request.rows) {
    const read = request.read(row);
    if ('leftOut' in read) {
      skip(read.leftOut);
      continue;
    }
    if ('problems' in read) {
      await refuse(row, read.problems);
      continue;
    }
    const id = 'indexed' in read ? read.indexed.record.id : read.remove;
    const before = lines.get(id);
    if (before !== undefined && request.skipRepeated === true)
      skip('of an id that an earlier row has');
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

/** Counts the writes and returns those that change something. */
async function withoutUnchanged(
  { store, isSame = isDeepStrictEqual }: ImportRequest,
  writes: readonly Write[],
  counts: Counts,
): Promise<Write[]> {
  const stored = await store.getMany(
    writes.map((write) => ('put' in write ? write.put.record.id : write.remove)),
  );
  return writes.filter((write, index) => {
    const before = stored[index] ?? null;
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
    const records = await store.scan(after, batchSize);
    for (const record of records.filter(covers)) {
      covered += 1;
      if (!named.has(record.id)) missing.push({ remove: record.id });
    }
    after = records.at(-1)?.id ?? after;
    more = records.length === batchSize;
  }
  counts.removed += missing.length;
  if (missing.length > covered * maxRemoved && !allowMany)
    throw new ImportRefusal(
      `Expected a full table, but it lacks ${missing.length} of the ${covered} records on file: more than one in five. Nothing was written. Where that is so, say --yes.`,
      counts,
    );
  for (let index = 0; index < missing.length; index += batchSize)
    yield missing.slice(index, index + batchSize);
}
