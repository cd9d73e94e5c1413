import { getBoundsOfDistance, getDistance } from 'geolib';
import { catalogueError, limits } from '@kopru/schema';
import { askAll, askField, readFirst, reportFields } from './federation.ts';
import type { Report, Federation } from './federation.ts';

interface Place {
  latitude: number;
  longitude: number;
}

export interface NearestNodesArguments {
  to: string;
  kinds?: readonly string[] | null;
  first?: number | null;
}

const placeQuery = `query ($id: ID!) {
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

/** Kilometres round the place, step by step, until enough nodes lie within; the last takes in the whole globe. */
const radiiKm = [100, 400, 1_600, 6_400, 21_000];

/** No registry ships its table: each is asked for a box round the place, which is widened until it holds enough. */
export async function nearestNodes(
  federation: Federation,
  { to, kinds, first }: NearestNodesArguments,
): Promise<object> {
  const wanted = readFirst(first, 5);
  const place = await placeOf(federation, to);
  for (const radiusKm of radiiKm) {
    const { near, reports } = await nodesWithin(federation, place, radiusKm, kinds);
    const found = near.filter(({ node }) => node.id !== to);
    if (found.length >= wanted || radiusKm === radiiKm.at(-1))
      return { nodes: found.slice(0, wanted), registries: reports };
  }
  throw new Error('Expected the last radius to end the search');
}

async function placeOf(federation: Federation, id: string): Promise<Place> {
  interface Found {
    address?: { location: Place | null } | null;
    location?: Place | null;
  }
  const found = (await askField(federation, placeQuery, { id })) as Found | null;
  const place = found?.location ?? found?.address?.location;
  if (!place) throw catalogueError('PLACE_UNKNOWN', { id });
  return place;
}

async function nodesWithin(
  federation: Federation,
  place: Place,
  radiusKm: number,
  kinds: readonly string[] | null | undefined,
): Promise<{ near: { node: { id: string }; distanceKm: number }[]; reports: Report[] }> {
  const [southWest, northEast] = getBoundsOfDistance(place, radiusKm * 1_000) as [Place, Place];
  const within = {
    south: southWest.latitude,
    west: southWest.longitude,
    north: northEast.latitude,
    east: northEast.longitude,
  };
  const { rows, reports } = await askAll(federation, nodesQuery, {
    within,
    ...(kinds && { kinds }),
  });
  const near = (rows as { id: string; location: Place | null }[])
    .flatMap(({ id, location }) =>
      location
        ? [{ node: { id }, distanceKm: Math.round(getDistance(place, location) / 100) / 10 }]
        : [],
    )
    // What lies in the corners of the box only may be farther than something outside it.
    .filter(({ distanceKm }) => distanceKm <= radiusKm)
    .sort((a, b) => a.distanceKm - b.distanceKm || (a.node.id < b.node.id ? -1 : 1));
  return { near, reports };
}
