import { answer, deep, field, list, listOrNull, of, request, swap, withoutError } from './break.ts';
import type { Any, Mutation } from './break.ts';

export const entitiesStatisticsChanges: Mutation[] = [
  of(
    '2V64',
    'gives entities in its own order',
    field('_entities', (all) => [...list(all)].sort()),
  ),
  of(
    '2V64',
    'gives entities in the order of their ids',
    field('_entities', (all) =>
      [...listOrNull(all)].sort((one, other) => (String(one?.id) < String(other?.id) ? -1 : 1)),
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
    field('_entities', (all) =>
      listOrNull(all).map((each) => each ?? { __typename: 'Company', id: 'TR.x' }),
    ),
  ),
  of(
    '5DYX',
    'fails on ids it does not have',
    answer((body) =>
      body.data && 'x' in body.data ? { data: null, errors: [{ message: 'no' }] } : body,
    ),
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
    field('nodes', (all) => listOrNull(all).filter((each) => each !== null)),
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
    request(
      ({ query, variables }) =>
        query.includes('changes(') && variables.first === 1 && (variables.since = null),
    ),
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
