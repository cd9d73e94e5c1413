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
import { kindOf, kinds } from '../kinds/index.ts';
import type { RecordKindName, StoredRecord } from '../kinds/index.ts';
import { resolveConnection } from './connection.ts';
import { inLanguage, organizationResolvers } from './organization.ts';

const readRecord = ({ id }: { id: string }, context: RegistryContext): Promise<StoredRecord | null> =>
  context.records.load(id);

const typeNameOf = (record: StoredRecord) => kindOf(record.kind).typeName as never;
const pageSize = (first: number | null | undefined): number => {
  const size = first ?? 20;
  if (size < 0 || size > limits.first) throw catalogueError('PAGE_SIZE_OUT_OF_RANGE', { first: size });
  return size;
};

/** How the contract's fields are read from stored records; what is not here is a plain property. */
const resolvers: Resolvers = {
  Query: {
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
  ResearchCenter: { kind: (record) => record.researchKind },
  InnovationHub: {
    kind: (record) => record.hubKind,
    startups: async (record, { first }, context) =>
      (await context.startupsOf(pageSize(first)).load(record.id)) as Extract<StoredRecord, { kind: 'COMPANY' }>[],
  },
  Investor: { kind: (record) => record.investorKind },
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

/** What every kind has: its connection, its entities, and the fields of an organisation. */
const kindResolvers = Object.fromEntries(
  kinds.map(({ name, typeName }) => [
    typeName,
    { __resolveReference: readAs(name), ...organizationResolvers, ...ownFields(typeName) },
  ]),
);
const connections = Object.fromEntries(kinds.map(({ name, page }) => [page, resolveConnection(name)]));

function ownFields(typeName: string): object {
  return resolvers[typeName as keyof typeof resolvers] ?? {};
}

/** An id of another kind is no record of this one. */
function readAs(name: RecordKindName) {
  return async (reference: { id: string }, context: RegistryContext): Promise<StoredRecord | null> => {
    const record = await readRecord(reference, context);
    return record?.kind === name ? record : null;
  };
}

export const contractResolvers = {
  ...scalars,
  ...resolvers,
  ...kindResolvers,
  Query: { ...connections, ...resolvers.Query },
} as GraphQLResolverMap<unknown>;
