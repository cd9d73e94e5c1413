import { z } from 'zod';
import type { Kind } from './kind.ts';
import { organizationFields, organizationFilters, organizationOrders } from './organization.ts';
import { organizationRef, stageRange } from './parts.ts';

const schema = z.strictObject({
  ...organizationFields,
  kind: z.literal('INNOVATION_HUB'),
  hubKind: z.enum(['INNOVATION_CENTER', 'INCUBATOR', 'ACCELERATOR', 'TECHNOPARK', 'COWORKING']),
  supports: stageRange.nullable().default(null),
  fund: organizationRef.nullable().default(null),
});

export const innovationHub: Kind<z.infer<typeof schema>> = {
  name: 'INNOVATION_HUB',
  typeName: 'InnovationHub',
  page: 'innovationHubs',
  schema,
  filters: organizationFilters,
  orders: organizationOrders,
  listOrder: { field: 'NAME', direction: 'ASC' },
};
