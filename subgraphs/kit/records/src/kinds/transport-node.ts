import { z } from 'zod';
import { textKey } from '@kopru/schema';
import { oneOf, within } from './filters.ts';
import type { Kind } from './kind.ts';
import { nameFilter, nameOrder, names } from './named.ts';
import { corridorLeg, location, organizationRef, unLocode } from './parts.ts';
import { recordFields } from './record.ts';

const schema = z.strictObject({
  ...recordFields,
  kind: z.literal('TRANSPORT_NODE'),
  names,
  unLocode: unLocode.nullable().default(null),
  nodeKinds: z
    .array(
      z.enum([
        'SEAPORT',
        'RIVER_PORT',
        'RAIL_TERMINAL',
        'ROAD_TERMINAL',
        'AIRPORT',
        'DRY_PORT',
        'BORDER_CROSSING',
        'FREE_ZONE',
      ]),
    )
    .min(1)
    .max(8),
  location: location.nullable().default(null),
  operator: organizationRef.nullable().default(null),
  legs: z.array(corridorLeg).max(100).default([]),
});

type TransportNodeRecord = z.infer<typeof schema>;

export const transportNode: Kind<TransportNodeRecord> = {
  name: 'TRANSPORT_NODE',
  typeName: 'TransportNode',
  page: 'transportNodes',
  single: 'transportNode',
  schema,
  filters: {
    name: nameFilter,
    kinds: oneOf('nodeKind', (record) => record.nodeKinds),
    unLocodes: oneOf('unLocode', (record) => [record.unLocode]),
    within: within((record) => record.location),
  },
  orders: {
    NAME: nameOrder,
    UN_LOCODE: (record) => record.unLocode && textKey(record.unLocode.toLowerCase()),
  },
  listOrder: { field: 'NAME', direction: 'ASC' },
};
