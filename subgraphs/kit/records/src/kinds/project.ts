import { z } from 'zod';
import { convertMoney, dateKey, numberKey, parseGlobalId } from '@kopru/schema';
import { dateRange, equal, numberRange, oneOf } from './filters.ts';
import type { Kind } from './kind.ts';
import { activity, money, organizationRef, partialDate, projectRoles, text } from './parts.ts';
import { modified, recordFields, texts } from './record.ts';

const level = z.int().min(1).max(9).nullable().default(null);

const schema = z.strictObject({
  ...recordFields,
  kind: z.literal('PROJECT'),
  titles: texts(300).min(1),
  summaries: texts(4000).default([]),
  programme: text(200).nullable().default(null),
  status: z.enum(['PROPOSED', 'ACTIVE', 'COMPLETED', 'CANCELLED']),
  started: partialDate.nullable().default(null),
  ends: partialDate.nullable().default(null),
  budget: money.nullable().default(null),
  trlStart: level,
  trlTarget: level,
  activities: z.array(activity).max(40).default([]),
  participants: z
    .array(
      z.strictObject({
        party: organizationRef,
        role: z.enum(projectRoles),
        contribution: money.nullable().default(null),
      }),
    )
    .max(200)
    .default([]),
});

type ProjectRecord = z.infer<typeof schema>;

const budgetUsd = ({ budget }: ProjectRecord): string | null =>
  budget && convertMoney(budget, 'USD');

export const project: Kind<ProjectRecord> = {
  name: 'PROJECT',
  typeName: 'Project',
  page: 'projects',
  single: 'project',
  schema,
  filters: {
    programmes: oneOf('programme', (record) => [record.programme]),
    budgetUsd: numberRange('budgetUsd', budgetUsd),
    status: oneOf('status', (record) => [record.status]),
    sections: oneOf('section', (record) => record.activities.map((each) => each.section)),
    participant: equal(
      'participant',
      ({ participants }) => participants.map(({ party }) => party.id),
      (id: string) => id,
    ),
    participantRegistries: oneOf('participantRegistry', ({ participants }) =>
      participants.map(({ party }) => parseGlobalId(party.id)?.registry),
    ),
    started: dateRange('started', (record) => record.started && dateKey(record.started)),
  },
  orders: {
    STARTED: (record) => record.started && dateKey(record.started),
    BUDGET_USD: (record) => {
      const usd = budgetUsd(record);
      return usd === null ? null : numberKey(usd);
    },
    MODIFIED: modified,
  },
  listOrder: { field: 'STARTED', direction: 'DESC' },
};
