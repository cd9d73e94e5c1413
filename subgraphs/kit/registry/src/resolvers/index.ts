import {
  checkIdentifier,
  contractDefinition,
  contractVersion,
  convertMoney,
  externalPrefix,
  isicLabel,
  catalogueError,
  limits,
  pageSize,
  parseGlobalId,
  registryExtensions,
  researchFieldLabel,
  scalars,
} from '@kopru/schema';
import type { GraphQLResolverMap } from '@apollo/subgraph';
import type { RegistryContext } from '../context.ts';
import type { Resolvers } from '../generated/contract.ts';
import { isOrganization, kindOf, kinds } from '@kopru/records';
import type { RecordKindName, StoredRecord } from '@kopru/records';
import { commonResolvers, inLanguage, listOf } from './record-fields.ts';
import { resolveChanges } from './changes.ts';
import { resolveConnection } from './connection.ts';
import { resolveStatistics } from './statistics.ts';

const readRecord = (
  { id }: { id: string },
  context: RegistryContext,
): Promise<StoredRecord | null> => context.records.load(id);

const typeNameOf = (record: StoredRecord) => kindOf(record.kind).typeName as never;

/** Null for a party outside the union. */
function registryOf({ id }: { id: string }): string | null {
  const prefix = parseGlobalId(id)?.registry ?? null;
  return prefix === externalPrefix ? null : prefix;
}

/** How the contract's fields are read from stored records; what is not here is a plain property. */
const resolvers: Resolvers = {
  Query: {
    organization: async (_, { id }, context) => {
      const record = await readRecord({ id: checkedId(id) }, context);
      return record && isOrganization(record) ? record : null;
    },
    node: (_, { id }, context) => readRecord({ id: checkedId(id) }, context),
    nodes: (_, { ids }, context) => {
      if (ids.length > limits.ids) throw catalogueError('TOO_MANY_IDS', { count: ids.length });
      return Promise.all(ids.map((id) => readRecord({ id: checkedId(id) }, context)));
    },
    changes: resolveChanges,
    registries: (_, _args, context) => [context.module.definition],
  },
  Change: {
    registry: (_, _args, context) => context.module.definition.code,
    record: (change, _args, context) => readRecord(change, context),
  },
  Node: { __resolveType: typeNameOf },
  Organization: { __resolveType: typeNameOf },
  Company: {
    facilities: (record, { first }, context) =>
      listOf(context, 'FACILITY', 'party', first).load(record.id),
    startup: ({ id, startup }) => startup && { ...startup, company: id },
  },
  ResearchCenter: { kind: (record) => record.researchKind },
  InnovationHub: {
    kind: (record) => record.hubKind,
    startups: (record, { first }, context) =>
      listOf(context, 'COMPANY', 'startup.hub', first).load(record.id),
  },
  Investor: {
    kind: (record) => record.investorKind,
    investments: (record, { first }) => record.investments.slice(0, pageSize(first)),
  },
  Facility: { kind: (record) => record.facilityKind },
  Opportunity: {
    kind: (record) => record.opportunityKind,
    owner: (record) => (record.anonymous ? null : record.owner),
  },
  TransportNode: { kinds: (record) => record.nodeKinds },
  Activity: { label: (activity) => isicLabel(activity.section, activity.division) },
  Identifier: {
    check: (identifier) => {
      const check = checkIdentifier(identifier);
      return check === 'INVALID' ? 'NONE' : check;
    },
  },
  Money: { in: (money, { currency }) => convertMoney(money, currency) },
  OrganizationRef: { registry: registryOf },
  FacilityRef: { registry: (pointer) => registryOf(pointer) ?? '' },
  ProjectRef: { registry: registryOf },
  TransportNodeRef: { registry: registryOf },
  Provenance: {
    registry: (_, _args, context) => context.module.definition.code,
    synthetic: (provenance) => provenance.source === 'SYNTHETIC',
  },
  Registry: {
    __resolveReference: ({ code }, context) =>
      code === context.module.definition.code ? context.module.definition : null,
    name: ({ names }, { language }) => inLanguage(names, language) ?? '',
    contractVersion: () => contractVersion,
    records: async (_, _args, { store }) => (await store.summary()).counts,
    asOf: async (_, _args, { store }) => (await store.summary()).asOf,
    extension: ({ code }) => registryExtensions[code] ?? null,
  },
  Relation: { assertedBy: (_, _args, context) => context.module.definition.code },
  StartupProfile: {
    rounds: (profile, { first }, context) =>
      listOf(context, 'FUNDING_ROUND', 'company', first).load(profile.company),
  },
  ResearchField: { code: (code) => code, label: (code) => researchFieldLabel(code) },
};

function checkedId(id: string): string {
  if (!parseGlobalId(id)) throw catalogueError('ID_MALFORMED', { id });
  return id;
}

/** The resolvers of every kind: its entity, the shared fields and its own fields. */
const kindResolvers = Object.fromEntries(
  kinds.map(({ name, typeName }) => [
    typeName,
    { __resolveReference: readAs(name), ...sharedFields(typeName), ...ownFields(typeName) },
  ]),
);
const connections = Object.fromEntries(
  kinds.map(({ name, page }) => [page, resolveConnection(name)]),
);
const statistics = Object.fromEntries(
  kinds.flatMap((kind) =>
    kind.statistics ? [[kind.statistics.field, resolveStatistics(kind, kind.statistics)]] : [],
  ),
);
const singles = Object.fromEntries(
  kinds.flatMap(({ name, single }) =>
    single === undefined
      ? []
      : [
          [
            single,
            (_: unknown, { id }: { id: string }, context: RegistryContext) =>
              readAs(name)({ id: checkedId(id) }, context),
          ],
        ],
  ),
);

function sharedFields(typeName: string): object {
  const definition = contractDefinition(typeName);
  const names =
    definition && 'fields' in definition
      ? (definition.fields ?? []).map(({ name }) => name.value)
      : [];
  return Object.fromEntries(
    Object.entries(commonResolvers).filter(([name]) => names.includes(name)),
  );
}

function ownFields(typeName: string): object {
  return resolvers[typeName as keyof typeof resolvers] ?? {};
}

/** Reads a record of one kind; null if the id belongs to another kind. */
function readAs(name: RecordKindName) {
  return async (
    reference: { id: string },
    context: RegistryContext,
  ): Promise<StoredRecord | null> => {
    const record = await readRecord(reference, context);
    return record?.kind === name ? record : null;
  };
}

export const contractResolvers = {
  ...scalars,
  ...resolvers,
  ...kindResolvers,
  Query: { ...connections, ...statistics, ...singles, ...resolvers.Query },
} as GraphQLResolverMap<unknown>;
