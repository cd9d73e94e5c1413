import { decodeCursor, encodeCursor } from '@kopru/schema';
import type { Send } from '@kopru/conformance';

// Deliberate defects of a registry, each with the requirement that is meant to find it. They stand between the kit and a registry that is right.

export interface Mutation {
  title: string;
  requirement: string;
  breaking: (send: Send) => Send;
}

type Any = Record<string, unknown>;
interface Request {
  query: string;
  variables: Any;
}
interface Edge {
  cursor: string;
  node: Any;
}
interface Connection extends Any {
  edges: Edge[];
  nodes: Any[];
  pageInfo: Any;
  totalCount: number;
  registries: Any[];
}

/** Changes the answer's JSON. */
const answer =
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
const request =
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

const isConnection = (value: unknown): value is Connection =>
  Array.isArray((Object(value) as { edges?: unknown }).edges);

/** Changes each connection of an answer. */
const connections = (change: (connection: Connection, request: Request, field: string) => void) =>
  answer((body, asked) => {
    for (const [field, value] of Object.entries(body.data ?? {})) if (isConnection(value)) change(value, asked, field);
  });

const edges = (change: (edge: Edge, index: number) => void) => connections(({ edges: all }) => all.forEach(change));
const nodes = (change: (node: Any, index: number) => void) => edges(({ node }, index) => change(node, index));
/** The first of each page alone: one record in many. */
const firstNode = (change: (node: Any) => void) => nodes((node, index) => (index === 0 ? change(node) : undefined));

const list = (value: unknown): Any[] => (Array.isArray(value) ? (value as Any[]) : []);
const orderOf = ({ variables }: Request): { field: string; direction: string } => (variables.orderBy ?? {}) as { field: string; direction: string }; // prettier-ignore
const isOrdered = (asked: Request, field: string, direction?: string): boolean =>
  orderOf(asked).field === field && (direction === undefined || orderOf(asked).direction === direction);

const rekey = (edge: Edge, change: (key: string | null) => string | null): void => {
  const place = decodeCursor(edge.cursor);
  if (place) edge.cursor = encodeCursor({ ...place, key: change(place.key) });
};
const swap = <T>(all: T[], one: number, other: number): void => {
  [all[one], all[other]] = [all[other]!, all[one]!];
};

/** A filter is asked without one of its fields, at whatever depth: the registry ignores it. */
const ignoring = (...fields: string[]) =>
  request(({ variables }) => {
    const strip = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const field of fields) Reflect.deleteProperty(value, field);
      Object.values(value).forEach(strip);
    };
    strip(variables.where);
  });

const field = (name: string, change: (value: Any | Any[]) => unknown) =>
  answer(({ data }) => {
    if (data && name in data) data[name] = change(data[name] as Any);
  });

const withoutError = (code: string) =>
  answer((body) => (body.errors?.some(({ extensions }) => (extensions as Any | undefined)?.code === code) ? { errors: [{ message: 'no', extensions: { code: 'BAD_USER_INPUT' } }], data: null } : body)); // prettier-ignore

const registries = (change: (own: Any) => void) => answer(({ data }) => list(data?.registries).forEach(change));

const sdl = (change: (text: string) => string) =>
  answer(({ data }) => {
    const service = data?._service as { sdl?: string } | undefined;
    if (service?.sdl !== undefined) service.sdl = change(service.sdl);
  });

const of = (requirement: string, title: string, breaking: Mutation['breaking']): Mutation => ({
  requirement,
  title,
  breaking,
});

const deep = (value: unknown, change: (inner: Any) => void): void => {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) change(value as Any);
  Object.values(value).forEach((each) => deep(each, change));
};

export const mutations: Mutation[] = [
  of('HPJ9', 'answers as text/html', (send) => async (text, headers) => ({
    ...(await send(text, headers)),
    contentType: 'text/html',
  })),
  of('HPJ9', 'answers 201', (send) => async (text, headers) => ({ ...(await send(text, headers)), status: 201 })),
  of('Y25K', 'fails on a document that is no GraphQL', (send) => async (text, headers) => {
    const response = await send(text, headers);
    return response.status === 400 ? { ...response, status: 500 } : response;
  }),
  of(
    'KSMC',
    'takes a body that is no JSON',
    (send) => async (text, headers) =>
      text === '{"query":' ? { status: 200, contentType: 'application/json', body: '{}' } : send(text, headers),
  ),
  of(
    '89XP',
    'shows its stack',
    answer((body) =>
      body.errors?.forEach((error) => (error.stack = 'Error\n    at read (/srv/registry/src/store.ts:12:7)')),
    ),
  ),
  of(
    'XDKZ',
    'gives errors without codes',
    answer((body) => body.errors?.forEach((error) => delete error.extensions)),
  ),
  of(
    '83P6',
    'falls over on deep queries',
    (send) => async (text, headers) =>
      text.length > 15_000 ? { status: 500, contentType: 'text/plain', body: '' } : send(text, headers),
  ),
  of(
    'G9QP',
    'takes bodies of any size',
    (send) => (text, headers) =>
      send(text.slice(0, 30).includes('__typename') ? '{"query":"{ __typename }"}' : text, headers),
  ),
  of(
    'F8KZ',
    'lacks a field of the contract',
    sdl((text) => text.replace(/\n {2}employees: Int\n/g, '\n')),
  ),
  of(
    'F8KZ',
    'has a field of another nullability',
    sdl((text) => text.replace('listedOn: [String!]!', 'listedOn: [String!]')),
  ),
  of(
    'F8KZ',
    'lacks an argument',
    sdl((text) => text.replace('name(script: Script = NATIVE): String!', 'name: String!')),
  ),
  of(
    'S9CS',
    'lacks a value of an enum',
    sdl((text) => text.replace(/\n {2}OIL_GAS_FIELD\n/, '\n')),
  ),
  of(
    'NKK8',
    'lacks a filter',
    sdl((text) => text.replace(/\n {2}stateOwned: Boolean\n(?=[^}]*hs)/, '\n')),
  ),
  of(
    'WQDT',
    'adds a field of another name',
    sdl((text) => `${text}\nextend type Company { secretNumber: String }`),
  ),
  of(
    'WQDT',
    'adds a type that does not bear its name',
    sdl((text) => `${text}\ntype Holding { id: ID! }`),
  ),
  of(
    'ZD78',
    'overrides by a directive',
    sdl((text) => text.replace(/turkiye: (\w+)/, 'turkiye: $1 @override(from: "registry")')),
  ),
  of(
    'H7TP',
    'has no entities of a kind',
    sdl((text) => text.replace(/union _Entity = [^\n]*/, 'union _Entity = Registry')),
  ),
  of(
    'J6GJ',
    'answers for another registry too',
    field('registries', (all) => [...list(all), { ...list(all)[0], code: 'KZ' }]),
  ),
  of(
    'J4UU',
    'is of another version of the contract',
    registries((own) => (own.contractVersion = '9.0.0')),
  ),
  of(
    '4TWG',
    'counts one record too many',
    registries((own) => list(own.records).forEach((each) => (each.count = Number(each.count) + 1))),
  ),
  of(
    'T2E7',
    'names a language in the wrong casing',
    registries((own) => (own.languages = ['TR-latn'])),
  ),
  of(
    'DU26',
    'names a scheme nobody knows',
    registries((own) => (own.identifierSchemes = ['TR-NOTHING'])),
  ),
  of(
    '5CQ2',
    'says nobody operates it',
    registries((own) => (own.operator = ' ')),
  ),
  of(
    '9B9N',
    'was changed in the future',
    registries((own) => (own.asOf = '2999-01-01T00:00:00.000Z')),
  ),
  of(
    'AB3G',
    'gives a foreign id',
    firstNode((node) => (node.id = 'KZ.foreign')),
  ),
  of(
    'Y9BR',
    'gives one id to two records',
    connections(({ edges: all }) => all.length > 1 && (all[1]!.node.id = all[0]!.node.id)),
  ),
  of(
    'BQ8X',
    'gives null where none may be',
    firstNode((node) => (node.provenance = null)),
  ),
  of(
    'BQ8X',
    'gives a number as text',
    firstNode((node) => 'employees' in node && (node.employees = '12')),
  ),
  of(
    'BQ8X',
    'gives a status of its own',
    firstNode((node) => 'status' in node && (node.status = 'ALIVE')),
  ),
  of(
    'NGW6',
    'speaks for another registry',
    firstNode((node) => 'registry' in node && (node.registry = 'KZ')),
  ),
  of(
    'NGW6',
    'asserts relations in the name of another',
    nodes((node) => list(node.relations).forEach((each) => (each.assertedBy = 'KZ'))),
  ),
  of(
    'HXFF',
    'gives a day that does not exist',
    nodes((node) => typeof node.founded === 'string' && (node.founded = '2001-02-30')),
  ),
  of(
    'U6TF',
    'gives instants in local time',
    nodes((node) => ((node.provenance as Any).modifiedAt = '2026-03-01T12:00:00+03:00')),
  ),
  of(
    '8YFQ',
    'gives decimals with a comma',
    nodes((node) => deep(node, (inner) => typeof inner.amount === 'string' && (inner.amount = '1,5'))),
  ),
  of(
    'CG97',
    'gives language tags in capitals',
    nodes((node) => list(node.names).forEach((each) => (each.language = 'TR'))),
  ),
  of(
    'AZR3',
    'shows another name than the first',
    nodes((node) => list(node.names).length > 0 && (node.name = `${String(node.name)}!`)),
  ),
  of(
    'UPGC',
    'gives Cyrillic as Latin',
    nodes((node) => typeof node.latin === 'string' && (node.latin = 'Алтын')),
  ),
  of(
    'RV44',
    'gives Cyrillic as Common Turkic',
    nodes((node) => typeof node.turkic === 'string' && (node.turkic = 'Алтын')),
  ),
  of(
    'MNBF',
    'turns the direction of a name',
    firstNode((node) => (node.name = `a\u202eb`)),
  ),
  of(
    'W2BR',
    'puts a division under another section',
    nodes((node) => list(node.activities).forEach((each) => (each.section = each.section === 'A' ? 'B' : 'A'))),
  ),
  of(
    'QRPU',
    'says a check digit is right that is not',
    nodes((node) => list(node.identifiers).forEach((each) => (each.value = `${String(each.value)}9`))),
  ),
  of(
    'KXV9',
    'uses a scheme of its own',
    nodes((node) => list(node.identifiers).forEach((each) => (each.scheme = 'OUR-NUMBER'))),
  ),
  of(
    'DAGY',
    'gives shares in percent',
    nodes((node) => deep(node, (inner) => typeof inner.share === 'number' && (inner.share = 51))),
  ),
  of(
    '2FNS',
    'swaps latitude and longitude beyond the pole',
    nodes((node) => deep(node, (inner) => typeof inner.latitude === 'number' && (inner.latitude = 120))),
  ),
  of(
    '2MQ5',
    'points at a party without a name',
    nodes((node) => list(node.relations).forEach(({ party }) => ((party as Any).nameOnFile = ''))),
  ),
  of(
    '4ZWN',
    'passes made-up records for real ones',
    nodes((node) => ((node.provenance as Any).synthetic = false)),
  ),
  of(
    'UUAT',
    'gives a website without a scheme',
    nodes((node) => typeof node.website === 'string' && (node.website = 'example.org')),
  ),
  of(
    'VQDP',
    'puts every company into one class',
    nodes((node) => typeof node.employees === 'number' && (node.sizeClass = node.employees < 10 ? 'LARGE' : 'MICRO')),
  ),
  of(
    'RFUM',
    'sorts by the name itself, not by its fold key',
    edges((edge) => rekey(edge, (key) => (key === null ? null : key.toUpperCase()))),
  ),
  of(
    'RFUM',
    'pads no numbers',
    connections(
      ({ edges: all }, asked) =>
        isOrdered(asked, 'EMPLOYEES') &&
        all.forEach((edge) => rekey(edge, (key) => key && String(Number(key.slice(1))))),
    ),
  ),
  of(
    'GZ3S',
    'puts İ and ı where a C locale puts them',
    connections(({ edges: all }, asked) => {
      if (isOrdered(asked, 'NAME'))
        all.sort((one, other) => (String(one.node.name) < String(other.node.name) ? -1 : 1));
    }),
  ),
  of(
    'GZ3S',
    'does not turn the order round',
    request(({ variables }) => variables.orderBy && ((variables.orderBy as Any).direction = 'ASC')),
  ),
  of(
    '9RJR',
    'puts rows without a value first',
    connections(({ edges: all }, asked) => {
      const missing = all.filter(({ node }) => node.founded === null);
      if (isOrdered(asked, 'FOUNDED'))
        all.splice(0, all.length, ...missing, ...all.filter((edge) => !missing.includes(edge)));
    }),
  ),
  of(
    'SZEF',
    'puts equal rows by descending id where it descends',
    connections(({ edges: all }, asked) => {
      if (!isOrdered(asked, 'MODIFIED', 'DESC')) return;
      const key = ({ node }: Edge): string => String((node.provenance as Any).modifiedAt);
      all.sort((one, other) =>
        key(one) === key(other)
          ? String(one.node.id) < String(other.node.id)
            ? 1
            : -1
          : key(one) < key(other)
            ? 1
            : -1,
      );
    }),
  ),
  of(
    'SVB8',
    'makes cursors of its own',
    edges((edge) => (edge.cursor = Buffer.from(String(edge.node.id)).toString('base64url'))),
  ),
  of(
    'J4CM',
    'hashes no filter',
    edges((edge) => {
      const place = decodeCursor(edge.cursor);
      if (place) edge.cursor = encodeCursor({ ...place, filter: '0'.repeat(64) });
    }),
  ),
  of(
    'WC8M',
    'gives a row twice at the border of a page',
    request(({ variables }) => {
      if (typeof variables.after === 'string' && Number(variables.first) < 60) {
        const place = decodeCursor(variables.after);
        if (place?.key) variables.after = encodeCursor({ ...place, id: place.id.slice(0, -1) });
      }
    }),
  ),
  of(
    'WC8M',
    'leaves a row out at the border of a page',
    connections(({ edges: all }, asked) => typeof asked.variables.after === 'string' && all.length > 1 && all.shift()),
  ),
  of(
    '5D5J',
    'always says that more follows',
    connections(({ pageInfo }) => (pageInfo.hasNextPage = true)),
  ),
  of(
    '5D5J',
    'never says that more follows',
    connections(({ pageInfo }, { variables }) => variables.first !== 200 && (pageInfo.hasNextPage = false)),
  ),
  of(
    '7NPQ',
    'gives no end cursor',
    connections(({ pageInfo }) => (pageInfo.endCursor = null)),
  ),
  of(
    'USEY',
    'gives other nodes than edges',
    connections(({ nodes: all }) => all.reverse()),
  ),
  of(
    'J9KC',
    'counts the page instead of all',
    connections((connection) => (connection.totalCount = connection.edges.length)),
  ),
  of(
    '3H36',
    'gives all rows where first is not given',
    request((asked) => (asked.query = asked.query.replace(/some: (\w+) \{/, 'some: $1(first: 200) {'))),
  ),
  of(
    'PRJG',
    'begins again where the record of a cursor is gone',
    request(({ variables }) => {
      if (typeof variables.after === 'string' && decodeCursor(variables.after)?.id.endsWith('.'))
        variables.after = null;
    }),
  ),
  of(
    'FARJ',
    'takes pages of any size',
    request(
      ({ variables }) =>
        typeof variables.first === 'number' && (variables.first = Math.min(200, Math.max(0, variables.first))),
    ),
  ),
  of(
    'JYVA',
    'takes any cursor',
    request(
      ({ variables }) =>
        typeof variables.after === 'string' && variables.where !== undefined && (variables.after = null),
    ),
  ),
  of(
    '94EH',
    'says nothing of itself in a page',
    connections((connection) => (connection.registries = [])),
  ),
  ...(
    [
      ['G5ZX', 'name'],
      ['V42H', 'status'],
      ['V42H', 'kinds'],
      ['V42H', 'keywords'],
      ['T9XD', 'text'],
      ['MMG6', 'sections'],
      ['X3YC', 'hs'],
      ['PHK3', 'regionCodes'],
      ['PHK3', 'locality'],
      ['3J4W', 'founded'],
      ['8K5Z', 'employees'],
      ['8K5Z', 'capacity'],
      ['R37H', 'identifier'],
      ['YB53', 'related'],
      ['3V5X', 'exporter'],
      ['RYWJ', 'parties'],
      ['WFVW', 'within'],
    ] as const
  ).map(([requirement, name]) => of(requirement, `ignores the filter ${name}`, ignoring(name))),
  of(
    '3J4W',
    'takes the end of a range for a day',
    request(({ variables }) =>
      deep(
        variables.where,
        (inner) => typeof inner.to === 'string' && inner.to.length === 4 && (inner.to = `${inner.to}-01-01`),
      ),
    ),
  ),
  of(
    'YB53',
    'finds relations of which parts hold of several',
    request(({ variables }) => {
      const where = variables.where as { related?: Any } | undefined;
      if (where?.related && Object.keys(where.related).length > 1) where.related = { kinds: where.related.kinds };
    }),
  ),
  of('GVX7', 'takes not for nothing', ignoring('not')),
  of(
    'GVX7',
    'takes or for and',
    request(({ variables }) =>
      deep(variables.where, (inner) => Array.isArray(inner.or) && ((inner.and = inner.or), delete inner.or)),
    ),
  ),
  of('DP8D', 'ignores the filter of registries', ignoring('registries')),
  of(
    'M6NQ',
    'gives everything where nothing is found',
    request(({ variables }) => (variables.where as Any | undefined)?.name === 'qwxyzzyq' && (variables.where = {})),
  ),
  of(
    '8MQ3',
    'takes an empty list for no filter',
    request(({ variables }) =>
      deep(variables.where, (inner) =>
        Object.entries(inner).forEach(
          ([name, value]) => Array.isArray(value) && value.length === 0 && delete inner[name],
        ),
      ),
    ),
  ),
  of(
    '2V64',
    'gives entities in its own order',
    field('_entities', (all) => [...list(all)].sort()),
  ),
  of(
    '2V64',
    'gives entities in the order of their ids',
    field('_entities', (all) =>
      [...list(all)].sort((one, other) => (String(Object(one).id) < String(Object(other).id) ? -1 : 1)),
    ),
  ),
  of(
    'Q9YN',
    'answers for any registry',
    request(({ variables }) =>
      list(variables.r).forEach((each) => each.__typename === 'Registry' && (each.code = 'TR')),
    ),
  ),
  of(
    'HKTG',
    'gives records as what they are asked as',
    field('_entities', (all) => list(all).map((each) => each ?? { __typename: 'Company', id: 'TR.x' })),
  ),
  of(
    '5DYX',
    'fails on ids it does not have',
    answer((body) => (body.data && 'x' in body.data ? { data: null, errors: [{ message: 'no' }] } : body)),
  ),
  of(
    'VGFR',
    'gives plants as organisations',
    answer(
      ({ data }, { variables }) =>
        data &&
        'organization' in data &&
        data.organization === null &&
        (data.organization = { __typename: 'Facility', id: variables.id }),
    ),
  ),
  of(
    '53AM',
    'leaves out nodes it does not have',
    field('nodes', (all) => list(all).filter((each) => each !== null)),
  ),
  of('JTJX', 'takes anything for an id', withoutError('ID_MALFORMED')),
  of(
    '6FW3',
    'gives its extension as text',
    answer(({ data }) => deep(data, (inner) => inner.turkiye && (inner.turkiye = 'text'))),
  ),
  of(
    'ZBFD',
    'counts one record twice',
    answer(({ data }) =>
      list((data?.companyStatistics as Any | undefined)?.cells).forEach(
        (cell) => (cell.count = Number(cell.count) + 1),
      ),
    ),
  ),
  of(
    'ZBFD',
    'gives cells in no order',
    answer(({ data }) => list((data?.companyStatistics as Any | undefined)?.cells).reverse()),
  ),
  of('MY3U', 'takes any number of dimensions', withoutError('TOO_MANY_DIMENSIONS')),
  of(
    'Q59K',
    'does not tell of one record',
    answer(({ data }) => {
      const feed = data?.changes as { entries: Any[] } | undefined;
      feed?.entries.splice(3, 1);
    }),
  ),
  of(
    'C8ZV',
    'tells its changes backwards',
    answer(({ data }) => {
      const feed = data?.changes as { entries: Any[] } | undefined;
      feed?.entries.forEach(
        (entry, index) => (entry.at = new Date(Date.UTC(2026, 0, 1) - index * 1_000).toISOString()),
      );
    }),
  ),
  of(
    'UTRU',
    'begins again at a token',
    request(({ query, variables }) => query.includes('changes(') && variables.first === 1 && (variables.since = null)),
  ),
  of(
    'MH3M',
    'passes a change over between pages',
    answer(({ data }, { variables }) => {
      const feed = data?.changes as { entries: Any[]; next: string } | undefined;
      if (feed && variables.first === 3 && variables.since) swap(feed.entries, 0, 1);
    }),
  ),
  of(
    '38MP',
    'ignores the kinds asked for',
    request(
      ({ query, variables }) =>
        query.includes('changes(') && list(variables.kinds).length > 0 && delete variables.kinds,
    ),
  ),
  of(
    'JWUN',
    'gives records that are gone, and none that are there',
    answer(({ data }) => {
      const feed = data?.changes as { entries: Any[] } | undefined;
      feed?.entries.forEach((entry) => (entry.record = null));
    }),
  ),
  of('GK7T', 'takes anything for a token', withoutError('CHANGE_TOKEN_MALFORMED')),
];
