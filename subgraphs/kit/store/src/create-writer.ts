import type { GraphQLSchema } from 'graphql';
import { checkSuccessor } from './check-successor.ts';
import { readRecord } from '@kopru/records';
import type { Store, Write } from './store.ts';

/**
 * Writes a batch, all or nothing, and resolves when it is durable. A record that does not fit the contract or the national extension
 * refuses the whole batch with RECORD_INVALID.
 */
export type Writer = (batch: {
  put?: readonly unknown[];
  remove?: readonly string[];
  /** Records that are removed since another took their place: by their ids, its id. */
  merge?: Readonly<Record<string, string>>;
}) => Promise<void>;

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
