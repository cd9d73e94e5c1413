import { encodeCursor, hashFilter, orderToken } from '@kopru/schema';
import type { ErrorCode } from '@kopru/schema';

/** A request that is wrong in one way, and the code that says so. */
export interface BadRequest {
  what: string;
  code: ErrorCode;
  request: RequestInit & { search?: string };
}

const json = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json): RequestInit => ({
  method: 'POST',
  headers,
  body,
});

const bad = (what: string, code: ErrorCode, query: string, variables: object = {}): BadRequest => ({
  what,
  code,
  request: post(JSON.stringify({ query, variables })),
});

const badRequest = (what: string, request: BadRequest['request']): BadRequest => ({
  what,
  code: 'BAD_REQUEST',
  request,
});

const page = (args: string): string => `{ companies(${args}) { totalCount } }`;
const byFilter = 'query ($where: CompanyWhere) { companies(where: $where) { totalCount } }';
const many = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => each(index)).join(' ');

/**
 * A cursor as the union would give it for companies by name, all of them, but for what is said
 * otherwise.
 */
function cursor({ connection = 'companies', field = 'NAME', where = {} }): string {
  const order = orderToken(connection, { field, direction: 'ASC' });
  return encodeCursor({ order, key: 'a', id: 'KZ.a', filter: hashFilter(where) });
}

const nested = (levels: number): object =>
  levels === 0 ? { name: 'a' } : { not: nested(levels - 1) };
const nestedText = (levels: number): string => `${'{not: '.repeat(levels)}{}${'}'.repeat(levels)}`;
/** Each fragment spreads the next one twice: 2^28 ways through them, and a ring at the end. */
const doubling = `{ ...F0 } ${many(28, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F28 on Query { ...F28 }`;

export const badRequests: readonly BadRequest[] = [
  bad('an unknown field', 'GRAPHQL_VALIDATION_FAILED', '{ nothing }'),
  bad('a document that is none', 'GRAPHQL_PARSE_FAILED', '{ companies('),
  bad('a mutation', 'GRAPHQL_VALIDATION_FAILED', 'mutation { removeAll }'),
  bad('a subscription', 'GRAPHQL_VALIDATION_FAILED', 'subscription { all }'),
  bad(
    'two operations and no name',
    'OPERATION_RESOLUTION_FAILURE',
    'query A { __typename } query B { __typename }',
  ),
  {
    ...bad('the name of no operation', 'OPERATION_RESOLUTION_FAILURE', ''),
    request: post('{"query": "query A { __typename }", "operationName": "B"}'),
  },
  bad('first: -1', 'PAGE_SIZE_OUT_OF_RANGE', page('first: -1')),
  bad('first: 100000', 'PAGE_SIZE_OUT_OF_RANGE', page('first: 100000')),
  bad(
    'a first that is no number',
    'BAD_USER_INPUT',
    'query ($n: Int) { companies(first: $n) { totalCount } }',
    {
      n: 'x',
    },
  ),
  bad('a garbage cursor', 'CURSOR_MALFORMED', page('after: "garbage"')),
  bad('an empty cursor', 'CURSOR_MALFORMED', page('after: ""')),
  bad(
    'a cursor of another filter',
    'CURSOR_OF_ANOTHER_QUESTION',
    page(`after: "${cursor({ where: { name: 'a' } })}"`),
  ),
  bad(
    'a cursor of another order',
    'CURSOR_OF_ANOTHER_QUESTION',
    page(`after: "${cursor({ field: 'FOUNDED' })}"`),
  ),
  bad(
    'a cursor of another connection',
    'CURSOR_OF_ANOTHER_QUESTION',
    page(`after: "${cursor({ connection: 'investors' })}"`),
  ),
  bad('a malformed id', 'ID_MALFORMED', '{ organization(id: "KZ 950440001673") { name } }'),
  bad('an id of no registry', 'ID_OF_NO_REGISTRY', '{ node(id: "XX.950440001673") { id } }'),
  bad(
    'an id that names a property of every object',
    'ID_MALFORMED',
    '{ nodes(ids: ["__proto__.1"]) { id } }',
  ),
  bad('201 ids', 'TOO_MANY_IDS', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: Array(201).fill('KZ.a'),
  }),
  bad(
    '10,000 aliases',
    'QUERY_TOO_LONG',
    `{ ${many(10_000, (n) => `a${n}: companies { totalCount }`)} }`,
  ),
  bad(
    '21 aliases',
    'TOO_MANY_ROOT_FIELDS',
    `{ ${many(21, (n) => `a${n}: companies { totalCount }`)} }`,
  ),
  bad(
    '21 aliases in three fragments',
    'TOO_MANY_ROOT_FIELDS',
    `{ ...A ...B ... { ...C } } ${many(3, (f) => `fragment ${'ABC'.charAt(f)} on Query { ${many(7, (n) => `a${f}_${n}: companies { totalCount }`)} }`)}`,
  ),
  bad(
    'one fragment of 11 aliases, spread in another one twice',
    'TOO_MANY_ROOT_FIELDS',
    `{ ...B } fragment B on Query { ...A ...A } fragment A on Query { ${many(11, (n) => `a${n}: companies { totalCount }`)} }`,
  ),
  bad('fragments that double 28 times', 'GRAPHQL_VALIDATION_FAILED', doubling),
  bad('5,000 unknown fields', 'TOO_MANY_ROOT_FIELDS', `{ ${many(5_000, (n) => `a${n}`)} }`),
  bad('a filter nested 11 deep', 'FILTER_TOO_LARGE', byFilter, { where: nested(11) }),
  bad('a filter nested 3,000 deep', 'QUERY_TOO_DEEP', page(`where: ${nestedText(3_000)}`)),
  {
    ...bad('variables nested 100,000 deep', 'QUERY_TOO_DEEP', ''),
    request: post(
      `{"query": "{ a }", "variables": ${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`,
    ),
  },
  bad(
    'selections nested 5,000 deep',
    'QUERY_TOO_DEEP',
    `${'{a'.repeat(5_000)}${'}'.repeat(5_000)}`,
  ),
  bad(
    'a list nested 7,000 deep',
    'QUERY_TOO_DEEP',
    page(`where: ${'['.repeat(7_000)}${']'.repeat(7_000)}`),
  ),
  bad('a filter of 401 values', 'FILTER_TOO_LARGE', byFilter, {
    where: { divisions: Array(401).fill('01') },
  }),
  bad('an empty list', 'FILTER_LIST_EMPTY', page('where: {registries: []}')),
  bad('a registry that is no member', 'VALUE_INVALID', page('where: {registries: ["XX"]}')),
  bad('an invalid scalar', 'VALUE_INVALID', page('where: {founded: {from: "soon"}}')),
  bad('an invalid scalar in a variable', 'VALUE_INVALID', byFilter, {
    where: { founded: { from: 'soon' } },
  }),
  bad('an unknown field of a filter', 'BAD_USER_INPUT', byFilter, { where: { nothing: 1 } }),
  {
    ...bad('a query of 2 MB', 'QUERY_TOO_LARGE', ''),
    request: post(JSON.stringify({ query: `#${'x'.repeat(2_000_000)}` })),
  },
  badRequest('a body that is no JSON', post('{"query": ')),
  badRequest('a body that is null', post('null')),
  badRequest('a body without a query', post('{}')),
  badRequest('a query that is no text', post('{"query": 1}')),
  badRequest('variables that are a list', post('{"query": "{ __typename }", "variables": [1]}')),
  badRequest('a batch', post('[{"query": "{ __typename }"}]')),
  badRequest('a GET with no query', { method: 'GET' }),
  badRequest('a GET with no header that a web page could not set', {
    method: 'GET',
    search: '?query={__typename}',
  }),
  badRequest('another method', { ...post('{"query": "{ __typename }"}'), method: 'PUT' }),
  badRequest(
    'another content type',
    post('{"query": "{ __typename }"}', { 'content-type': 'text/plain' }),
  ),
  badRequest(
    'an unknown character set',
    post('{}', { 'content-type': 'application/json; charset=x' }),
  ),
  badRequest('a body that is no gzip', post('{}', { ...json, 'content-encoding': 'gzip' })),
  badRequest('no body', { method: 'POST', headers: json }),
  badRequest(
    'an answer wanted as a picture',
    post('{"query": "{ __typename }"}', { ...json, accept: 'image/png' }),
  ),
];
