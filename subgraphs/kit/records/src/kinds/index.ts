import type { z } from 'zod';
import { association } from './association.ts';
import { company } from './company.ts';
import { corridor } from './corridor.ts';
import { facility } from './facility.ts';
import { fundingRound } from './funding-round.ts';
import { innovationHub } from './innovation-hub.ts';
import { investor } from './investor.ts';
import type { Kind } from './kind.ts';
import { opportunity } from './opportunity.ts';
import { organizationKinds } from './parts.ts';
import { project } from './project.ts';
import { researchCenter } from './research-center.ts';
import { transportNode } from './transport-node.ts';

const list = [
  company,
  researchCenter,
  innovationHub,
  investor,
  association,
  facility,
  opportunity,
  project,
  fundingRound,
  transportNode,
  corridor,
] as const;

/** A record as a store keeps it: validated, with defaults filled in. */
export type StoredRecord = z.infer<(typeof list)[number]['schema']>;
export type RecordKindName = StoredRecord['kind'];
/** The kinds that `organization(id)` returns. */
export type OrganizationKindName = (typeof organizationKinds)[number];
export type StoredOrganization = RecordOf<OrganizationKindName>;
export const isOrganization = (record: StoredRecord): record is StoredOrganization =>
  (organizationKinds as readonly string[]).includes(record.kind);
export type RecordOf<K extends RecordKindName> = Extract<StoredRecord, { kind: K }>;

/** All kinds, in the order of the contract's documentation. */
export const kinds: readonly Kind<StoredRecord>[] =
  list as unknown as readonly Kind<StoredRecord>[];

/** The kind of this name. Throws if there is none. */
export function kindOf(name: string): Kind<StoredRecord> {
  const kind = kinds.find((each) => each.name === name);
  if (!kind)
    throw new Error(
      `Expected one of ${kinds.map((each) => each.name).join(', ')}, but got: ${name}`,
    );
  return kind;
}
