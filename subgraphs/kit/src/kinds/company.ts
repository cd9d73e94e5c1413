import { z } from 'zod';
import { convertMoney, numberKey } from '@kopru/schema';
import { equal, flag, group, numberRange, oneOf } from './filters.ts';
import type { Kind } from './kind.ts';
import { organizationFields, organizationFilters, organizationOrders } from './organization.ts';
import { count, money, share, startupProfile, text } from './parts.ts';

const product = z.strictObject({
  hs: z
    .string()
    .regex(/^(\d{2}|\d{4}|\d{6})$/)
    .nullable()
    .default(null),
  name: text(200),
  capacityPerYear: z.number().min(0).nullable().default(null),
  unit: text(40).nullable().default(null),
});

const schema = z.strictObject({
  ...organizationFields,
  kind: z.literal('COMPANY'),
  employees: count.nullable().default(null),
  sizeClass: z.enum(['MICRO', 'SMALL', 'MEDIUM', 'LARGE']).nullable().default(null),
  turnover: money.nullable().default(null),
  exportShare: share.nullable().default(null),
  stateOwned: z.boolean().nullable().default(null),
  listedOn: z.array(text(40)).max(20).default([]),
  products: z.array(product).max(100).default([]),
  startup: startupProfile.nullable().default(null),
});

type CompanyRecord = z.infer<typeof schema>;

const turnoverUsd = ({ turnover }: CompanyRecord): string | null => turnover && convertMoney(turnover, 'USD');

/** 2710 stands under 27 and 2710, so that a shorter code asked for finds the longer ones. */
const withShorterCodes = (hs: string): string[] => [2, 4, 6].filter((n) => n <= hs.length).map((n) => hs.slice(0, n));

export const company: Kind<CompanyRecord> = {
  name: 'COMPANY',
  typeName: 'Company',
  page: 'companies',
  schema,
  filters: {
    ...organizationFilters,
    sizeClass: oneOf('sizeClass', (record) => [record.sizeClass]),
    employees: numberRange('employees', (record) => record.employees),
    turnoverUsd: numberRange('turnoverUsd', turnoverUsd),
    exporter: flag('exporter', (record) => (record.exportShare === null ? null : record.exportShare > 0)),
    stateOwned: flag('stateOwned', (record) => record.stateOwned),
    hs: oneOf('hs', (record) => record.products.flatMap(({ hs }) => (hs ? withShorterCodes(hs) : []))),
    startup: group({
      isStartup: flag('startup', (record) => record.startup !== null),
      stages: oneOf('startup.stage', (record) => [record.startup?.stage]),
      sectors: oneOf('startup.sector', (record) => record.startup?.sectors ?? []),
      hub: equal('startup.hub', (record) => [record.startup?.hub?.id], (id: string) => id), // prettier-ignore
    }),
  },
  orders: {
    ...organizationOrders,
    EMPLOYEES: (record) => (record.employees === null ? null : numberKey(record.employees)),
    TURNOVER_USD: (record) => {
      const usd = turnoverUsd(record);
      return usd === null ? null : numberKey(usd);
    },
  },
  listOrder: 'NAME',
};
