// A record is stored in the form in which GraphQL returns it. A value that is not stated is absent.

export interface Party {
  id: string;
  kind: string;
  nameOnFile: string;
}

export interface Text {
  language: string;
  text: string;
}

export interface Amount {
  amount: string;
  currency: string;
  year: number | null;
}

export interface Coordinates {
  latitude: number;
  longitude: number;
}

export interface Relation {
  kind: string;
  party: Party;
  share?: number | null;
}

interface Startup {
  stage: string;
  sectors: string[];
  hub?: Party | null;
  joinedHub?: string | null;
}

/** The fields that filters, orders, statistics and resolvers read. A record has the others too. */
export interface RegistryRecord {
  __typename: string;
  id: string;
  provenance: { source: string; modifiedAt: string };
  notices?: object[];
  extension?: object | null;
  names?: Text[];
  titles?: Text[];
  summaries?: Text[];
  descriptions?: Text[];
  kind?: string;
  kinds?: string[];
  status?: string;
  stage?: string;
  founded?: string | null;
  started?: string | null;
  announced?: string;
  published?: string;
  expires?: string;
  programme?: string | null;
  activities?: { section: string; division?: string | null; primary: boolean }[];
  address?: {
    regionCode?: string | null;
    locality?: string | null;
    location?: Coordinates | null;
  } | null;
  location?: Coordinates | null;
  unLocode?: string | null;
  identifiers?: { scheme: string; value: string }[];
  relations?: Relation[];
  participations?: object[];
  employees?: number | null;
  sizeClass?: string | null;
  turnover?: Amount | null;
  budget?: Amount | null;
  amount?: Amount | null;
  exportShare?: number | null;
  stateOwned?: boolean | null;
  products?: { hs?: string | null }[];
  startup?: Startup | null;
  fields?: string[];
  researchers?: number | null;
  capacity?: { value: number; unit: string } | null;
  owners?: { party: Party }[];
  operator?: Party | null;
  legs?: { from: { id: string }; to: { id: string } }[];
  owner?: Party;
  anonymous?: boolean;
  trl?: { min: number; max: number } | null;
  keywords?: string[];
  partnerships?: string[];
  targetRegistries?: string[];
  participants?: { party: Party }[];
  investors?: { party: Party }[];
  investments?: object[];
  company?: Party;
}

/** Exchange files name these fields after the kind of record, because `kind` is the kind itself. */
const renamed: Readonly<Record<string, string>> = {
  researchKind: 'kind',
  hubKind: 'kind',
  investorKind: 'kind',
  facilityKind: 'kind',
  opportunityKind: 'kind',
  nodeKinds: 'kinds',
};

/** Reads a record of an exchange file, {"id": "HU.…", "kind": …}. Throws if it is not one. */
export function readRecord(input: unknown, code: string): RegistryRecord {
  const { kind, ...fields } = Object(input) as Record<string, unknown>;
  const { id, provenance } = fields;
  if (typeof id !== 'string' || !id.startsWith(`${code}.`))
    throw new Error(
      `Expected a record with an id that begins with ${code}., but got ${String(id)}.`,
    );
  if (typeof kind !== 'string' || typeof provenance !== 'object')
    throw new Error(`Expected a kind and a provenance in ${id}.`);
  const properties = Object.entries(fields).map(([name, value]) => [renamed[name] ?? name, value]);
  return { ...Object.fromEntries(properties), __typename: typeNameOf(kind) } as RegistryRecord;
}

/** COMPANY → Company, RESEARCH_CENTER → ResearchCenter. */
export const typeNameOf = (kind: string): string =>
  kind.replace(
    /([A-Z])([A-Z]*)_?/g,
    (_, first: string, rest: string) => first + rest.toLowerCase(),
  );

/** ResearchCenter → RESEARCH_CENTER. */
export const kindOf = (typeName: string): string =>
  typeName.replace(/(?!^)([A-Z])/g, '_$1').toUpperCase();
