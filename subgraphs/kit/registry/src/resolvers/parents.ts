import type { OrganizationRecord, RecordOf, RegistryDefinition } from '@kopru/records';

// The source object of each type of the contract: parts of stored records.

export type Activity = OrganizationRecord['activities'][number];
export type Identifier = OrganizationRecord['identifiers'][number];
export type Provenance = OrganizationRecord['provenance'];
export type Relation = OrganizationRecord['relations'][number];
export type Participation = OrganizationRecord['participations'][number];
export type OrganizationRef = Relation['party'];
export type Money = NonNullable<RecordOf<'COMPANY'>['turnover']>;
/** With the id of its company, because its funding rounds refer to the company. */
export type StartupProfile = NonNullable<RecordOf<'COMPANY'>['startup']> & { company: string };
export type Investment = RecordOf<'INVESTOR'>['investments'][number];
export type Stake = RecordOf<'FACILITY'>['owners'][number];
export type ProjectParticipant = RecordOf<'PROJECT'>['participants'][number];
export type RoundInvestor = RecordOf<'FUNDING_ROUND'>['investors'][number];
export type CorridorLeg = RecordOf<'CORRIDOR'>['legs'][number];
/** A reference to a facility, project or transport node. */
export interface IdPointer {
  id: string;
}
/** A code of the OECD FORD. */
export type ResearchField = string;
export type Registry = RegistryDefinition;
export type { Connection, Edge } from './connection.ts';
export type { Change } from './changes.ts';
