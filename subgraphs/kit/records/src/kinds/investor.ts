import { z } from 'zod';
import type { Kind } from './kind.ts';
import { organizationFields, organizationFilters, organizationOrders } from './organization.ts';
import { money, organizationRef, partialDate, stageRange, startupStages } from './parts.ts';

const schema = z.strictObject({
  ...organizationFields,
  kind: z.literal('INVESTOR'),
  investorKind: z.enum([
    'VENTURE_FUND',
    'CORPORATE_VENTURE',
    'SOVEREIGN_FUND',
    'DEVELOPMENT_BANK',
    'ANGEL_NETWORK',
  ]),
  fundSize: money.nullable().default(null),
  stages: stageRange.nullable().default(null),
  investments: z
    .array(
      z.strictObject({
        company: organizationRef,
        stage: z.enum(startupStages),
        announced: partialDate,
        amount: money.nullable().default(null),
        lead: z.boolean(),
      }),
    )
    .max(400)
    .default([]),
});

export const investor: Kind<z.infer<typeof schema>> = {
  name: 'INVESTOR',
  typeName: 'Investor',
  page: 'investors',
  schema,
  filters: organizationFilters,
  orders: organizationOrders,
  listOrder: { field: 'NAME', direction: 'ASC' },
};
