import { z } from 'zod';
import { dateKey, dateRangeKeys, foldKey, foldWords, nameKeys, numberKey } from '@kopru/schema';
import { dateRange, equal, numbersRange, oneOf, words } from './filters.ts';
import type { FilterField, Kind } from './kind.ts';
import { activity, organizationRef, partialDate, registryCode, text } from './parts.ts';
import { recordFields, texts } from './record.ts';

const level = z.int().min(1).max(9);

const schema = z.strictObject({
  ...recordFields,
  kind: z.literal('OPPORTUNITY'),
  titles: texts(300).min(1),
  summaries: texts(4000).min(1),
  opportunityKind: z.enum([
    'TECHNOLOGY_OFFER',
    'TECHNOLOGY_REQUEST',
    'BUSINESS_OFFER',
    'BUSINESS_REQUEST',
    'RESEARCH_REQUEST',
  ]),
  trl: z
    .strictObject({ min: level, max: level })
    .refine(({ min, max }) => min <= max, 'Expected min not to be above max')
    .nullable()
    .default(null),
  keywords: z.array(text(80)).max(40).default([]),
  activities: z.array(activity).max(40).default([]),
  ipStatus: z
    .enum(['NONE', 'SECRET_KNOW_HOW', 'PATENT_PENDING', 'PATENT_GRANTED', 'COPYRIGHT', 'LICENSED'])
    .nullable()
    .default(null),
  partnerSought: text(1000).nullable().default(null),
  partnerships: z
    .array(
      z.enum([
        'LICENCE',
        'TECHNICAL_COOPERATION',
        'MANUFACTURING',
        'JOINT_VENTURE',
        'RESEARCH_COOPERATION',
        'FINANCIAL',
        'COMMERCIAL',
      ]),
    )
    .default([]),
  targetRegistries: z.array(registryCode).default([]),
  published: partialDate,
  expires: partialDate,
  /** If the opportunity is anonymous, only the registry knows it. */
  owner: organizationRef,
  anonymous: z.boolean().default(false),
});

export type OpportunityRecord = z.infer<typeof schema>;

const anywhere = 'ANYWHERE';

/** Published on or before the day and not yet expired. */
const openOn: FilterField<OpportunityRecord> = {
  entries: (record) => [...published.entries(record), ...expires.entries(record)],
  filter: (day: string) => ({
    all: [published.filter({ to: day } as never), expires.filter({ from: day } as never)],
  }),
};
const published = dateRange<OpportunityRecord>('published', (record) => dateKey(record.published));
/** The last day, month or year counts as a whole. */
const expires = dateRange<OpportunityRecord>(
  'expires',
  (record) => dateRangeKeys({ to: record.expires }).lte ?? null,
);

const levels = ({ trl }: OpportunityRecord): string[] =>
  trl
    ? Array.from({ length: trl.max - trl.min + 1 }, (_, index) => numberKey(trl.min + index))
    : [];

const allWords = ({ titles, summaries, keywords }: OpportunityRecord): string[] =>
  [
    ...titles,
    ...summaries,
    ...keywords.map((keyword) => ({ text: keyword, language: 'und' })),
  ].flatMap((each) =>
    nameKeys(each.text, each.language).flatMap((key) => key.split(' ').filter(Boolean)),
  );

export const opportunity: Kind<OpportunityRecord> = {
  name: 'OPPORTUNITY',
  typeName: 'Opportunity',
  page: 'opportunities',
  single: 'opportunity',
  schema,
  filters: {
    owner: equal(
      'owner',
      ({ owner, anonymous }) => (anonymous ? [] : [owner.id]),
      (id: string) => id,
    ),
    kinds: oneOf('opportunityKind', (record) => [record.opportunityKind]),
    partnerships: oneOf('partnership', (record) => record.partnerships),
    sections: oneOf('section', (record) => record.activities.map((each) => each.section)),
    divisions: oneOf('division', (record) => record.activities.map((each) => each.division)),
    trl: numbersRange('trl', levels),
    keywords: {
      ...oneOf('keyword', (record) => record.keywords.map((keyword) => foldKey(keyword, 'und'))),
      filter: (asked: readonly string[]) => ({
        field: 'keyword',
        oneOf: asked.map((each) => foldWords(each).join(' ')),
      }),
    },
    target: {
      ...oneOf('target', ({ targetRegistries }) =>
        targetRegistries.length === 0 ? [anywhere] : targetRegistries,
      ),
      filter: (asked: string) => ({ field: 'target', oneOf: [asked, anywhere] }),
    },
    openOn,
    text: words('text', allWords),
  },
  orders: {
    PUBLISHED: (record) => dateKey(record.published),
    EXPIRES: (record) => dateKey(record.expires),
  },
  listOrder: { field: 'PUBLISHED', direction: 'DESC' },
};
