import { normalizeIdentifier } from '@kopru/schema';
import { isOrganization, kinds } from '@kopru/records';
import type { StoredOrganization } from '@kopru/records';
import type { Store } from '@kopru/store';

const atOnce = 100;

/**
 * The store's records, of whatever kind, that bear one of these identifiers of a scheme: by the
 * identifier in its normal form.
 */
export async function findByIdentifier(
  store: Store,
  scheme: string,
  values: readonly string[],
): Promise<Map<string, StoredOrganization>> {
  const found = new Map<string, StoredOrganization>();
  for (let start = 0; start < values.length; start += atOnce) {
    for (const record of await readAll(store, scheme, values.slice(start, start + atOnce))) {
      for (const identifier of record.identifiers) {
        if (identifier.scheme === scheme) found.set(normalizeIdentifier(identifier.value), record);
      }
    }
  }
  return found;
}

async function readAll(
  store: Store,
  scheme: string,
  values: readonly string[],
): Promise<StoredOrganization[]> {
  const found: StoredOrganization[] = [];
  for (const kind of kinds) {
    const { identifier } = kind.filters;
    if (!identifier) continue;
    const any = values.map((value) => identifier.filter({ scheme, value } as never));
    const request = {
      kind: kind.name,
      filter: { any },
      order: { field: 'NAME', direction: 'ASC' as const },
      first: atOnce,
    };
    for (let page = await store.page(request); ;) {
      found.push(...page.rows.map(({ record }) => record).filter(isOrganization));
      const last = page.rows.at(-1);
      if (!page.hasNext || !last) break;
      page = await store.page({ ...request, after: { key: last.key, id: last.record.id } });
    }
  }
  return found;
}
