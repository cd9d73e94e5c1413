import { decodeCursor, encodeCursor } from '@kopru/schema';
import type { Send } from '@kopru/conformance';

// What a defect is made of: it stands between the conformance kit and a registry that is right, and
// changes what passes.

export interface Mutation {
  title: string;
  requirement: string;
  breaking: (send: Send) => Send;
}

export type Any = Record<string, unknown>;
export interface Request {
  query: string;
  variables: Any;
}
export interface Edge {
  cursor: string;
  node: Any;
}
export interface Connection extends Any {
  edges: Edge[];
  nodes: Any[];
  pageInfo: Any;
  totalCount: number;
  registries: Any[];
}

/** Changes the answer's JSON. */
export const answer =
  (change: (body: { data: Any | null; errors?: Any[] }, request: Request) => unknown) =>
  (send: Send): Send =>
  async (text, headers) => {
    const response = await send(text, headers);
    let request: Request;
    let body: { data: Any | null; errors?: Any[] };
    try {
      request = JSON.parse(text) as Request;
      body = JSON.parse(response.body) as typeof body;
    } catch {
      return response;
    }
    return { ...response, body: JSON.stringify(change(body, request) ?? body) };
  };

/** Changes what is asked before it is asked. */
export const request =
  (change: (asked: Request) => void) =>
  (send: Send): Send =>
  (text, headers) => {
    let asked: Request;
    try {
      asked = JSON.parse(text) as Request;
    } catch {
      return send(text, headers);
    }
    change(asked);
    return send(JSON.stringify(asked), headers);
  };

export const isConnection = (value: unknown): value is Connection =>
  Array.isArray((Object(value) as { edges?: unknown }).edges);

/** Changes each connection of an answer. */
export const connections = (
  change: (connection: Connection, request: Request, field: string) => void,
) =>
  answer((body, asked) => {
    for (const [field, value] of Object.entries(body.data ?? {}))
      if (isConnection(value)) change(value, asked, field);
  });

export const edges = (change: (edge: Edge, index: number) => void) =>
  connections(({ edges: all }) => all.forEach(change));
export const nodes = (change: (node: Any, index: number) => void) =>
  edges(({ node }, index) => change(node, index));
/** The first of each page alone: one record in many. */
export const firstNode = (change: (node: Any) => void) =>
  nodes((node, index) => (index === 0 ? change(node) : undefined));

/** What is no list has no items. */
export const list = (value: unknown): Any[] => (Array.isArray(value) ? (value as Any[]) : []);
/** A list of which some may be null, as those of records by id. */
export const listOrNull = (value: unknown): (Any | null)[] => list(value);
export const orderOf = ({ variables }: Request): { field: string; direction: string } =>
  (variables.orderBy ?? {}) as { field: string; direction: string };
export const isOrdered = (asked: Request, field: string, direction?: string): boolean =>
  orderOf(asked).field === field &&
  (direction === undefined || orderOf(asked).direction === direction);

export const rekey = (edge: Edge, change: (key: string | null) => string | null): void => {
  const place = decodeCursor(edge.cursor);
  if (place) edge.cursor = encodeCursor({ ...place, key: change(place.key) });
};
export const swap = (all: unknown[], one: number, other: number): void => {
  [all[one], all[other]] = [all[other], all[one]];
};

/** A filter is asked without one of its fields, at whatever depth: the registry ignores it. */
export const ignoring = (...fields: string[]) =>
  request(({ variables }) => {
    const strip = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const field of fields) Reflect.deleteProperty(value, field);
      Object.values(value).forEach(strip);
    };
    strip(variables.where);
  });

export const field = (name: string, change: (value: Any | Any[]) => unknown) =>
  answer(({ data }) => {
    if (data && name in data) data[name] = change(data[name] as Any);
  });

export const withoutError = (code: string) =>
  answer((body) =>
    body.errors?.some(({ extensions }) => (extensions as Any | undefined)?.code === code)
      ? { errors: [{ message: 'no', extensions: { code: 'BAD_USER_INPUT' } }], data: null }
      : body,
  );

export const registries = (change: (own: Any) => void) =>
  answer(({ data }) => list(data?.registries).forEach(change));

export const sdl = (change: (text: string) => string) =>
  answer(({ data }) => {
    const service = data?._service as { sdl?: string } | undefined;
    if (service?.sdl !== undefined) service.sdl = change(service.sdl);
  });

export const of = (
  requirement: string,
  title: string,
  breaking: Mutation['breaking'],
): Mutation => ({
  requirement,
  title,
  breaking,
});

export const deep = (value: unknown, change: (inner: Any) => void): void => {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) change(value as Any);
  Object.values(value).forEach((each) => deep(each, change));
};
