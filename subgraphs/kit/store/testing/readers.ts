import type { Filter } from '@kopru/records';
import type { Opened } from './opened-store.ts';

/** Reads of the open store, as short texts that are easy to compare. */
export function createReaders(opened: Opened) {
  const changes = async (since = 0, first = 100) =>
    (await opened().store.changesSince(since, first)).map(({ sequence, kind, id, event }) =>
      [sequence, kind, id, event].join(' '),
    );
  const companies = async (filter: Filter = { all: [] }) => {
    const order = { field: 'FIRST', direction: 'ASC' } as const;
    const { rows } = await opened().store.page({ kind: 'COMPANY', filter, order, first: 100 });
    return rows.map(({ record, key }) => `${record.id} ${key}`);
  };
  return { changes, companies };
}
