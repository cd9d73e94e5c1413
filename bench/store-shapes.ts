import { kindOf } from '@kopru/records';
import type { Order } from '@kopru/records';
import { whereFilter } from '@kopru/registry';
import type { Store } from '@kopru/store';

// The thirteen named shapes of query that bench:store times.

export interface Shape {
  name: string;
  where: Record<string, unknown>;
  order: Order;
  deep?: boolean;
}

export const byName: Order = { field: 'NAME', direction: 'ASC' };
export const newest: Order = { field: 'MODIFIED', direction: 'DESC' };
export const kind = kindOf('COMPANY');
export const filterOf = (where: Record<string, unknown>) => whereFilter(kind, where, 'KZ');

/** Thirteen shapes, with values of a company that is there. */
export async function shapesOf(store: Store): Promise<Shape[]> {
  const related = await store.page({
    kind: 'COMPANY',
    filter: filterOf({ related: {} }),
    order: byName,
    first: 1,
  });
  const party =
    (related.rows[0]?.record as { relations?: { party: { id: string } }[] } | undefined)
      ?.relations?.[0]?.party.id ?? 'KZ.none';
  const identified = await store.page({
    kind: 'COMPANY',
    filter: { all: [] },
    order: newest,
    first: 50,
  });
  const identifier = identified.rows.flatMap(
    ({ record }) => (record as { identifiers?: object[] }).identifiers ?? [],
  )[0] ?? { scheme: 'KZ-BIN', value: '0' };
  return [
    { name: 'all, by name', where: {}, order: byName },
    { name: 'all, by name, deep', where: {}, order: byName, deep: true },
    { name: 'all, newest first', where: {}, order: newest },
    {
      name: 'all, largest turnover first, deep',
      where: {},
      order: { field: 'TURNOVER_USD', direction: 'DESC' },
      deep: true,
    },
    { name: 'active, by name, deep', where: { status: ['ACTIVE'] }, order: byName, deep: true },
    {
      name: 'active in a section, by name',
      where: { status: ['ACTIVE'], sections: ['C'] },
      order: byName,
    },
    { name: 'in a division, newest first', where: { divisions: ['24'] }, order: newest },
    {
      name: 'in a place, by size',
      where: { locality: 'oskemen' },
      order: { field: 'EMPLOYEES', direction: 'DESC' },
    },
    { name: 'a word of the name begins with', where: { name: 'alma' }, order: byName },
    { name: 'two words of a name', where: { name: 'temir bolat' }, order: byName },
    { name: 'by identifier', where: { identifier }, order: byName },
    { name: 'related to a party', where: { related: { party } }, order: byName },
    {
      name: 'exporters of 100 and more, by founding',
      where: { exporter: true, employees: { gte: 100 } },
      order: { field: 'FOUNDED', direction: 'ASC' },
    },
  ];
}
