import { encodeCursor, parsePageArguments } from '@kopru/schema';
import type { PageArguments, ParsedPageArguments } from '@kopru/schema';
import { GraphQLError } from 'graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { RegistryContext } from '../context.ts';
import { kindOf } from '@kopru/records';
import type { RecordKindName, StoredRecord } from '@kopru/records';
import type { Page } from '@kopru/store';
import { whereFilter } from './where-filter.ts';

export interface Edge {
  cursor: string;
  node: StoredRecord;
}

/** A connection, of which only what the query selects is read: a page, a count, or both. */
export interface Connection {
  edges: () => Promise<Edge[]>;
  nodes: () => Promise<StoredRecord[]>;
  pageInfo: () => Promise<object>;
  totalCount: () => Promise<number>;
  registries: () => Promise<object[]>;
}

/** The resolver of a kind's connection. */
export function resolveConnection(name: RecordKindName) {
  return (
    _parent: unknown,
    args: object,
    context: RegistryContext,
    info: GraphQLResolveInfo,
  ): Connection => {
    const question = parsePageArguments(info.fieldName, args as PageArguments);
    if (question instanceof GraphQLError) throw question;
    return connectionOf(name, question, context);
  };
}

function connectionOf(
  name: RecordKindName,
  question: ParsedPageArguments,
  { store, module }: RegistryContext,
): Connection {
  const startedAt = performance.now();
  const filter = whereFilter(kindOf(name), question.where, module.definition.code);
  const { order, filter: hash, after, first } = question;

  const page = once(() =>
    store.page({ kind: name, filter, order: question.orderBy, first, ...(after && { after }) }),
  );
  const count = once(() => store.count(name, filter));
  const edges = async (): Promise<Edge[]> =>
    (await page()).rows.map(({ key, record }) => ({
      cursor: encodeCursor({ order, key, id: record.id, filter: hash }),
      node: record,
    }));

  return {
    edges,
    nodes: async () => (await page()).rows.map((row) => row.record),
    pageInfo: async () => {
      const all = await edges();
      return {
        hasNextPage: (await page()).hasNext,
        hasPreviousPage: after !== null,
        startCursor: all[0]?.cursor ?? null,
        endCursor: all.at(-1)?.cursor ?? null,
      };
    },
    totalCount: count,
    registries: async () => [
      {
        registry: module.definition.code,
        state: 'OK',
        returned: rowCount(await page()),
        total: null,
        tookMs: Math.round(performance.now() - startedAt),
        detail: null,
      },
    ],
  };
}

const rowCount = (page: Page): number => page.rows.length;

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= read());
}
