import { z } from 'zod';
import { dateKey, foldWords, nameKeys, normalizeIdentifier, parseGlobalId } from '@kopru/schema';
import { dateRange, equal, oneOf } from './filters.ts';
import { onePart, partEqual, partNumberRange, partOneOf } from './part-filters.ts';
import type { FilterField } from './kind.ts';
import { nameFilter, nameOrder, names } from './named.ts';
import {
  activity,
  address,
  httpsUrl,
  participation,
  partialDate,
  relation,
  text,
} from './parts.ts';
import { modified, recordFields, texts } from './record.ts';

/** The fields of organisations of every kind. */
export const organizationFields = {
  ...recordFields,
  names,
  status: z.enum(['ACTIVE', 'SUSPENDED', 'IN_LIQUIDATION', 'DISSOLVED', 'MERGED', 'UNKNOWN']),
  legalForm: text(80).nullable().default(null),
  founded: partialDate.nullable().default(null),
  dissolved: partialDate.nullable().default(null),
  activities: z.array(activity).max(40).default([]),
  address: address.nullable().default(null),
  website: httpsUrl.nullable().default(null),
  descriptions: texts(4000).default([]),
  identifiers: z
    .array(z.strictObject({ scheme: text(40), value: text(80) }))
    .max(40)
    .default([]),
  relations: z.array(relation).max(400).default([]),
  participations: z.array(participation).max(400).default([]),
};

export type OrganizationRecord = z.infer<z.ZodObject<typeof organizationFields>>;

type Relation = OrganizationRecord['relations'][number];

const identifierTerm = (identifier: { scheme: string; value: string }): string =>
  `${identifier.scheme.toUpperCase()} ${normalizeIdentifier(identifier.value)}`;

export const organizationFilters: Record<string, FilterField<OrganizationRecord>> = {
  name: nameFilter,
  status: oneOf('status', (record) => [record.status]),
  sections: oneOf('section', (record) => record.activities.map((each) => each.section)),
  divisions: oneOf('division', (record) => record.activities.map((each) => each.division)),
  regionCodes: oneOf('regionCode', (record) => [record.address?.regionCode]),
  locality: {
    ...equal<OrganizationRecord>(
      'locality',
      (record) =>
        record.address?.locality
          ? nameKeys(record.address.locality, record.names[0]?.language ?? 'und')
          : [],
      (value: string) => foldWords(value).join(' '),
    ),
    shared: ['locality'],
  },
  founded: dateRange('founded', (record) => record.founded && dateKey(record.founded)),
  identifier: equal(
    'identifier',
    (record) => record.identifiers.map(identifierTerm),
    identifierTerm,
  ),
  related: onePart<OrganizationRecord, Relation>('relation', (record) => record.relations, {
    kinds: partOneOf((relation) => [relation.kind]),
    party: partEqual((relation) => [relation.party.id]),
    partyRegistries: partOneOf((relation) => [parseGlobalId(relation.party.id)?.registry]),
    share: partNumberRange((relation) => relation.share),
  }),
};

export const organizationKeyFields = { FOUNDED: 'founded' };

export const organizationOrders: Record<string, (record: OrganizationRecord) => string | null> = {
  NAME: nameOrder,
  FOUNDED: (record) => record.founded && dateKey(record.founded),
  MODIFIED: modified,
};
