// A record as it is kept: in the form in which GraphQL shows it. What is not stated is absent.

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

export interface Place {
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

/** The fields that something is found, ordered, counted or computed by; a record holds all the others of its type, too. */
export interface Record_ {
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
    location?: Place | null;
  } | null;
  location?: Place | null;
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

/** Fields that exchange files name by the kind of record, since `kind` there is the kind itself. */
const renamed: Readonly<Record<string, string>> = {
  researchKind: 'kind',
  hubKind: 'kind',
  investorKind: 'kind',
  facilityKind: 'kind',
  opportunityKind: 'kind',
  nodeKinds: 'kinds',
};

/** A record of an exchange file ({"id": "HU.…", "kind": "COMPANY", …}). Throws where it is none of this registry. */
export function readRecord(input: unknown, code: string): Record_ {
  const { kind, ...fields } = Object(input) as Record<string, unknown>;
  const { id, provenance } = fields;
  if (typeof id !== 'string' || !id.startsWith(`${code}.`))
    throw new Error(
      `Expected a record with an id that begins with ${code}., but got ${String(id)}.`,
    );
  if (typeof kind !== 'string' || typeof provenance !== 'object')
    throw new Error(`Expected a kind and a provenance in ${id}.`);
  const own = Object.entries(fields).map(([name, value]) => [renamed[name] ?? name, value]);
  return { ...Object.fromEntries(own), __typename: typeNameOf(kind) } as Record_;
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
