import { isObjectType } from 'graphql';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { catalogueError, parseGlobalId } from '@kopru/schema';
import { extensionProblems } from './extension.ts';
import { kinds } from './kinds/index.ts';
import type { StoredRecord } from './kinds/index.ts';
import type { Kind } from './kinds/kind.ts';
import type { IndexedRecord, Store, Write } from './store/store.ts';

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
      ...Object.entries(merge).map(([id, successor]) => ({ remove: id, successor: checkSuccessor(id, successor) })),
    ];
    await store.apply(writes);
  };
}

/** Where the facts of a record that is gone are to be found now. */
export function checkSuccessor(id: string, successor: string): string {
  if (parseGlobalId(successor) && successor !== id) return successor;
  throw catalogueError('RECORD_INVALID', {
    id,
    problems: `successor: expected the id of another record, but got ${successor}`,
  });
}

/** Validates one record of whatever kind and computes what the store finds it by. */
export function readRecord(code: string, schema: GraphQLSchema, input: unknown): IndexedRecord {
  const { id, kind: name } = Object(input) as { id?: unknown; kind?: unknown };
  const refuse = (problems: string[]) =>
    catalogueError('RECORD_INVALID', { id: String(id), problems: problems.slice(0, 5).join('; ') });

  const kind = kinds.find((each) => each.name === name);
  if (!kind) throw refuse([`kind: expected one of ${kinds.map((each) => each.name).join(', ')}`]);
  const parsed = kind.schema.safeParse(input);
  if (!parsed.success) {
    throw refuse(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`));
  }
  const record = parsed.data;
  const problems = [
    ...(parseGlobalId(record.id)?.registry === code ? [] : [`id: expected it to begin with ${code}.`]),
    ...extensionProblems(code, objectType(schema, kind.typeName), record.extension),
  ];
  if (problems.length > 0) throw refuse(problems);
  return indexRecord(kind, record);
}

export function indexRecord(kind: Kind<StoredRecord>, record: StoredRecord): IndexedRecord {
  return {
    record,
    entries: Object.values(kind.filters).flatMap((field) => field.entries(record)),
    keys: Object.fromEntries(Object.entries(kind.orders).map(([order, key]) => [order, key(record)])),
  };
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType | undefined {
  const type = schema.getType(name);
  return isObjectType(type) ? type : undefined;
}
