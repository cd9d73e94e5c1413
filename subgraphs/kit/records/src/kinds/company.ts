import { z } from 'zod';
import { convertMoney, dateKey, numberKey } from '@kopru/schema';
import { dateRange, equal, flag, group, numberRange, oneOf } from './filters.ts';
import type { Kind } from './kind.ts';
import {
  organizationFields,
  organizationFilters,
  organizationKeyFields,
  organizationOrders,
} from './organization.ts';
import { count, money, product, share, startupProfile, text } from './parts.ts';
import { productCodes } from './products.ts';
import { registryOf, yearOf } from './record.ts';

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

const turnoverUsd = ({ turnover }: CompanyRecord): string | null =>
  turnover && convertMoney(turnover, 'USD');

const primaryActivity = ({ activities }: CompanyRecord) =>
  activities.find(({ primary }) => primary);

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
    exporter: flag('exporter', (record) =>
      record.exportShare === null ? null : record.exportShare > 0,
    ),
    stateOwned: flag('stateOwned', (record) => record.stateOwned),
    hs: oneOf('hs', productCodes),
    startup: group({
      isStartup: flag('startup', (record) => record.startup !== null),
      stages: oneOf('startup.stage', (record) => [record.startup?.stage]),
      sectors: oneOf('startup.sector', (record) => record.startup?.sectors ?? []),
      hub: equal(
        'startup.hub',
        (record) => [record.startup?.hub?.id],
        (id: string) => id,
      ),
      joinedHub: dateRange('startup.joinedHub', ({ startup }) =>
        startup?.joinedHub ? dateKey(startup.joinedHub) : null,
      ),
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
  keyFields: { ...organizationKeyFields, EMPLOYEES: 'employees', TURNOVER_USD: 'turnoverUsd' },
  statistics: {
    field: 'companyStatistics',
    dimensions: {
      REGISTRY: registryOf,
      SECTION: (record) => primaryActivity(record)?.section ?? null,
      DIVISION: (record) => primaryActivity(record)?.division ?? null,
      SIZE_CLASS: (record) => record.sizeClass,
      REGION_CODE: (record) => record.address?.regionCode ?? null,
      FOUNDED_YEAR: (record) => yearOf(record.founded),
      STATUS: (record) => record.status,
      STARTUP_STAGE: (record) => record.startup?.stage ?? null,
      JOINED_HUB_YEAR: (record) => yearOf(record.startup?.joinedHub),
    },
    measures: {
      count: () => 1,
      employees: (record) => record.employees,
      employeesStated: (record) => (record.employees === null ? 0 : 1),
      turnoverUsd,
      turnoverUsdStated: (record) => (turnoverUsd(record) === null ? 0 : 1),
    },
  },
  listOrder: { field: 'NAME', direction: 'ASC' },
};
