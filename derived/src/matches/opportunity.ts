import { dateKey, dateRangeKeys, parseGlobalId } from '@kopru/schema';

/**
 * What of an opportunity is compared. Its owner is not among it: nobody learns from a match who
 * stays anonymous.
 */
export interface Opportunity {
  id: string;
  kind: OpportunityKind;
  keywords: string[];
  activities: { section: string; division: string | null; label: string | null }[];
  trl: { min: number; max: number } | null;
  partnerships: string[];
  targetRegistries: string[];
  published: string;
  expires: string;
}

export const opportunityFields =
  'id kind keywords activities { section division label } trl { min max } partnerships targetRegistries published expires';

type OpportunityKind =
  | 'TECHNOLOGY_OFFER'
  | 'TECHNOLOGY_REQUEST'
  | 'BUSINESS_OFFER'
  | 'BUSINESS_REQUEST'
  | 'RESEARCH_REQUEST';

/** The kinds that answer one another: each pair stands on both sides. */
export const counterparts: Readonly<Record<OpportunityKind, readonly OpportunityKind[]>> = {
  TECHNOLOGY_OFFER: ['TECHNOLOGY_REQUEST', 'RESEARCH_REQUEST'],
  TECHNOLOGY_REQUEST: ['TECHNOLOGY_OFFER'],
  RESEARCH_REQUEST: ['TECHNOLOGY_OFFER'],
  BUSINESS_OFFER: ['BUSINESS_REQUEST'],
  BUSINESS_REQUEST: ['BUSINESS_OFFER'],
};

export const registryOf = ({ id }: Opportunity): string => parseGlobalId(id)?.registry ?? '';

/** Published by the day, an ISO 8601 date, and not yet past its last one. */
export function isOpen({ published, expires }: Opportunity, day: string): boolean {
  const { lte: last = '' } = dateRangeKeys({ to: expires });
  return dateKey(published) <= (dateRangeKeys({ to: day }).lte ?? '') && last >= dateKey(day);
}

/** It names the other's registry, or names none. */
export const isOpenTo = ({ targetRegistries }: Opportunity, other: Opportunity): boolean =>
  targetRegistries.length === 0 || targetRegistries.includes(registryOf(other));
