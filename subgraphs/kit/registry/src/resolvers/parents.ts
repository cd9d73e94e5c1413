import type { OrganizationRecord, RecordOf, RegistryDefinition } from '@kopru/records';

// What stands behind each type of the contract while it is resolved: parts of stored records, as they are.

export type Activity = OrganizationRecord['activities'][number];
export type Identifier = OrganizationRecord['identifiers'][number];
export type Provenance = OrganizationRecord['provenance'];
export type Relation = OrganizationRecord['relations'][number];
export type Participation = OrganizationRecord['participations'][number];
export type OrganizationRef = Relation['party'];
export type Money = NonNullable<RecordOf<'COMPANY'>['turnover']>;
/** With the id of its company, by which its rounds are found. */
export type StartupProfile = NonNullable<RecordOf<'COMPANY'>['startup']> & { company: string };
export type Investment = RecordOf<'INVESTOR'>['investments'][number];
export type Stake = RecordOf<'FACILITY'>['owners'][number];
export type ProjectParticipant = RecordOf<'PROJECT'>['participants'][number];
export type RoundInvestor = RecordOf<'FUNDING_ROUND'>['investors'][number];
export type CorridorLeg = RecordOf<'CORRIDOR'>['legs'][number];
/** A pointer at a facility, project or transport node. */
export interface IdPointer {
  id: string;
}
/** A code of the OECD FORD. */
export type ResearchField = string;
export type Registry = RegistryDefinition;
export type { Connection, Edge } from './connection.ts';
export type { Change } from './changes.ts';
