import type { Filter } from '@kopru/records';

/** The same filter without constants inside, nor connectives around one filter alone. */
export function simplifyFilter(filter: Filter): Filter {
  if ('all' in filter) return combine(filter.all, true, (all) => ({ all }));
  if ('any' in filter) return combine(filter.any, false, (any) => ({ any }));
  if (!('not' in filter)) return filter;
  const inner = simplifyFilter(filter.not);
  return 'always' in inner ? { always: !inner.always } : { not: inner };
}

/** `neutral` changes nothing among the parts; its opposite decides alone. */
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
