import { normalizeIdentifier } from '@kopru/schema';
import { kinds } from '../kinds/index.ts';
import type { StoredRecord } from '../kinds/index.ts';
import type { Store } from '../store/store.ts';

const atOnce = 100;

/** The store's records, of whatever kind, that bear one of these identifiers of a scheme: by the identifier in its normal form. */
export async function findByIdentifier(
  store: Store,
  scheme: string,
  values: readonly string[],
): Promise<Map<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>();
  for (let start = 0; start < values.length; start += atOnce) {
    for (const record of await readAll(store, scheme, values.slice(start, start + atOnce))) {
      for (const identifier of record.identifiers) {
        if (identifier.scheme === scheme) found.set(normalizeIdentifier(identifier.value), record);
      }
    }
  }
  return found;
}

async function readAll(store: Store, scheme: string, values: readonly string[]): Promise<StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (const kind of kinds) {
    const any = values.map((value) => identifierFilter(kind, { scheme, value }));
    const request = {
      kind: kind.name,
      filter: { any },
      order: { field: 'NAME', direction: 'ASC' as const },
      first: atOnce,
    };
    for (let page = await store.page(request); ;) {
      found.push(...page.rows.map(({ record }) => record));
      const last = page.rows.at(-1);
      if (!page.hasNext || !last) break;
      page = await store.page({ ...request, after: { key: last.key, id: last.record.id } });
    }
  }
  return found;
}

type AnyKind = (typeof kinds)[number];

function identifierFilter(kind: AnyKind, identifier: { scheme: string; value: string }) {
  const field = kind.filters.identifier;
  if (!field) throw new Error(`Expected ${kind.name} to be found by identifier`);
  return field.filter(identifier as never);
}
