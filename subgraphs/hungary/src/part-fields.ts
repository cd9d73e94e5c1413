import {
  checkIdentifier,
  convertMoney,
  externalPrefix,
  isicLabel,
  parseGlobalId,
  researchFieldLabel,
} from '@kopru/schema';
import type { RecordReader } from './record-reader.ts';
import type { Amount } from './record.ts';

/** The registry of a referenced record; null if its party is outside the federation. */
const registryOf = ({ id }: { id: string }): string | null => {
  const registry = parseGlobalId(id)?.registry ?? null;
  return registry === externalPrefix ? null : registry;
};

/** Resolvers of the parts of records. */
export const createPartFields = (reader: RecordReader, code: string) => ({
  Name: { derived: ({ derived = false }: { derived?: boolean }) => derived },
  Activity: {
    label: (activity: { section: string; division?: string | null }) =>
      isicLabel(activity.section, activity.division ?? null),
  },
  Identifier: {
    check(identifier: { scheme: string; value: string }) {
      const check = checkIdentifier(identifier);
      return check === 'INVALID' ? 'NONE' : check;
    },
  },
  Money: {
    in: (money: Amount, { currency }: { currency: string }) => convertMoney(money, currency),
  },
  OrganizationRef: { registry: registryOf },
  FacilityRef: { registry: (reference: { id: string }) => registryOf(reference) ?? '' },
  ProjectRef: { registry: registryOf },
  TransportNodeRef: { registry: registryOf },
  Provenance: {
    registry: () => code,
    synthetic: ({ source }: { source: string }) => source === 'SYNTHETIC',
  },
  Relation: { assertedBy: () => code },
  CorridorLeg: {
    status: ({ status = 'OPERATING' }: { status?: string }) => status,
    documents: ({ documents = [] }: { documents?: string[] }) => documents,
  },
  ResearchField: {
    code: (field: string) => field,
    label: (field: string) => researchFieldLabel(field),
  },
  StartupProfile: {
    rounds: ({ company }: { company: string }, { first }: { first?: number | null }) =>
      reader.list('FundingRound', first, (each) => each.company?.id === company),
    history: ({ history = [] }: { history?: object[] }) => history,
  },
});
