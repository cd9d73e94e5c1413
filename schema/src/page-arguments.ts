import { GraphQLError } from 'graphql';
import { decodeCursor, orderToken } from './cursor.ts';
import type { PageCursor } from './cursor.ts';
import { catalogueError } from './errors.ts';
import { checkFilter } from './filter-check.ts';
import { hashFilter } from './filter-hash.ts';
import { limits } from './limits.ts';

/** The coerced arguments that every connection of the contract has. */
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
  /** The order token of the cursors of this connection and order. */
  order: string;
  /** The hash of `where` in these cursors. */
  filter: string;
}

/** The page size if `first` is absent. */
export const defaultFirst = 20;

/**
 * The size of a page or list: `first`, or the default if it is absent. Returns
 * PAGE_SIZE_OUT_OF_RANGE if it is out of range.
 */
export function parsePageSize(
  first: number | null | undefined,
  byDefault = defaultFirst,
): number | GraphQLError {
  const size = first ?? byDefault;
  return size >= 0 && size <= limits.first
    ? size
    : catalogueError('PAGE_SIZE_OUT_OF_RANGE', { first: size });
}

/** The same for resolvers: throws the error. */
export function pageSize(first: number | null | undefined, byDefault = defaultFirst): number {
  const size = parsePageSize(first, byDefault);
  if (size instanceof GraphQLError) throw size;
  return size;
}

/**
 * Parses the arguments of a connection, or returns the first error. Hub and registries use it, so
 * both reject the same input in the same words.
 */
export function parsePageArguments(
  connection: string,
  args: PageArguments,
): ParsedPageArguments | GraphQLError {
  const first = parsePageSize(args.first);
  if (first instanceof GraphQLError) return first;
  const where = args.where ?? {};
  const filterError = checkFilter(where);
  if (filterError) return filterError;
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
