import { comparePositions, decodeCursor, parseGlobalId } from '@kopru/schema';
import type { ParsedPageArguments, Position } from '@kopru/schema';
import { isRecord } from '../../registry-client/ask-registry.ts';
import { own } from '../registry-query.ts';
import type { Spanning } from '../spanning.ts';
import type { ConnectionPlan, Row } from './connection.ts';

export interface RowOptions {
  registry: string;
  checkShape: Spanning['checkShape'];
  plan: ConnectionPlan;
  page: ParsedPageArguments;
  /** The row before it, or the page's own beginning. */
  last: Position | null;
}

/** One edge as a registry gave it, held against the contract: a row, or the clause it breaks. */
export function readRow(
  edge: unknown,
  { registry, checkShape, plan, page, last }: RowOptions,
): Omit<Row, 'failedFields'> | string {
  if (!isRecord(edge) || typeof edge.cursor !== 'string') return 'Edge.cursor';
  const cursor = decodeCursor(edge.cursor);
  if (cursor?.order !== page.order || cursor.filter !== page.filter)
    return 'Edge.cursor belongs to another question';
  const node = edge[own('id')];
  const id = isRecord(node) ? node.id : undefined;
  if (id !== cursor.id || parseGlobalId(cursor.id)?.registry !== registry)
    return 'Node.id is not of this registry and cursor';
  if (last && comparePositions(last, cursor, page.orderBy.direction) >= 0)
    return 'Connection.edges is out of order';
  for (const [alias, selections] of plan.nodeSelections) {
    const clause = checkShape(edge[alias], plan.nodeType, selections);
    if (clause !== null) return clause;
  }
  return { registry, cursor: edge.cursor, position: cursor, nodes: edge };
}
