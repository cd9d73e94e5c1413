import type { OrganizationRecord } from '../kinds/organization.ts';
import type { RecordOf } from '../kinds/index.ts';
import type { RegistryDefinition } from '../definition.ts';

// What stands behind each type of the contract while it is resolved: parts of stored records, as they are.

export type Activity = OrganizationRecord['activities'][number];
export type Identifier = OrganizationRecord['identifiers'][number];
export type Provenance = OrganizationRecord['provenance'];
export type Relation = OrganizationRecord['relations'][number];
export type OrganizationRef = Relation['party'];
export type Money = NonNullable<RecordOf<'COMPANY'>['turnover']>;
export type StartupProfile = NonNullable<RecordOf<'COMPANY'>['startup']>;
/** A code of the OECD FORD. */
export type ResearchField = string;
export type Registry = RegistryDefinition;
export type { Connection, Edge } from './connection.ts';
