import { Kind } from 'graphql';
import type { SelectionSetNode, ValidationContext, ASTVisitor } from 'graphql';
import { catalogueError, limits } from '@kopru/schema';

/** Refuses an operation that asks too many questions at once: each root field is a round over the registries, whatever its alias. */
export function capRootFields(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const count = countFields(context, operation.selectionSet, new Set());
      if (count > limits.rootFields) context.reportError(catalogueError('TOO_MANY_ROOT_FIELDS', { count }));
    },
  };
}

function countFields(context: ValidationContext, selections: SelectionSetNode, visiting: Set<string>): number {
  let count = 0;
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) count += 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += countFields(context, selection.selectionSet, visiting);
    else if (!visiting.has(selection.name.value)) {
      const fragment = context.getFragment(selection.name.value);
      visiting.add(selection.name.value);
      if (fragment) count += countFields(context, fragment.selectionSet, visiting);
      visiting.delete(selection.name.value);
    }
    // The exact number of a query far over the cap is of no use, and a nest of fragments could make the count itself costly.
    if (count > limits.rootFields * 100) return count;
  }
  return count;
}
