import { catalogueError, parseGlobalId } from '@kopru/schema';

/**
 * Validates the id of the record that takes the place of another. Throws RECORD_INVALID if it is
 * not an id, or the same id.
 */
export function checkSuccessor(id: string, successor: string): string {
  if (parseGlobalId(successor) && successor !== id) return successor;
  throw catalogueError('RECORD_INVALID', {
    id,
    problems: `successor: expected the id of another record, but got ${successor}`,
  });
}
