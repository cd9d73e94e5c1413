import { z } from 'zod';
import {
  isRegistryCode,
  parseDecimal,
  parseGlobalId,
  parseLanguageTag,
  parsePartialDate,
} from '@kopru/schema';
import { controlIn } from '../control-characters.ts';

// The schemas of parts of records. Unknown fields are errors, so that no input is dropped silently.

/**
 * A text of one or more lines that is not a formula and has no control or bidirectional characters.
 */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => controlIn(value) === null, 'Expected text without control characters')
    .refine((value) => !value.startsWith('='), 'Expected text, no formula');
export const partialDate = z
  .string()
  .refine((value) => parsePartialDate(value) !== null, 'Expected YYYY, YYYY-MM or YYYY-MM-DD');
export const decimal = z
  .string()
  .refine((value) => parseDecimal(value) !== null, 'Expected a decimal of at most 20.6 digits');
export const languageTag = z
  .string()
  .refine((value) => parseLanguageTag(value) !== null, 'Expected a BCP 47 language tag');
export const globalId = z
  .string()
  .refine((value) => parseGlobalId(value) !== null, 'Expected REGISTRY.native');
export const count = z.int().min(0).max(2_147_483_647);
export const httpsUrl = z.url({ protocol: /^https?$/ }).max(500);
export const share = z.number().min(0).max(1);

export const organizationKinds = [
  'COMPANY',
  'RESEARCH_CENTER',
  'INNOVATION_HUB',
  'INVESTOR',
  'ASSOCIATION',
] as const;

export const organizationRef = z.strictObject({
  id: globalId,
  kind: z.enum(organizationKinds),
  nameOnFile: text(300),
});

export const money = z.strictObject({
  amount: decimal,
  currency: z.string().regex(/^[A-Z]{3}$/),
  year: z.int().min(1900).max(2100).nullable(),
});

export const startupStages = [
  'IDEA',
  'PROTOTYPE',
  'PRE_SEED',
  'SEED',
  'SERIES_A',
  'SERIES_B',
  'GROWTH',
  'COMMERCIALISED',
  'EXITED',
  'CLOSED',
] as const;

const stageEntry = z.strictObject({
  stage: z.enum(startupStages),
  since: partialDate,
  source: text(300).nullable().default(null),
});

export const stageRange = z.strictObject({
  from: z.enum(startupStages),
  to: z.enum(startupStages),
});

export const startupProfile = z.strictObject({
  stage: z.enum(startupStages),
  sectors: z.array(text(80)).max(20),
  totalRaised: money.nullable().default(null),
  hub: organizationRef.nullable().default(null),
  joinedHub: partialDate.nullable().default(null),
  /** The earliest entry is first. */
  history: z.array(stageEntry).max(40).default([]),
});

export const name = z.strictObject({
  text: text(300),
  language: languageTag,
  kind: z.enum(['LEGAL', 'TRADE', 'SHORT', 'FORMER', 'TRANSLATION', 'TRANSLITERATION', 'ACRONYM']),
  derived: z.boolean().default(false),
});

export const activity = z.strictObject({
  section: z.string().regex(/^[A-U]$/),
  division: z
    .string()
    .regex(/^\d{2}$/)
    .nullable()
    .default(null),
  nationalCode: text(20).nullable().default(null),
  nationalScheme: text(20).nullable().default(null),
  primary: z.boolean(),
});

export const location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export const unLocode = z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/);
export const registryCode = z.string().refine(isRegistryCode, 'Expected a registry code');

export const product = z.strictObject({
  hs: z
    .string()
    .regex(/^(\d{2}|\d{4}|\d{6})$/)
    .nullable()
    .default(null),
  name: text(200),
  capacityPerYear: z.number().min(0).nullable().default(null),
  unit: text(40).nullable().default(null),
});

export const address = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null),
  region: text(120).nullable().default(null),
  regionCode: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/)
    .nullable()
    .default(null),
  locality: text(120).nullable().default(null),
  street: text(200).nullable().default(null),
  postalCode: text(20).nullable().default(null),
  location: location.nullable().default(null),
  unLocode: unLocode.nullable().default(null),
});

export const relation = z.strictObject({
  kind: z.enum([
    'PARENT_OF',
    'SUBSIDIARY_OF',
    'BRANCH_OF',
    'JOINT_VENTURE_OF',
    'SPIN_OFF_OF',
    'MEMBER_OF',
    'SUPPLIES',
    'SUPPLIED_BY',
    'RESEARCH_PARTNER',
    'SUCCESSOR_OF',
    'PREDECESSOR_OF',
    'INCUBATED_BY',
    'INVESTS_IN',
  ]),
  party: organizationRef,
  share: share.nullable().default(null),
  from: partialDate.nullable().default(null),
  to: partialDate.nullable().default(null),
  source: text(300).nullable().default(null),
});

export const projectRoles = ['COORDINATOR', 'PARTNER', 'FUNDER', 'END_USER'] as const;

export const participation = z.strictObject({
  project: z.strictObject({ id: globalId, titleOnFile: text(300) }),
  role: z.enum(projectRoles),
});

export const transportNodeRef = z.strictObject({ id: globalId, nameOnFile: text(300) });

export const corridorStatuses = ['OPERATING', 'CONSTRUCTION', 'PLANNED'] as const;

export const corridorLeg = z.strictObject({
  from: transportNodeRef,
  to: transportNodeRef,
  mode: z.enum(['RAIL', 'ROAD', 'SEA', 'FERRY', 'AIR', 'PIPELINE']),
  status: z.enum(corridorStatuses).default('OPERATING'),
  operator: organizationRef.nullable().default(null),
  distanceKm: z.number().min(0).max(50_000).nullable().default(null),
  distanceBasis: z.enum(['PUBLISHED', 'GREAT_CIRCLE']).nullable().default(null),
  transitHours: z.number().min(0).max(10_000).nullable().default(null),
  crossesBorder: z.boolean(),
  documents: z.array(text(40)).max(20).default([]),
  source: text(300).nullable().default(null),
});

export const provenance = z.strictObject({
  source: z.enum([
    'OFFICIAL_REGISTER',
    'SELF_DECLARED',
    'OPEN_DATA',
    'CURATED',
    'DERIVED',
    'SYNTHETIC',
  ]),
  sourceName: text(300).nullable().default(null),
  licence: text(80),
  modifiedAt: z.iso.datetime({ precision: 3 }),
  asOf: z.iso.datetime({ precision: 3 }).nullable().default(null),
});

export const notice = z.strictObject({
  path: text(120),
  reason: z.enum([
    'WITHHELD_BY_POLICY',
    'CONFIDENTIAL_STATISTIC',
    'EMBARGO',
    'NOT_COLLECTED',
    'INVALID_AT_SOURCE',
    'NOT_SUPPORTED',
  ]),
  until: z.iso.datetime({ precision: 3 }).nullable().default(null),
  howToRequest: text(300).nullable().default(null),
});
