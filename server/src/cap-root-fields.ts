import { Kind } from 'graphql';
import type { SelectionSetNode, ValidationContext, ASTVisitor } from 'graphql';
import { catalogueError, limits } from '@kopru/schema';

/**
 * Refuses an operation with too many root fields: each one is a round of requests to the
 * registries.
 */
export function capRootFields(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const count = countFields(context, operation.selectionSet, new Map());
      if (count > limits.rootFields)
        context.reportError(catalogueError('TOO_MANY_ROOT_FIELDS', { count }));
    },
  };
}

/** `counted` caches the fields of each fragment: nested double spreads would cost 2^n visits. */
function countFields(
  context: ValidationContext,
  { selections }: SelectionSetNode,
  counted: Map<string, number>,
): number {
  let count = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) count += 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      count += countFields(context, selection.selectionSet, counted);
    else count += countFragment(context, selection.name.value, counted);
  }
  return count;
}

function countFragment(
  context: ValidationContext,
  name: string,
  counted: Map<string, number>,
): number {
  const known = counted.get(name);
  if (known !== undefined) return known;
  // A fragment that spreads itself counts as zero here. Another rule refuses it.
  counted.set(name, 0);
  const fragment = context.getFragment(name);
  const count = fragment ? countFields(context, fragment.selectionSet, counted) : 0;
  counted.set(name, count);
  return count;
}
