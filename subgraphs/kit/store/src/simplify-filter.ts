import type { Filter } from '@kopru/records';

/**
 * Returns an equivalent filter without inner constants and without connectives of a single filter.
 */
export function simplifyFilter(filter: Filter): Filter {
  if ('all' in filter) return combine(filter.all, true, (all) => ({ all }));
  if ('any' in filter) return combine(filter.any, false, (any) => ({ any }));
  if (!('not' in filter)) return filter;
  const inner = simplifyFilter(filter.not);
  return 'always' in inner ? { always: !inner.always } : { not: inner };
}

/** The constant `neutral` has no effect among the parts; its opposite decides the result. */
function combine(
  filters: readonly Filter[],
  neutral: boolean,
  join: (parts: Filter[]) => Filter,
): Filter {
  const parts = filters.map(simplifyFilter);
  if (parts.some((part) => 'always' in part && part.always !== neutral))
    return { always: !neutral };
  const [first, ...more] = parts.filter((part) => !('always' in part));
  if (!first) return { always: neutral };
  return more.length === 0 ? first : join([first, ...more]);
}
