import { catalogueError, parseGlobalId } from '@kopru/schema';

/** Validates the id of the record that took another's place. Throws RECORD_INVALID if it is no id, or the same. */
export function checkSuccessor(id: string, successor: string): string {
  if (parseGlobalId(successor) && successor !== id) return successor;
  throw catalogueError('RECORD_INVALID', {
    id,
    problems: `successor: expected the id of another record, but got ${successor}`,
  });
}
