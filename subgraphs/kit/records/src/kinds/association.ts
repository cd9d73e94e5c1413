import { z } from 'zod';
import type { Kind } from './kind.ts';
import { organizationFields, organizationFilters, organizationOrders } from './organization.ts';
import { count } from './parts.ts';

const schema = z.strictObject({
  ...organizationFields,
  kind: z.literal('ASSOCIATION'),
  memberCount: count.nullable().default(null),
});

export const association: Kind<z.infer<typeof schema>> = {
  name: 'ASSOCIATION',
  typeName: 'Association',
  page: 'associations',
  schema,
  filters: organizationFilters,
  orders: organizationOrders,
  listOrder: { field: 'NAME', direction: 'ASC' },
};
