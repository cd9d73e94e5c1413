import { comparePositions, decodeCursor, parseGlobalId } from '@kopru/schema';
import type { Position } from '@kopru/schema';
import { isRecord } from '../../is-record.ts';
import { internalAlias } from '../registry-query.ts';
import type { Row } from './connection.ts';
import type { PagePlan } from './page-plan.ts';

export interface RowOptions {
  registry: string;
  plan: PagePlan;
  /** The position of the row before it, or where the page begins. */
  last: Position | null;
}

/** One edge of a registry, held against the contract: a row, or the rule it breaks. */
export function readRow(
  edge: unknown,
  { registry, plan: { context, page, connection }, last }: RowOptions,
): Omit<Row, 'failedFields'> | string {
  if (!isRecord(edge) || typeof edge.cursor !== 'string') return 'Edge.cursor';
  const cursor = decodeCursor(edge.cursor);
  if (cursor?.order !== page.order || cursor.filter !== page.filter)
    return 'Edge.cursor belongs to another question';
  const node = edge[internalAlias('id')];
  const id = isRecord(node) ? node.id : undefined;
  if (id !== cursor.id || parseGlobalId(cursor.id)?.registry !== registry)
    return 'Node.id is not of this registry and cursor';
  if (last && comparePositions(last, cursor, page.orderBy.direction) >= 0)
    return 'Connection.edges is out of order';
  for (const [alias, selections] of connection.nodeSelections) {
    const violation = context.checkShape(edge[alias], connection.nodeType, selections);
    if (violation !== null) return violation;
  }
  return { cursor: edge.cursor, position: cursor, nodes: edge };
}
