import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode } from 'graphql';
import {
  catalogueError,
  checkIdentifier,
  comparePositions,
  contractVersion,
  convertMoney,
  encodeCursor,
  externalPrefix,
  isicLabel,
  isLatin,
  limits,
  parseGlobalId,
  pageSize,
  parsePageArguments,
  parseStatisticsArguments,
  registryExtensions,
  researchFieldLabel,
  scalars,
  transliterate,
} from '@kopru/schema';
import type { ChangesArguments, PageArguments, StatisticsArguments } from '@kopru/schema';
import definition from '../registry.ts';
import { readChanges } from './changes.ts';
import {
  connections,
  hasField,
  listFields,
  organizationTypes,
  singles,
  statistics,
  typeNames,
} from './contract-fields.ts';
import type { Order } from './contract-fields.ts';
import { meets } from './filters.ts';
import type { Journal } from './journal.ts';
import { kindOf } from './record.ts';
import type { Amount, Record_, Text } from './record.ts';
import { sortKeys } from './sort-keys.ts';
import { cellsOf } from './statistics.ts';

const { code } = definition;

/** How the contract's fields are answered from the journal; what is not here is a plain property of a record. */
export function createResolvers(
  journal: Journal,
  extension: DocumentNode,
): Readonly<Record<string, object>> {
  const ofType = (typeName: string): Record_[] =>
    [...journal.records.values()].filter((record) => record.__typename === typeName);
  const inOrder = (records: readonly Record_[], { field, direction }: Order) =>
    records
      .map((record) => ({ key: sortKeys[field]?.(record) ?? null, id: record.id, record }))
      .sort((one, other) => comparePositions(one, other, direction));
  /** The first records of a list inside another record. */
  const list = (
    typeName: string,
    order: Order,
    isIn: (record: Record_) => boolean,
    first: number | null | undefined,
  ) =>
    inOrder(ofType(typeName).filter(isIn), order)
      .slice(0, pageSize(first))
      .map(({ record }) => record);
  const read = (id: string): Record_ | null => journal.records.get(checkId(id)) ?? null;
  const readAs =
    (typeName: string) =>
    (id: string): Record_ | null => {
      const record = journal.records.get(id);
      return record?.__typename === typeName ? record : null;
    };
  const report = (startedAt: number, returned: number) => [
    {
      registry: code,
      state: 'OK',
      returned,
      total: null,
      detail: null,
      tookMs: Math.round(performance.now() - startedAt),
    },
  ];

  const connection = (field: string, typeName: string) => (_: unknown, args: PageArguments) => {
    const startedAt = performance.now();
    const question = parsePageArguments(field, args);
    if (question instanceof GraphQLError) throw question;
    const { where, orderBy, first, after, order, filter } = question;
    const all = inOrder(
      ofType(typeName).filter((record) => meets(record, where)),
      orderBy,
    );
    const ahead = after
      ? all.filter((row) => comparePositions(row, after, orderBy.direction) > 0)
      : all;
    const edges = ahead.slice(0, first).map(({ key, id, record }) => ({
      cursor: encodeCursor({ order, key, id, filter }),
      node: record,
    }));
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasNextPage: ahead.length > edges.length,
        hasPreviousPage: after !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: all.length,
      registries: report(startedAt, edges.length),
    };
  };

  const statistic =
    (typeName: string, dimensions: readonly string[]) =>
    (_: unknown, args: StatisticsArguments) => {
      const startedAt = performance.now();
      const question = parseStatisticsArguments(args);
      if (question instanceof GraphQLError) throw question;
      const records = ofType(typeName).filter((record) => meets(record, question.where));
      const cells = cellsOf(
        typeName,
        records,
        dimensions.filter((name) => question.by.includes(name)),
      );
      return { cells, registries: report(startedAt, cells.length) };
    };

  /** Of each type of record: those fields of these that it has. */
  const shared = {
    registry: () => code,
    name: nameOf,
    title: ({ titles = [] }: Record_, { language }: InLanguage) => inLanguage(titles, language),
    summary: ({ summaries = [] }: Record_, { language }: InLanguage) =>
      inLanguage(summaries, language),
    description: ({ descriptions = [] }: Record_, { language }: InLanguage) =>
      inLanguage(descriptions, language),
    relations: ({ relations = [] }: Record_, { kinds }: { kinds?: readonly string[] | null }) =>
      relations.filter(({ kind }) => kinds?.includes(kind) ?? true),
    projects: ({ participations = [] }: Record_, { first }: First) =>
      participations.slice(0, pageSize(first)),
    opportunities: ({ id }: Record_, { first }: First) =>
      list(
        'Opportunity',
        { field: 'PUBLISHED', direction: 'DESC' },
        (each) => each.anonymous !== true && each.owner?.id === id,
        first,
      ),
    notices: ({ notices = [], identifiers = [] }: Record_) => [
      ...notices,
      ...identifiers.flatMap((identifier, index) =>
        checkIdentifier(identifier) === 'INVALID'
          ? [{ path: `identifiers.${index}`, reason: 'INVALID_AT_SOURCE' }]
          : [],
      ),
    ],
  };
  /** The one field of the national extension, of the types that it extends. */
  const module = {
    [registryExtensions[code] ?? '']: ({ extension: own = null }: Record_) => own,
  };
  const extended = extension.definitions.flatMap((each) =>
    each.kind === Kind.OBJECT_TYPE_EXTENSION ? [each.name.value] : [],
  );
  const types = Object.fromEntries(
    [...typeNames].map((typeName) => [
      typeName,
      {
        ...Object.fromEntries(
          listFields
            .filter(([type]) => type === typeName)
            .map(([, field]) => [
              field,
              (record: Readonly<Record<string, unknown>>) => record[field] ?? [],
            ]),
        ),
        ...Object.fromEntries(
          Object.entries(shared).filter(([field]) => hasField(typeName, field)),
        ),
        ...(extended.includes(typeName) ? module : {}),
        __resolveReference: ({ id }: { id: string }) => readAs(typeName)(id),
      },
    ]),
  );

  return {
    ...scalars,
    ...types,
    Query: {
      ...Object.fromEntries(
        [...connections].map(([field, type]) => [field, connection(field, type)]),
      ),
      ...Object.fromEntries(
        [...statistics].map(([field, of]) => [field, statistic(of.typeName, of.dimensions)]),
      ),
      ...Object.fromEntries(
        [...singles].map(([field, type]) => [
          field,
          (_: unknown, { id }: { id: string }) => readAs(type)(checkId(id)),
        ]),
      ),
      organization: (_: unknown, { id }: { id: string }) => {
        const record = read(id);
        return record && organizationTypes.has(record.__typename) ? record : null;
      },
      node: (_: unknown, { id }: { id: string }) => read(id),
      nodes: (_: unknown, { ids }: { ids: readonly string[] }) => {
        if (ids.length > limits.ids) throw catalogueError('TOO_MANY_IDS', { count: ids.length });
        return ids.map(read);
      },
      changes: (_: unknown, args: ChangesArguments) => {
        const startedAt = performance.now();
        const page = readChanges(args, journal, code);
        return { ...page, registries: report(startedAt, page.entries.length) };
      },
      registries: () => [definition],
    },
    Registry: {
      __resolveReference: (reference: { code: string }) =>
        reference.code === code ? definition : null,
      name: (_: unknown, { language }: InLanguage) => inLanguage(definition.names, language),
      contractVersion: () => contractVersion,
      records: () =>
        [...typeNames]
          .map((type) => ({ kind: kindOf(type), count: ofType(type).length }))
          .filter(({ count }) => count > 0),
      asOf: () => journal.entries.at(-1)?.at ?? null,
      extension: () => registryExtensions[code] ?? null,
    },
    Node: { __resolveType: typeOf },
    Organization: { __resolveType: typeOf },
    Company: {
      ...types.Company,
      facilities: ({ id }: Record_, { first }: First) =>
        list('Facility', byName, (each) => meets(each, { parties: [id] }), first),
      startup: ({ id, startup }: Record_) => startup && { ...startup, company: id },
    },
    InnovationHub: {
      ...types.InnovationHub,
      startups: ({ id }: Record_, { first }: First) =>
        list('Company', byName, (each) => each.startup?.hub?.id === id, first),
    },
    Investor: {
      ...types.Investor,
      investments: ({ investments = [] }: Record_, { first }: First) =>
        investments.slice(0, pageSize(first)),
    },
    Opportunity: {
      ...types.Opportunity,
      owner: ({ owner, anonymous }: Record_) => (anonymous === true ? null : owner),
    },
    StartupProfile: {
      rounds: ({ company }: { company: string }, { first }: First) =>
        list(
          'FundingRound',
          { field: 'ANNOUNCED', direction: 'DESC' },
          (each) => each.company?.id === company,
          first,
        ),
      history: ({ history = [] }: { history?: object[] }) => history,
    },
    Change: {
      registry: () => code,
      record: ({ id }: { id: string }) => journal.records.get(id) ?? null,
    },
    ...partResolvers,
  };
}

interface First {
  first?: number | null;
}
interface InLanguage {
  language?: string | null;
}
const byName: Order = { field: 'NAME', direction: 'ASC' };
const typeOf = ({ __typename }: Record_): string => __typename;

function checkId(id: string): string {
  if (parseGlobalId(id)) return id;
  throw catalogueError('ID_MALFORMED', { id });
}

const primaryTag = (tag: string): string | undefined => tag.split('-')[0];

/** In the language asked, else in English, else in the first one on file. */
function inLanguage(texts: readonly Text[], language: string | null | undefined): string | null {
  const find = (wanted: string): Text | undefined =>
    texts.find((each) => each.language === wanted) ??
    texts.find((each) => primaryTag(each.language) === primaryTag(wanted));
  return ((language ? find(language) : undefined) ?? find('en') ?? texts[0])?.text ?? null;
}

function nameOf(
  { id, names = [] }: Record_,
  { script }: { script?: 'NATIVE' | 'LATIN' | 'COMMON_TURKIC' | null },
) {
  const [native] = names;
  if (!native) throw new Error(`Expected a name in ${id}`);
  if (script === 'COMMON_TURKIC')
    return transliterate(native.text, native.language, 'COMMON_TURKIC');
  if (script !== 'LATIN') return native.text;
  const latin = names.find(
    ({ text, language }) => primaryTag(language) === primaryTag(native.language) && isLatin(text),
  );
  return latin?.text ?? transliterate(native.text, native.language, 'LATIN');
}

/** Null for a party outside the union. */
const registryOf = ({ id }: { id: string }): string | null => {
  const registry = parseGlobalId(id)?.registry ?? null;
  return registry === externalPrefix ? null : registry;
};

/** Parts of records. */
const partResolvers = {
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
  FacilityRef: { registry: (pointer: { id: string }) => registryOf(pointer) ?? '' },
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
};
