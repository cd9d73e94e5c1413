import { Kind } from 'graphql';
import type { SelectionSetNode, ValidationContext, ASTVisitor } from 'graphql';
import { catalogueError, limits } from '@kopru/schema';

/** Refuses an operation that asks too many questions at once: each root field is a round over the registries, whatever its alias. */
export function capRootFields(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const count = countFields(context, operation.selectionSet, new Map());
      if (count > limits.rootFields)
        context.reportError(catalogueError('TOO_MANY_ROOT_FIELDS', { count }));
    },
  };
}

/** `counted` holds each fragment's fields: fragments that spread each other twice would otherwise be walked 2^n times. */
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
  // One that spreads itself counts for nothing there; another rule refuses it.
  counted.set(name, 0);
  const fragment = context.getFragment(name);
  const count = fragment ? countFields(context, fragment.selectionSet, counted) : 0;
  counted.set(name, count);
  return count;
}
