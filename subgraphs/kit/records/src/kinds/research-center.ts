import { z } from 'zod';
import { numberKey } from '@kopru/schema';
import { oneOf } from './filters.ts';
import type { Kind } from './kind.ts';
import { organizationFields, organizationFilters, organizationOrders } from './organization.ts';
import { count, text } from './parts.ts';

const schema = z.strictObject({
  ...organizationFields,
  kind: z.literal('RESEARCH_CENTER'),
  researchKind: z.enum([
    'UNIVERSITY',
    'INSTITUTE',
    'GOVERNMENT_LABORATORY',
    'CORPORATE_RESEARCH',
    'ACADEMY',
  ]),
  /** OECD FORD codes such as 2 or 2.5. */
  fields: z
    .array(z.string().regex(/^[1-6](\.\d{1,2})?$/))
    .max(40)
    .default([]),
  researchers: count.nullable().default(null),
  equipment: z.array(text(200)).max(100).default([]),
});

/** Indexes 2.5 as 2 and 2.5, so that a filter by a shorter code matches longer ones. */
const withShorterCodes = (code: string): string[] => [code, code.slice(0, 1)];

export const researchCenter: Kind<z.infer<typeof schema>> = {
  name: 'RESEARCH_CENTER',
  typeName: 'ResearchCenter',
  page: 'researchCenters',
  schema,
  filters: {
    ...organizationFilters,
    kinds: oneOf('researchKind', (record) => [record.researchKind]),
    fields: oneOf('field', (record) => record.fields.flatMap(withShorterCodes)),
  },
  orders: {
    ...organizationOrders,
    RESEARCHERS: (record) => (record.researchers === null ? null : numberKey(record.researchers)),
  },
  listOrder: { field: 'NAME', direction: 'ASC' },
};
