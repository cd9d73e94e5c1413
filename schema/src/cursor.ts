import type { Position } from './sort-key.ts';

/** A place in the order of one connection, filter and order. The same text is good at every registry of the union. */
export interface PageCursor extends Position {
  /** Which question it belongs to: `connection:ORDER_FIELD:DIRECTION`. */
  order: string;
  /** hashFilter of the question's `where`. */
  filter: string;
}

export const maxCursorLength = 2_000;

/** base64url, unpadded, of the UTF-8 JSON array [order, sort key or null, id, filter hash]. */
export function encodeCursor({ order, key, id, filter }: PageCursor): string {
  return Buffer.from(JSON.stringify([order, key, id, filter])).toString('base64url');
}

/** Null where the text is no cursor; also where it is one in another spelling, so that a position has one text only. */
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

export function orderToken(
  connection: string,
  order: { field: string; direction: string },
): string {
  return `${connection}:${order.field}:${order.direction}`;
}
