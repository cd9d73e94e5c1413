import { mkdir, open, readFile, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { kindOf } from './record.ts';
import type { RegistryRecord } from './record.ts';

// This registry stores its records in a file. Each batch of changes is appended as one line, whole.
// Replaying the lines gives the records, which fit into memory.

export interface Entry {
  sequence: number;
  kind: string;
  id: string;
  event: 'ADDED' | 'UPDATED' | 'REMOVED' | 'MERGED';
  at: string;
  successor: string | null;
}

export interface Batch {
  put?: readonly RegistryRecord[];
  remove?: readonly string[];
  /** By the id of a removed record, the id of its successor. */
  merge?: Readonly<Record<string, string>>;
}

interface Line extends Batch {
  at: string;
}

export interface Journal {
  records: ReadonlyMap<string, RegistryRecord>;
  /** In sequence; the sequence of an entry is its index plus 1. */
  entries: readonly Entry[];
  /** Resolves when the batch is on disk. */
  write: (batch: Batch) => Promise<void>;
  close: () => Promise<void>;
}

/** Opens a journal, and creates its file if there is none. Without a file it is in memory only. */
export async function openJournal(file?: string): Promise<Journal> {
  const records = new Map<string, RegistryRecord>();
  const entries: Entry[] = [];
  const addEntry = (record: RegistryRecord, change: Pick<Entry, 'event' | 'at' | 'successor'>) =>
    entries.push({
      sequence: entries.length + 1,
      kind: kindOf(record.__typename),
      id: record.id,
      ...change,
    });

  const apply = ({ put = [], remove = [], merge = {}, at }: Line): void => {
    for (const record of put) {
      const event = records.has(record.id) ? 'UPDATED' : 'ADDED';
      records.set(record.id, record);
      addEntry(record, { event, at, successor: null });
    }
    for (const [id, successor] of [
      ...remove.map((id) => [id, null] as const),
      ...Object.entries(merge),
    ]) {
      const record = records.get(id);
      if (!record) continue;
      records.delete(id);
      addEntry(record, { event: successor === null ? 'REMOVED' : 'MERGED', at, successor });
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
    // Batches are written one by one, so that the file and the memory have the same order.
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

/** Reads the lines. Removes an incomplete last line, which a crash left before acknowledgement. */
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
