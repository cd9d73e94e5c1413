import { checkIdentifier, normalizeIdentifier, parsePartialDate } from '@kopru/schema';
import type { RegistryDefinition } from '@kopru/records';
import { httpsUrl } from '@kopru/records';
import { rorIdOf } from './ror-file.ts';
import type { RorOrganization } from './ror-file.ts';
import { readRorNames } from './ror-names.ts';

/**
 * What an organisation of ROR becomes in a registry, but for its relations; or why it becomes
 * nothing.
 */
export type RorMapping =
  { kind: RorKind['kind']; record: Record<string, unknown> } | { leftOut: string };

type RorKind = { kind: 'COMPANY' } | { kind: 'RESEARCH_CENTER'; researchKind: string };

/**
 * An organisation has several types at times: the first of these that it has counts. Hospitals and
 * archives are no kind of the contract.
 */
const kindOfType: readonly (readonly [type: string, kind: RorKind])[] = [
  ['education', { kind: 'RESEARCH_CENTER', researchKind: 'UNIVERSITY' }],
  ['company', { kind: 'COMPANY' }],
  ['government', { kind: 'RESEARCH_CENTER', researchKind: 'GOVERNMENT_LABORATORY' }],
  ['facility', { kind: 'RESEARCH_CENTER', researchKind: 'INSTITUTE' }],
  ['nonprofit', { kind: 'RESEARCH_CENTER', researchKind: 'INSTITUTE' }],
  ['other', { kind: 'RESEARCH_CENTER', researchKind: 'INSTITUTE' }],
];

/** What ROR says the other one is, as the relation that this one has to it. */
const relationOfType: Readonly<Record<string, string>> = {
  parent: 'SUBSIDIARY_OF',
  child: 'PARENT_OF',
  related: 'RESEARCH_PARTNER',
  predecessor: 'SUCCESSOR_OF',
  successor: 'PREDECESSOR_OF',
};

export const elsewhere = 'in another country';

export function mapRor(
  organization: RorOrganization,
  definition: RegistryDefinition,
  at: string,
): RorMapping {
  const rorId = rorIdOf(organization.id);
  const place = placeOf(organization, definition);
  const kind = kindOfType.find(([type]) => organization.types.includes(type))?.[1];
  if (!place) return { leftOut: elsewhere };
  if (checkIdentifier({ scheme: 'XI-ROR', value: rorId }) !== 'CHECKSUM')
    return { leftOut: 'of no valid ROR id' };
  if (organization.status === 'withdrawn') return { leftOut: 'withdrawn' };
  if (!kind) return { leftOut: `of type ${organization.types.join(' and ') || 'none'}` };
  const record = {
    ...kind,
    id: `${definition.code}.ror-${rorId}`,
    names: readRorNames(organization.names, definition.languages),
    status: statusOf(organization),
    founded: foundedIn(organization),
    website:
      organization.links
        .map(({ type, value }) => (type === 'website' ? webAddress(value) : null))
        .find(Boolean) ?? null,
    address: addressAt(place, definition),
    identifiers: [{ scheme: 'XI-ROR', value: rorId }],
    provenance: {
      source: 'OPEN_DATA',
      sourceName: `ROR ${organization.release}`,
      licence: 'CC0-1.0',
      modifiedAt: at,
      asOf:
        organization.lastModified === null ? null : `${organization.lastModified}T00:00:00.000Z`,
    },
  };
  return { kind: kind.kind, record };
}

/**
 * Relations to those that the registry knows, by ROR id; whom it does not know it cannot point at.
 */
export function mapRorRelations(
  { relationships, release }: RorOrganization,
  known: ReadonlyMap<string, { id: string; kind: string }>,
): object[] {
  return relationships.flatMap(({ type, id, label }) => {
    const party = known.get(normalizeIdentifier(id));
    const kind = relationOfType[type];
    return party && kind !== undefined
      ? [{ kind, party: { ...party, nameOnFile: label }, source: `ROR ${release}` }]
      : [];
  });
}

type Place = RorOrganization['locations'][number];

/** A registry without a country of ISO 3166-1 takes whatever is brought to it. */
function placeOf(
  { locations }: RorOrganization,
  { country }: RegistryDefinition,
): Place | undefined {
  return country === null
    ? locations[0]
    : locations.find(({ countryCode }) => countryCode === country);
}

function addressAt(
  { city, subdivisionCode, subdivisionName, lat, lng }: Place,
  { country }: RegistryDefinition,
): object {
  const isCode = country !== null && /^[A-Z0-9]{1,3}$/.test(subdivisionCode ?? '');
  return {
    country,
    region: subdivisionName,
    regionCode: isCode ? `${country}-${String(subdivisionCode)}` : null,
    locality: city,
    location: lat === null || lng === null ? null : { latitude: lat, longitude: lng },
  };
}

/** ROR keeps those that have ended as inactive, with their successor where there is one. */
function statusOf({ status, relationships }: RorOrganization): string {
  if (status === 'active') return 'ACTIVE';
  return relationships.some(({ type }) => type === 'successor') ? 'MERGED' : 'DISSOLVED';
}

const foundedIn = ({ established }: RorOrganization): string | null =>
  established === null ? null : parsePartialDate(String(established).padStart(4, '0'));

const webAddress = (text: string): string | null => httpsUrl.safeParse(text).data ?? null;
