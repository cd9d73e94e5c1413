import { answer, field, list, of, registries, sdl } from './break.ts';
import type { Mutation } from './break.ts';

export const transportAndSchema: Mutation[] = [
  of('HPJ9', 'answers as text/html', (send) => async (text, headers) => ({
    ...(await send(text, headers)),
    contentType: 'text/html',
  })),
  of('N7RJ', 'knows its old media type alone', (send) => async (text, headers) => ({
    ...(await send(text, headers)),
    contentType: 'application/json',
  })),
  of('HPJ9', 'answers 201', (send) => async (text, headers) => ({
    ...(await send(text, headers)),
    status: 201,
  })),
  of('Y25K', 'fails on a document that is no GraphQL', (send) => async (text, headers) => {
    const response = await send(text, headers);
    return response.status === 400 ? { ...response, status: 500 } : response;
  }),
  of(
    'KSMC',
    'takes a body that is no JSON',
    (send) => async (text, headers) =>
      text === '{"query":'
        ? { status: 200, contentType: 'application/json', body: '{}' }
        : send(text, headers),
  ),
  of(
    '89XP',
    'shows its stack',
    answer((body) =>
      body.errors?.forEach(
        (error) => (error.stack = 'Error\n    at read (/srv/registry/src/store.ts:12:7)'),
      ),
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
      text.length > 15_000
        ? { status: 500, contentType: 'text/plain', body: '' }
        : send(text, headers),
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
];
