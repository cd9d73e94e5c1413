import { mkdir, open, readFile, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { kindOf } from './record.ts';
import type { Record_ } from './record.ts';

// The storage of this registry: a file to which each batch of changes is appended as one line, whole or not at all. The records are what
// the lines leave; they are few enough to be kept in memory.

export interface Entry {
  sequence: number;
  kind: string;
  id: string;
  event: 'ADDED' | 'UPDATED' | 'REMOVED' | 'MERGED';
  at: string;
  successor: string | null;
}

export interface Batch {
  put?: readonly Record_[];
  remove?: readonly string[];
  /** By the id of a record that goes, the id of the one that takes its place. */
  merge?: Readonly<Record<string, string>>;
}

interface Line extends Batch {
  at: string;
}

export interface Journal {
  records: ReadonlyMap<string, Record_>;
  /** The one at an index has the sequence after it: the first is 1. */
  entries: readonly Entry[];
  /** Resolves once the batch is on disk. */
  write: (batch: Batch) => Promise<void>;
  close: () => Promise<void>;
}

/** Opens a journal, which is made where there is none; without a file it lives in memory. */
export async function openJournal(file?: string): Promise<Journal> {
  const records = new Map<string, Record_>();
  const entries: Entry[] = [];
  const note = (
    id: string,
    record: Record_,
    event: Entry['event'],
    at: string,
    successor: string | null = null,
  ) =>
    entries.push({
      sequence: entries.length + 1,
      kind: kindOf(record.__typename),
      id,
      event,
      at,
      successor,
    });

  const apply = ({ put = [], remove = [], merge = {}, at }: Line): void => {
    for (const record of put) {
      const event = records.has(record.id) ? 'UPDATED' : 'ADDED';
      records.set(record.id, record);
      note(record.id, record, event, at);
    }
    for (const [id, successor] of [
      ...remove.map((id) => [id, null] as const),
      ...Object.entries(merge),
    ]) {
      const record = records.get(id);
      if (!record) continue;
      records.delete(id);
      note(id, record, successor === null ? 'REMOVED' : 'MERGED', at, successor);
    }
  };

  for (const line of file === undefined ? [] : await readLines(file))
    apply(JSON.parse(line) as Line);
  const handle = file === undefined ? null : await open(file, 'a');
  let last: Promise<void> = Promise.resolve();
  const append = async (line: Line): Promise<void> => {
    await handle?.appendFile(`${JSON.stringify(line)}\n`);
    await handle?.datasync();
    apply(line);
  };
  return {
    records,
    entries,
    // One after another, so that the file and the memory have the same order.
    write: (batch) =>
      (last = last
        .catch(() => undefined)
        .then(() => append({ ...batch, at: new Date().toISOString() }))),
    close: async () => {
      await last.catch(() => undefined);
      await handle?.close();
    },
  };
}

/** A last line without an end was cut off by a crash before it was acknowledged: it is taken away. */
async function readLines(file: string): Promise<string[]> {
  await mkdir(dirname(file), { recursive: true });
  const content = await readFile(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const whole = content.subarray(0, content.lastIndexOf('\n') + 1);
  if (whole.length < content.length) await truncate(file, whole.length);
  return whole.toString('utf8').split('\n').filter(Boolean);
}
