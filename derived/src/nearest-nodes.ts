import { getBoundsOfDistance, getDistance } from 'geolib';
import { catalogueError, limits, pageSize } from '@kopru/schema';
import { requestAllPages, requestField, reportFields } from './federation.ts';
import type { Report, Federation } from './federation.ts';

interface Position {
  latitude: number;
  longitude: number;
}

export interface NearestNodesArguments {
  to: string;
  kinds?: readonly string[] | null;
  first?: number | null;
}

const positionQuery = `query ($id: ID!) {
  node(id: $id) {
    ... on Organization { address { location { latitude longitude } } }
    ... on Facility { address { location { latitude longitude } } }
    ... on TransportNode { location { latitude longitude } }
  }
}`;

const nodesQuery = `query ($within: GeoBox!, $kinds: [NodeKind!], $after: Cursor) {
  transportNodes(where: { within: $within, kinds: $kinds }, first: ${limits.first}, after: $after) {
    nodes { id location { latitude longitude } } pageInfo { hasNextPage endCursor } ${reportFields}
  }
}`;

/**
 * Kilometres round the place, step by step, until enough nodes lie within; the last takes in the
 * whole globe.
 */
const radiiKm = [100, 400, 1_600, 6_400, 21_000];

/**
 * No registry ships its table: each is asked for a box round the place, which is widened until it
 * holds enough.
 */
export async function nearestNodes(
  federation: Federation,
  { to, kinds, first }: NearestNodesArguments,
): Promise<object> {
  const wanted = pageSize(first, 5);
  const position = await positionOf(federation, to);
  for (const radiusKm of radiiKm) {
    const { near, reports } = await nodesWithin(federation, position, radiusKm, kinds);
    const nearest = near.filter(({ node }) => node.id !== to);
    if (nearest.length >= wanted || radiusKm === radiiKm.at(-1))
      return { nodes: nearest.slice(0, wanted), registries: reports };
  }
  throw new Error('Expected the last radius to end the search');
}

async function positionOf(federation: Federation, id: string): Promise<Position> {
  interface Found {
    address?: { location: Position | null } | null;
    location?: Position | null;
  }
  const nearest = (await requestField(federation, positionQuery, { id })) as Found | null;
  const position = nearest?.location ?? nearest?.address?.location;
  if (!position) throw catalogueError('PLACE_UNKNOWN', { id });
  return position;
}

async function nodesWithin(
  federation: Federation,
  position: Position,
  radiusKm: number,
  kinds: readonly string[] | null | undefined,
): Promise<{ near: { node: { id: string }; distanceKm: number }[]; reports: Report[] }> {
  const [southWest, northEast] = getBoundsOfDistance(position, radiusKm * 1_000) as [
    Position,
    Position,
  ];
  const within = {
    south: southWest.latitude,
    west: southWest.longitude,
    north: northEast.latitude,
    east: northEast.longitude,
  };
  const { rows, reports } = await requestAllPages(federation, nodesQuery, {
    within,
    ...(kinds && { kinds }),
  });
  const near = (rows as { id: string; location: Position | null }[])
    .flatMap(({ id, location }) =>
      location
        ? [{ node: { id }, distanceKm: Math.round(getDistance(position, location) / 100) / 10 }]
        : [],
    )
    // What lies in the corners of the box only may be farther than something outside it.
    .filter(({ distanceKm }) => distanceKm <= radiusKm)
    .sort((a, b) => a.distanceKm - b.distanceKm || (a.node.id < b.node.id ? -1 : 1));
  return { near, reports };
}
