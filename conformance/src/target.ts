import { OperatorError, decodeCursor } from '@kopru/schema';
import type { PageCursor } from '@kopru/schema';
import { kindShapes } from './contract-shapes.ts';
import type { KindShape } from './contract-shapes.ts';

/**
 * Sends one HTTP POST to the registry under test and resolves to its response.
 * The kit knows nothing else of the registry. Rejects with a TargetError if there is no response.
 */
export type Send = (
  body: string,
  headers: Readonly<Record<string, string>>,
) => Promise<HttpResponse>;

/** The parts of an HTTP response that requirements look at. */
export interface HttpResponse {
  status: number;
  /** Empty if the response has no such header. */
  contentType: string;
  body: string;
}

export interface GraphQLResponse {
  status: number;
  data: Record<string, unknown> | null;
  errors: { message?: unknown; path?: unknown; extensions?: { code?: unknown } }[];
}

export type Node = Record<string, unknown> & { id: string };

export interface Row {
  cursor: string;
  /** The decoded cursor; null if it is not a cursor of the contract. */
  position: PageCursor | null;
  node: Node;
}

export interface Page {
  rows: Row[];
  nodes: unknown[];
  pageInfo: {
    hasNextPage?: unknown;
    hasPreviousPage?: unknown;
    startCursor?: unknown;
    endCursor?: unknown;
  };
  totalCount: number;
  response: GraphQLResponse;
}

export interface PageRequest {
  where?: object;
  orderBy?: { field: string; direction: 'ASC' | 'DESC' };
  first?: number;
  after?: string | null;
  selection?: string;
}

/** The registry under test. Keeps what it has read, so that requirements share it. */
export interface Target {
  send: Send;
  request: (query: string, variables?: object) => Promise<GraphQLResponse>;
  page: (kind: KindShape, request?: PageRequest) => Promise<Page>;
  /** Reads whole records of a kind in its default order, at most `maxScanned`. Reads them once. */
  scan: (kind: KindShape) => Promise<Scan>;
  /** The scanned records of all kinds. */
  records: () => Promise<{ kind: KindShape; node: Node }[]>;
  code: () => Promise<string>;
}

export interface Scan {
  rows: Row[];
  /** False if the kind has more rows than are read. */
  isWhole: boolean;
}

/** Rows read per kind: enough to exercise every rule, few enough for a registry of millions. */
export const maxScanned = 2_000;

/** The registry could not be reached, or gave no response that can be tested. */
export class TargetError extends OperatorError {
  constructor(message: string) {
    super('TARGET', message);
  }
}

/** Wraps `send` with the queries that requirements share. */
export function createTarget(send: Send): Target {
  const scans = new Map<string, Promise<Scan>>();
  let code: Promise<string> | undefined;
  const request: Target['request'] = (query, variables = {}) => sendRequest(send, query, variables);
  const page: Target['page'] = (kind, pageRequest = {}) => readPage(request, kind, pageRequest);
  const scan = (kind: KindShape): Promise<Scan> => {
    const cached = scans.get(kind.page) ?? scanKind(page, kind);
    scans.set(kind.page, cached);
    return cached;
  };
  return {
    send,
    request,
    page,
    scan,
    async records() {
      const all: { kind: KindShape; node: Node }[] = [];
      for (const kind of kindShapes)
        for (const { node } of (await scan(kind)).rows) all.push({ kind, node });
      return all;
    },
    code: () => (code ??= readCode(request)),
  };
}

async function sendRequest(send: Send, query: string, variables: object): Promise<GraphQLResponse> {
  const { status, body } = await send(JSON.stringify({ query, variables }), {
    'content-type': 'application/json',
  });
  const result = readJson(body);
  return {
    status,
    data: (result?.data ?? null) as GraphQLResponse['data'],
    errors: Array.isArray(result?.errors) ? (result.errors as GraphQLResponse['errors']) : [],
  };
}

async function readPage(
  request: Target['request'],
  kind: KindShape,
  { selection = 'id', first = 200, where, orderBy = defaultOrder(kind), after }: PageRequest,
): Promise<Page> {
  const response = await request(pageQuery(kind, selection), { where, orderBy, first, after });
  const connection = Object(response.data?.[kind.page]) as Record<string, unknown>;
  const edges = Array.isArray(connection.edges) ? (connection.edges as unknown[]) : [];
  return {
    rows: edges.map(readRow),
    nodes: Array.isArray(connection.nodes) ? (connection.nodes as unknown[]) : [],
    pageInfo: Object(connection.pageInfo) as Page['pageInfo'],
    totalCount: Number(connection.totalCount),
    response,
  };
}

const pageQuery = ({ page, whereType, orderType }: KindShape, selection: string): string =>
  `query ($where: ${whereType}, $orderBy: ${orderType}!, $first: Int, $after: Cursor) {
    ${page}(where: $where, orderBy: $orderBy, first: $first, after: $after) {
      edges { cursor node { ${selection} } } nodes { id } totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      registries { registry state returned }
    }
  }`;

function readRow(edge: unknown): Row {
  const fields = Object(edge) as { cursor?: unknown; node?: unknown };
  const cursor = String(fields.cursor);
  return { cursor, position: decodeCursor(cursor), node: Object(fields.node) as Node };
}

async function scanKind(readPageOf: Target['page'], kind: KindShape): Promise<Scan> {
  const rows: Row[] = [];
  for (let after: string | null = null; ;) {
    const page: Page = await readPageOf(kind, { selection: kind.selection, after });
    const { errors, data, status } = page.response;
    if (errors.length > 0 || !data)
      throw new TargetError(
        `${kind.page} could not be read: ${JSON.stringify(errors[0] ?? status).slice(0, 300)}`,
      );
    rows.push(...page.rows);
    const last = page.rows.at(-1)?.cursor ?? null;
    if (page.pageInfo.hasNextPage !== true || last === null || last === after)
      return { rows, isWhole: true };
    if (rows.length >= maxScanned) return { rows, isWhole: false };
    after = last;
  }
}

async function readCode(request: Target['request']): Promise<string> {
  const { data } = await request('{ registries { code } }');
  const [registry] = (data?.registries ?? []) as { code?: unknown }[];
  if (typeof registry?.code !== 'string')
    throw new TargetError('registries does not give the code of the registry');
  return registry.code;
}

/** Returns null for a response that is not JSON: that it is JSON is a requirement of its own. */
function readJson(text: string): { data?: unknown; errors?: unknown } | null {
  try {
    return JSON.parse(text) as { data?: unknown; errors?: unknown } | null;
  } catch {
    return null;
  }
}

/** By name if the kind has that order, else by its first order. */
export const defaultOrder = ({ orders }: KindShape): { field: string; direction: 'ASC' } => ({
  field: orders.includes('NAME') ? 'NAME' : (orders[0] ?? ''),
  direction: 'ASC',
});
