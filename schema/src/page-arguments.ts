import type { GraphQLError } from 'graphql';
import { decodeCursor, orderToken } from './cursor.ts';
import type { PageCursor } from './cursor.ts';
import { catalogueError } from './errors.ts';
import { checkFilter } from './filter-check.ts';
import { hashFilter } from './filter-hash.ts';
import { limits } from './limits.ts';

/** The coerced arguments of a connection, as every connection of the contract has them. */
export interface PageArguments {
  where?: Readonly<Record<string, unknown>> | null;
  orderBy: { field: string; direction: 'ASC' | 'DESC' };
  first?: number | null;
  after?: string | null;
}

export interface ParsedPageArguments {
  where: Readonly<Record<string, unknown>>;
  orderBy: PageArguments['orderBy'];
  first: number;
  after: PageCursor | null;
  /** What this question's cursors carry. */
  order: string;
  filter: string;
}

export const defaultFirst = 20;

/** Reads a connection's arguments: hub and registries refuse the same things with the same words. */
export function parsePageArguments(
  connection: string,
  args: PageArguments,
): ParsedPageArguments | GraphQLError {
  const first = args.first ?? defaultFirst;
  if (first < 0 || first > limits.first) return catalogueError('PAGE_SIZE_OUT_OF_RANGE', { first });
  const where = args.where ?? {};
  const breach = checkFilter(where);
  if (breach) return breach;
  const order = orderToken(connection, args.orderBy);
  const filter = hashFilter(where);
  if (args.after == null)
    return { where, orderBy: args.orderBy, first, after: null, order, filter };
  const after = decodeCursor(args.after);
  if (!after) return catalogueError('CURSOR_MALFORMED', {});
  if (after.order !== order)
    return catalogueError('CURSOR_OF_ANOTHER_QUESTION', { part: 'connection or order' });
  if (after.filter !== filter)
    return catalogueError('CURSOR_OF_ANOTHER_QUESTION', { part: 'filter' });
  return { where, orderBy: args.orderBy, first, after, order, filter };
}
