import { filtersOf } from '@kopru/records';
import type { Kind, StoredRecord, Filter } from '@kopru/records';

type Where = Readonly<Record<string, unknown>>;

/** The neutral form of a contract filter, all of whose fields must hold. */
export function whereFilter(kind: Kind<StoredRecord>, where: Where, registry: string): Filter {
  const { and, or, not, registries, ...fields } = where as Where & Connectives;
  const each = (part: Where): Filter => whereFilter(kind, part, registry);
  return {
    all: [
      ...(and ?? []).map(each),
      ...(or ? [{ any: or.map(each) }] : []),
      ...(not ? [{ not: each(not) }] : []),
      ...(registries ? [{ always: registries.includes(registry) }] : []),
      ...filtersOf(kind.filters, fields),
    ],
  };
}

interface Connectives {
  and?: readonly Where[] | null;
  or?: readonly Where[] | null;
  not?: Where | null;
  registries?: readonly string[] | null;
}
