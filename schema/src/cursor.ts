import type { Position } from './sort-key.ts';

/**
 * A position in one connection with one filter and order. The same cursor is valid at every
 * registry of the federation.
 */
export interface PageCursor extends Position {
  /** `connection:ORDER_FIELD:DIRECTION`; see orderToken. */
  order: string;
  /** hashFilter of `where`. */
  filter: string;
}

/** Longer texts are not cursors. */
export const maxCursorLength = 2_000;

/** base64url, unpadded, of the UTF-8 JSON array [order, sort key or null, id, filter hash]. */
export function encodeCursor({ order, key, id, filter }: PageCursor): string {
  return Buffer.from(JSON.stringify([order, key, id, filter])).toString('base64url');
}

/**
 * Null if the text is not a cursor in its canonical spelling, so that a position has only one text.
 */
export function decodeCursor(text: string): PageCursor | null {
  if (text.length > maxCursorLength) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 4) return null;
  const [order, key, id, filter] = parts as unknown[];
  if (typeof order !== 'string' || typeof id !== 'string' || typeof filter !== 'string')
    return null;
  if (key !== null && typeof key !== 'string') return null;
  const cursor = { order, key, id, filter };
  return encodeCursor(cursor) === text ? cursor : null;
}

/** Names a connection and its order in a cursor: `companies:NAME:ASC`. */
export function orderToken(
  connection: string,
  order: { field: string; direction: string },
): string {
  return `${connection}:${order.field}:${order.direction}`;
}
