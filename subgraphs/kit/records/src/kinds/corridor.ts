import { z } from 'zod';
import { equal, oneOf } from './filters.ts';
import type { Kind } from './kind.ts';
import { nameFilter, nameOrder, names } from './named.ts';
import { corridorLeg, corridorStatuses } from './parts.ts';
import { recordFields } from './record.ts';

const schema = z.strictObject({
  ...recordFields,
  kind: z.literal('CORRIDOR'),
  names,
  status: z.enum(corridorStatuses),
  legs: z.array(corridorLeg).min(1).max(100),
});

type CorridorRecord = z.infer<typeof schema>;

export const corridor: Kind<CorridorRecord> = {
  name: 'CORRIDOR',
  typeName: 'Corridor',
  page: 'corridors',
  single: 'corridor',
  schema,
  filters: {
    name: nameFilter,
    status: oneOf('status', (record) => [record.status]),
    through: equal(
      'through',
      ({ legs }) => legs.flatMap(({ from, to }) => [from.id, to.id]),
      (id: string) => id,
    ),
  },
  orders: { NAME: nameOrder },
  listOrder: { field: 'NAME', direction: 'ASC' },
};
