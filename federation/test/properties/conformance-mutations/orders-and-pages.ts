import { decodeCursor, encodeCursor } from '@kopru/schema';
import { connections, edges, isOrdered, of, rekey, request } from './break.ts';
import type { Any, Edge, Mutation } from './break.ts';

export const ordersAndPages: Mutation[] = [
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
    connections(
      ({ edges: all }, asked) =>
        typeof asked.variables.after === 'string' && all.length > 1 && all.shift(),
    ),
  ),
  of(
    '5D5J',
    'always says that more follows',
    connections(({ pageInfo }) => (pageInfo.hasNextPage = true)),
  ),
  of(
    '5D5J',
    'never says that more follows',
    connections(
      ({ pageInfo }, { variables }) => variables.first !== 200 && (pageInfo.hasNextPage = false),
    ),
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
    request(
      (asked) => (asked.query = asked.query.replace(/some: (\w+) \{/, 'some: $1(first: 200) {')),
    ),
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
        typeof variables.first === 'number' &&
        (variables.first = Math.min(200, Math.max(0, variables.first))),
    ),
  ),
  of(
    'JYVA',
    'takes any cursor',
    request(
      ({ variables }) =>
        typeof variables.after === 'string' &&
        variables.where !== undefined &&
        (variables.after = null),
    ),
  ),
  of(
    '94EH',
    'says nothing of itself in a page',
    connections((connection) => (connection.registries = [])),
  ),
];
