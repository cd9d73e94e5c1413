import { GraphQLError } from 'graphql';
import { limits } from './limits.ts';

/**
 * Who must act: the caller can correct the request, a registry failed, or the responding server
 * itself failed.
 */
export type Blame = 'caller' | 'registry' | 'server';

interface CatalogueEntry<P extends readonly string[]> {
  blame: Blame;
  /** States what was expected, what came and what to do. `{name}` is replaced by a parameter. */
  message: string;
  params: P;
}

const entry = <const P extends readonly string[]>(
  blame: Blame,
  params: P,
  message: string,
): CatalogueEntry<P> => ({
  blame,
  params,
  message,
});

/**
 * The error codes of hub and registries. Codes are added, never renamed. docs/errors.md explains
 * each; a test compares both.
 */
export const errorCatalogue = {
  GRAPHQL_PARSE_FAILED: entry(
    'caller',
    [],
    'Expected a GraphQL document. Correct the syntax at the place named.',
  ),
  GRAPHQL_VALIDATION_FAILED: entry(
    'caller',
    [],
    'Expected a query that fits the schema. Correct the fields or arguments named.',
  ),
  BAD_USER_INPUT: entry(
    'caller',
    [],
    'Expected variables that fit their types. Correct the value named.',
  ),
  BAD_REQUEST: entry(
    'caller',
    [],
    'Expected an HTTP POST of JSON {"query": "…"} with content-type application/json.',
  ),
  OPERATION_RESOLUTION_FAILURE: entry(
    'caller',
    [],
    'Expected one operation, or operationName to say which of several.',
  ),
  QUERY_TOO_LARGE: entry(
    'caller',
    [],
    `Expected a request of at most ${limits.requestBytes} bytes. Send long lists as several requests.`,
  ),
  QUERY_TOO_LONG: entry(
    'caller',
    [],
    `Expected a query of at most ${limits.queryTokens} tokens. Split it into several requests.`,
  ),
  QUERY_TOO_DEEP: entry(
    'caller',
    [],
    `Expected a query and variables nested at most ${limits.nesting} levels deep. Ask for less at once, and for the rest by the ids that come.`,
  ),
  TOO_MANY_ROOT_FIELDS: entry(
    'caller',
    ['count'],
    `Expected at most ${limits.rootFields} fields under Query, aliases counted, but got {count}. Split the query.`,
  ),
  PAGE_SIZE_OUT_OF_RANGE: entry(
    'caller',
    ['first'],
    `Expected first between 0 and ${limits.first}, but got {first}. Ask for a smaller page and go on with after.`,
  ),
  CURSOR_MALFORMED: entry(
    'caller',
    [],
    'Expected after to be a cursor of an earlier page, but got something else. Use pageInfo.endCursor as it came.',
  ),
  CURSOR_OF_ANOTHER_QUESTION: entry(
    'caller',
    ['part'],
    'Expected a cursor of this very question, but got one made for another {part}. Start again without after.',
  ),
  CHANGES_OUT_OF_RANGE: entry(
    'caller',
    ['first'],
    `Expected first between 1 and ${limits.first}, but got {first}. Ask for fewer changes and go on with next.`,
  ),
  CHANGE_TOKEN_MALFORMED: entry(
    'caller',
    [],
    'Expected since to be a token that changes gave, but got something else. Use next, or the token of a change, as it came.',
  ),
  CHANGE_TOKEN_UNKNOWN: entry(
    'caller',
    ['registry'],
    'Expected a token of the history that {registry} has, but its history is another now, as after a restored backup. Follow it anew: changes(registries: [{registry}]) without since.',
  ),
  ID_MALFORMED: entry(
    'caller',
    ['id'],
    'Expected an id such as KZ.950440001673 (registry code, dot, native id), but got {id}.',
  ),
  ID_OF_NO_REGISTRY: entry(
    'caller',
    ['id', 'codes'],
    'Expected an id that begins with one of {codes}, but got {id}.',
  ),
  TOO_MANY_IDS: entry(
    'caller',
    ['count'],
    `Expected at most ${limits.ids} ids, but got {count}. Ask in several requests.`,
  ),
  REGISTRY_UNKNOWN: entry(
    'caller',
    ['code', 'codes'],
    'Expected registry codes out of {codes}, but got {code}.',
  ),
  FILTER_LIST_EMPTY: entry(
    'caller',
    ['path'],
    'Expected at least one value in {path}, but got an empty list. Leave the field out to ask for all.',
  ),
  FILTER_TOO_LARGE: entry(
    'caller',
    ['what'],
    `Expected a filter of at most ${limits.filterDepth} levels, ${limits.filterValues} values and ${limits.filterText} characters a text, but got more {what}.`,
  ),
  VALUE_INVALID: entry(
    'caller',
    ['type', 'expected', 'value'],
    'Expected {type} ({expected}), but got {value}.',
  ),
  EXTENSION_NOT_LOADED: entry(
    'caller',
    ['field', 'registry'],
    'The field {field} belongs to the national extension of {registry}, which the hub has not been able to load yet. Ask without it, or again once {registry} answers.',
  ),
  TOO_MANY_DIMENSIONS: entry(
    'caller',
    ['count'],
    `Expected at most ${limits.dimensions} dimensions in by, each once, but got {count}. Ask for the others in another request.`,
  ),
  PLACE_UNKNOWN: entry(
    'caller',
    ['id'],
    'Expected a record whose registry knows its location, but {id} is not on file, has none, or is withheld. Ask for one nearby.',
  ),
  RECORD_INVALID: entry(
    'caller',
    ['id', 'problems'],
    'Expected a record that fits the contract, but {id} does not: {problems}. Nothing of the batch was written.',
  ),
  REGISTRY_TIMEOUT: entry(
    'registry',
    ['registry'],
    '{registry} did not answer in time. The rest of the answer is whole; ask again for its part.',
  ),
  REGISTRY_UNAVAILABLE: entry(
    'registry',
    ['registry'],
    '{registry} could not be reached. The rest of the answer is whole; ask again for its part.',
  ),
  REGISTRY_REFUSED: entry(
    'registry',
    ['registry'],
    '{registry} refused the question. The rest of the answer is whole.',
  ),
  REGISTRY_ANSWER_INVALID: entry(
    'registry',
    ['registry', 'clause'],
    '{registry} gave something the contract does not allow ({clause}); it was left out. Tell its operator.',
  ),
  REGISTRY_FIELD_FAILED: entry(
    'registry',
    ['registry'],
    '{registry} could not give this field. The rest of the record is whole.',
  ),
  STORE_UNAVAILABLE: entry(
    'server',
    [],
    'The registry cannot reach its database now. Ask again later.',
  ),
  INTERNAL_SERVER_ERROR: entry(
    'server',
    [],
    'The server failed in a way it did not expect. The operator finds the cause in its log.',
  ),
} as const;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;
/** The parameters of a code's message. */
export type ErrorParams<C extends ErrorCode> = Record<
  (typeof errorCatalogue)[C]['params'][number],
  string | number
>;

/** Whether a value is a code of the catalogue. */
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorCatalogue, code);

/** The message of a code with its parameters, each cut to 300 characters. */
export function errorMessage<C extends ErrorCode>(code: C, params: ErrorParams<C>): string {
  const values: Record<string, string | number> = params;
  return errorCatalogue[code].message.replace(/\{(\w+)\}/g, (_, name: string) =>
    shorten(String(values[name])),
  );
}

/** A GraphQL error with the code, and with the registry if one failed, in its extensions. */
export function catalogueError<C extends ErrorCode>(
  code: C,
  params: ErrorParams<C>,
  options: { path?: readonly (string | number)[]; registry?: string } = {},
): GraphQLError {
  return new GraphQLError(errorMessage(code, params), {
    path: options.path,
    extensions: { code, ...(options.registry !== undefined && { registry: options.registry }) },
  });
}

const shorten = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);
