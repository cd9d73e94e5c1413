import { z } from 'zod';
import {
  dateKey,
  foldKey,
  foldWords,
  instantKey,
  nameKeys,
  normalizeIdentifier,
  parseGlobalId,
  textKey,
} from '@kopru/schema';
import { dateRange, equal, onePart, oneOf, partEqual, partNumberRange, partOneOf, words } from './filters.ts';
import type { FilterField } from './kind.ts';
import {
  activity,
  address,
  globalId,
  httpsUrl,
  languageTag,
  name,
  notice,
  partialDate,
  provenance,
  relation,
  text,
} from './parts.ts';

/** The fields every organisation has, whatever its kind. */
export const organizationFields = {
  id: globalId,
  /** The first is the native legal name. */
  names: z.array(name).min(1).max(40),
  status: z.enum(['ACTIVE', 'SUSPENDED', 'IN_LIQUIDATION', 'DISSOLVED', 'MERGED', 'UNKNOWN']),
  legalForm: text(80).nullable().default(null),
  founded: partialDate.nullable().default(null),
  dissolved: partialDate.nullable().default(null),
  activities: z.array(activity).max(40).default([]),
  address: address.nullable().default(null),
  website: httpsUrl.nullable().default(null),
  descriptions: z
    .array(z.strictObject({ language: languageTag, text: text(4000) }))
    .max(20)
    .default([]),
  identifiers: z
    .array(z.strictObject({ scheme: text(40), value: text(80) }))
    .max(40)
    .default([]),
  relations: z.array(relation).max(400).default([]),
  provenance,
  notices: z.array(notice).max(80).default([]),
  /** The national extension's record, checked against the extension's own SDL. */
  extension: z.record(z.string(), z.unknown()).nullable().default(null),
};

export type OrganizationRecord = z.infer<z.ZodObject<typeof organizationFields>>;

type Relation = OrganizationRecord['relations'][number];

const identifierTerm = (identifier: { scheme: string; value: string }): string =>
  `${identifier.scheme.toUpperCase()} ${normalizeIdentifier(identifier.value)}`;

export const organizationFilters: Record<string, FilterField<OrganizationRecord>> = {
  name: words('name', (record) => record.names.flatMap((each) => nameKeys(each.text, each.language).flatMap(splitKey))),
  status: oneOf('status', (record) => [record.status]),
  sections: oneOf('section', (record) => record.activities.map((each) => each.section)),
  divisions: oneOf('division', (record) => record.activities.map((each) => each.division)),
  regionCodes: oneOf('regionCode', (record) => [record.address?.regionCode]),
  locality: equal(
    'locality',
    (record) => (record.address?.locality ? nameKeys(record.address.locality, record.names[0]?.language ?? 'und') : []),
    (asked: string) => foldWords(asked).join(' '),
  ),
  founded: dateRange('founded', (record) => record.founded && dateKey(record.founded)),
  identifier: equal('identifier', (record) => record.identifiers.map(identifierTerm), identifierTerm),
  related: onePart<OrganizationRecord, Relation>('relation', (record) => record.relations, {
    kinds: partOneOf((relation) => [relation.kind]),
    party: partEqual((relation) => [relation.party.id]),
    partyRegistries: partOneOf((relation) => [parseGlobalId(relation.party.id)?.registry]),
    share: partNumberRange((relation) => relation.share),
  }),
};

const splitKey = (key: string): string[] => key.split(' ').filter(Boolean);

export const organizationOrders: Record<string, (record: OrganizationRecord) => string | null> = {
  NAME: (record) => {
    const [native] = record.names;
    return native ? textKey(foldKey(native.text, native.language)) : null;
  },
  FOUNDED: (record) => record.founded && dateKey(record.founded),
  MODIFIED: (record) => instantKey(record.provenance.modifiedAt),
};
