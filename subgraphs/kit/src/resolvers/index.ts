import {
  checkIdentifier,
  contractVersion,
  convertMoney,
  externalPrefix,
  isicLabel,
  limits,
  catalogueError,
  parseGlobalId,
  registryExtensions,
  researchFieldLabel,
  scalars,
} from '@kopru/schema';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import type { RegistryContext } from '../context.ts';
import type { Resolvers } from '../generated/contract.ts';
import { kindOf } from '../kinds/index.ts';
import type { StoredRecord } from '../kinds/index.ts';
import { resolveConnection } from './connection.ts';
import { inLanguage, organizationResolvers } from './organization.ts';

const readRecord = ({ id }: { id: string }, context: RegistryContext): Promise<StoredRecord | null> =>
  context.records.load(id);

/** A record that must be of the kind named: an id of another kind is no record of this one. */
const readAs =
  <K extends StoredRecord['kind']>(kind: K) =>
  async (reference: { id: string }, context: RegistryContext) => {
    const record = await readRecord(reference, context);
    return record?.kind === kind ? (record as Extract<StoredRecord, { kind: K }>) : null;
  };

const typeNameOf = (record: StoredRecord) => kindOf(record.kind).typeName as never;
const pageSize = (first: number | null | undefined): number => {
  const size = first ?? 20;
  if (size < 0 || size > limits.first) throw catalogueError('PAGE_SIZE_OUT_OF_RANGE', { first: size });
  return size;
};

/** How the contract's fields are read from stored records; what is not here is a plain property. */
const resolvers: Resolvers<RegistryContext> = {
  Query: {
    companies: resolveConnection('COMPANY'),
    researchCenters: resolveConnection('RESEARCH_CENTER'),
    innovationHubs: resolveConnection('INNOVATION_HUB'),
    investors: resolveConnection('INVESTOR'),
    associations: resolveConnection('ASSOCIATION'),
    organization: (_, { id }, context) => readRecord({ id: checkedId(id) }, context),
    node: (_, { id }, context) => readRecord({ id: checkedId(id) }, context),
    nodes: (_, { ids }, context) => {
      if (ids.length > limits.ids) throw catalogueError('TOO_MANY_IDS', { count: ids.length });
      return Promise.all(ids.map((id) => readRecord({ id: checkedId(id) }, context)));
    },
    registries: (_, _args, context) => [context.national.definition],
  },
  Node: { __resolveType: typeNameOf },
  Organization: { __resolveType: typeNameOf },
  Company: { __resolveReference: readAs('COMPANY'), ...organizationResolvers },
  ResearchCenter: {
    __resolveReference: readAs('RESEARCH_CENTER'),
    ...organizationResolvers,
    kind: (record) => record.researchKind,
  },
  InnovationHub: {
    __resolveReference: readAs('INNOVATION_HUB'),
    ...organizationResolvers,
    kind: (record) => record.hubKind,
    startups: async (record, { first }, context) =>
      (await context.startupsOf(pageSize(first)).load(record.id)) as Extract<StoredRecord, { kind: 'COMPANY' }>[],
  },
  Investor: {
    __resolveReference: readAs('INVESTOR'),
    ...organizationResolvers,
    kind: (record) => record.investorKind,
  },
  Association: { __resolveReference: readAs('ASSOCIATION'), ...organizationResolvers },
  Activity: { label: (activity) => isicLabel(activity.section, activity.division) },
  Identifier: {
    check: (identifier) => {
      const check = checkIdentifier(identifier);
      return check === 'INVALID' ? 'NONE' : check;
    },
  },
  Money: { in: (money, { currency }) => convertMoney(money, currency) },
  OrganizationRef: {
    registry: ({ id }) => {
      const prefix = parseGlobalId(id)?.registry ?? null;
      return prefix === externalPrefix ? null : prefix;
    },
  },
  Provenance: {
    registry: (_, _args, context) => context.national.definition.code,
    synthetic: (provenance) => provenance.source === 'SYNTHETIC',
  },
  Registry: {
    __resolveReference: ({ code }, context) =>
      code === context.national.definition.code ? context.national.definition : null,
    name: ({ names }, { language }) => inLanguage(names, language) ?? '',
    contractVersion: () => contractVersion,
    records: async (_, _args, { store }) => (await store.summary()).counts,
    asOf: async (_, _args, { store }) => (await store.summary()).asOf,
    extension: ({ code }) => registryExtensions[code] ?? null,
  },
  Relation: { assertedBy: (_, _args, context) => context.national.definition.code },
  ResearchField: { code: (code) => code, label: (code) => researchFieldLabel(code) },
};

function checkedId(id: string): string {
  if (!parseGlobalId(id)) throw catalogueError('ID_MALFORMED', { id });
  return id;
}

export const contractResolvers = { ...scalars, ...resolvers } as GraphQLResolverMap<unknown>;
