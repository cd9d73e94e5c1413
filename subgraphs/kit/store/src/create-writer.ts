import type { GraphQLSchema } from 'graphql';
import { checkSuccessor } from './check-successor.ts';
import { readRecord } from '@kopru/records';
import type { Store, Write } from './store.ts';

/**
 * Writes a batch, all or nothing; resolves when it is durable. Throws RECORD_INVALID, and writes
 * nothing, if a record does not fit the
 * contract or the registry's extension.
 */
export type Writer = (batch: {
  put?: readonly unknown[];
  remove?: readonly string[];
  /**
   * Removes records whose place another has taken: the id of the successor by the id of the removed
   * record.
   */
  merge?: Readonly<Record<string, string>>;
}) => Promise<void>;

/** `code` is the registry's code; `schema` its contract with its extension. */
export function createWriter(code: string, schema: GraphQLSchema, store: Store): Writer {
  return async ({ put = [], remove = [], merge = {} }) => {
    const writes: Write[] = [
      ...put.map((input) => ({ put: readRecord(code, schema, input) })),
      ...remove.map((id) => ({ remove: id })),
      ...Object.entries(merge).map(([id, successor]) => ({
        remove: id,
        successor: checkSuccessor(id, successor),
      })),
    ];
    await store.apply(writes);
  };
}
