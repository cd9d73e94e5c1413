import { OperatorError, decodeCursor } from '@kopru/schema';
import type { PageCursor } from '@kopru/schema';
import { kindShapes } from './contract-shapes.ts';
import type { KindShape } from './contract-shapes.ts';

/** How the registry under test is reached; the kit knows nothing else of it. */
export type Send = (body: string, headers: Readonly<Record<string, string>>) => Promise<Response_>;

export interface Response_ {
  status: number;
  contentType: string;
  body: string;
}

export interface Answer {
  status: number;
  data: Record<string, unknown> | null;
  errors: { message?: unknown; path?: unknown; extensions?: { code?: unknown } }[];
}

export type Node = Record<string, unknown> & { id: string };

export interface Row {
  cursor: string;
  /** What the cursor says; null where it is none of the contract's. */
  place: PageCursor | null;
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
  answer: Answer;
}

export interface PageRequest {
  where?: object;
  orderBy?: { field: string; direction: 'ASC' | 'DESC' };
  first?: number;
  after?: string | null;
  selection?: string;
}

/** A registry under test, with what has been read of it already. */
export interface Target {
  send: Send;
  ask: (query: string, variables?: object) => Promise<Answer>;
  page: (kind: KindShape, request?: PageRequest) => Promise<Page>;
  /** The rows of a kind in its order of names or the like, whole records, up to a cap; read once. */
  walk: (kind: KindShape) => Promise<Walk>;
  /** Of all kinds, those walked rows with their kind. */
  records: () => Promise<{ kind: KindShape; node: Node }[]>;
  code: () => Promise<string>;
}

export interface Walk {
  rows: Row[];
  /** False where the kind has more rows than are read. */
  isWhole: boolean;
}

/** Rows of one kind that are read: enough to see every rule at work, few enough for a registry of millions. */
export const maxWalked = 2_000;

export class TargetError extends OperatorError {
  constructor(message: string) {
    super('TARGET', message);
  }
}

export function createTarget(send: Send): Target {
  const walks = new Map<string, Promise<Walk>>();
  let code: Promise<string> | undefined;

  const ask = async (query: string, variables: object = {}): Promise<Answer> => {
    const response = await send(JSON.stringify({ query, variables }), {
      'content-type': 'application/json',
    });
    const answer = readJson(response.body);
    return {
      status: response.status,
      data: (answer?.data ?? null) as Answer['data'],
      errors: Array.isArray(answer?.errors) ? (answer.errors as Answer['errors']) : [],
    };
  };

  const page = async (kind: KindShape, request: PageRequest = {}): Promise<Page> => {
    const { selection = 'id', first = 200, where, orderBy, after } = request;
    const query = `query ($where: ${kind.whereType}, $orderBy: ${kind.orderType}!, $first: Int, $after: Cursor) {
      ${kind.page}(where: $where, orderBy: $orderBy, first: $first, after: $after) {
        edges { cursor node { ${selection} } } nodes { id } totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        registries { registry state returned }
      }
    }`;
    const answer = await ask(query, {
      where,
      orderBy: orderBy ?? defaultOrder(kind),
      first,
      after,
    });
    const connection = Object(answer.data?.[kind.page]) as Record<string, unknown>;
    const edges = (Array.isArray(connection.edges) ? connection.edges : []) as {
      cursor?: unknown;
      node?: unknown;
    }[];
    return {
      rows: edges.map((edge) => {
        const { cursor: said, node } = Object(edge) as { cursor?: unknown; node?: unknown };
        const cursor = String(said);
        return { cursor, place: decodeCursor(cursor), node: Object(node) as Node };
      }),
      nodes: Array.isArray(connection.nodes) ? (connection.nodes as unknown[]) : [],
      pageInfo: Object(connection.pageInfo) as Page['pageInfo'],
      totalCount: Number(connection.totalCount),
      answer,
    };
  };

  const walkOnce = async (kind: KindShape): Promise<Walk> => {
    const rows: Row[] = [];
    for (let after: string | null = null; ;) {
      const found: Page = await page(kind, { selection: kind.selection, after });
      if (found.answer.errors.length > 0 || !found.answer.data)
        throw new TargetError(
          `${kind.page} could not be read: ${JSON.stringify(found.answer.errors[0] ?? found.answer.status).slice(0, 300)}`,
        );
      rows.push(...found.rows);
      const last = found.rows.at(-1)?.cursor ?? null;
      if (found.pageInfo.hasNextPage !== true || last === null || last === after)
        return { rows, isWhole: true };
      if (rows.length >= maxWalked) return { rows, isWhole: false };
      after = last;
    }
  };

  const walk = (kind: KindShape): Promise<Walk> => {
    const known = walks.get(kind.page) ?? walkOnce(kind);
    walks.set(kind.page, known);
    return known;
  };

  return {
    send,
    ask,
    page,
    walk,
    async records() {
      const all: { kind: KindShape; node: Node }[] = [];
      for (const kind of kindShapes)
        for (const { node } of (await walk(kind)).rows) all.push({ kind, node });
      return all;
    },
    code: () =>
      (code ??= ask('{ registries { code } }').then(({ data }) => {
        const [own] = (data?.registries ?? []) as { code?: unknown }[];
        if (typeof own?.code !== 'string')
          throw new TargetError('registries does not say the code of the registry');
        return own.code;
      })),
  };
}

/** An answer that is no JSON has no data; that it is none is a requirement of its own. */
function readJson(text: string): { data?: unknown; errors?: unknown } | null {
  try {
    return JSON.parse(text) as { data?: unknown; errors?: unknown } | null;
  } catch {
    return null;
  }
}

/** By name where the kind has one, else by its first order. */
export const defaultOrder = ({ orders }: KindShape): { field: string; direction: 'ASC' } => ({
  field: orders.includes('NAME') ? 'NAME' : (orders[0] ?? ''),
  direction: 'ASC',
});
