import { z } from 'zod';
import { convertMoney, dateKey, numberKey, parseGlobalId } from '@kopru/schema';
import { dateRange, equal, numberRange, oneOf } from './filters.ts';
import type { Kind } from './kind.ts';
import { money, organizationRef, partialDate, startupStages } from './parts.ts';
import { recordFields } from './record.ts';

const schema = z.strictObject({
  ...recordFields,
  kind: z.literal('FUNDING_ROUND'),
  company: organizationRef,
  stage: z.enum(startupStages),
  announced: partialDate,
  amount: money.nullable().default(null),
  investors: z
    .array(
      z.strictObject({
        party: organizationRef,
        lead: z.boolean(),
        amount: money.nullable().default(null),
      }),
    )
    .max(100)
    .default([]),
});

type FundingRoundRecord = z.infer<typeof schema>;

const amountUsd = ({ amount }: FundingRoundRecord): string | null =>
  amount && convertMoney(amount, 'USD');

export const fundingRound: Kind<FundingRoundRecord> = {
  name: 'FUNDING_ROUND',
  typeName: 'FundingRound',
  page: 'fundingRounds',
  single: 'fundingRound',
  schema,
  filters: {
    amountUsd: numberRange('amountUsd', amountUsd),
    stages: oneOf('stage', (record) => [record.stage]),
    announced: dateRange('announced', (record) => dateKey(record.announced)),
    company: equal(
      'company',
      (record) => [record.company.id],
      (id: string) => id,
    ),
    investor: equal(
      'investor',
      ({ investors }) => investors.map(({ party }) => party.id),
      (id: string) => id,
    ),
    investorRegistries: oneOf('investorRegistry', ({ investors }) =>
      investors.map(({ party }) => parseGlobalId(party.id)?.registry),
    ),
  },
  orders: {
    ANNOUNCED: (record) => dateKey(record.announced),
    AMOUNT_USD: (record) => {
      const usd = amountUsd(record);
      return usd === null ? null : numberKey(usd);
    },
  },
  listOrder: { field: 'ANNOUNCED', direction: 'DESC' },
};
