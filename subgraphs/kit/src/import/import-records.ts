import { isDeepStrictEqual } from 'node:util';
import { GraphQLError } from 'graphql';
import type { Registry } from '../registry.ts';
import type { Write } from '../store/store.ts';
import { readRecord } from '../write.ts';

/** A line that is no record of the registry, in words for the operator; nothing was written. */
export class RecordLineError extends Error {}

export interface RecordsImported {
  added: number;
  changed: number;
  /** On file already, word for word. */
  unchanged: number;
}

const batch = 1_000;

/**
 * Writes records as `exportRecords` gives them, one in a line of JSON: all become visible at once, or none does where one does not fit the
 * contract. Memory stays flat, however many there are. Throws a RecordLineError.
 */
export async function importRecords(registry: Registry, lines: AsyncIterable<string>): Promise<RecordsImported> {
  const counts = { added: 0, changed: 0, unchanged: 0 };
  async function* batches(): AsyncGenerator<Write[]> {
    for await (const puts of inBatches(readLines(registry, lines))) {
      const known = await registry.store.getMany(puts.map(({ put }) => put.record.id));
      const fresh = puts.filter(({ put }, index) => {
        const isUnchanged = isDeepStrictEqual(known[index], put.record);
        counts[known[index] ? (isUnchanged ? 'unchanged' : 'changed') : 'added'] += 1;
        return !isUnchanged;
      });
      yield fresh;
    }
  }
  await registry.store.load(batches());
  return counts;
}

type Put = Extract<Write, { put: unknown }>;

async function* readLines({ national, schema }: Registry, lines: AsyncIterable<string>): AsyncGenerator<Put> {
  const seen = new Map<string, number>();
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const put = readLine(text, line, (input) => readRecord(national.definition.code, schema, input));
    const before = seen.get(put.record.id);
    if (before !== undefined) throw new RecordLineError(`Expected each record once, but line ${line} has the id ${put.record.id} of line ${before}. Nothing was written.`); // prettier-ignore
    seen.set(put.record.id, line);
    yield { put };
  }
}

function readLine(text: string, line: number, read: (input: unknown) => Put['put']): Put['put'] {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new RecordLineError(`Expected a record as JSON in line ${line}, but it is none. Nothing was written.`);
  }
  try {
    return read(input);
  } catch (error) {
    throw error instanceof GraphQLError ? new RecordLineError(`Line ${line}: ${error.message}`) : error;
  }
}

async function* inBatches(puts: AsyncIterable<Put>): AsyncGenerator<Put[]> {
  let collected: Put[] = [];
  for await (const put of puts) {
    collected.push(put);
    if (collected.length === batch) {
      yield collected;
      collected = [];
    }
  }
  yield collected;
}
