import { MultiUndirectedGraph } from 'graphology';
import dijkstra from 'graphology-shortest-path/dijkstra.js';
import { externalPrefix, limits, parseGlobalId } from '@kopru/schema';
import { requestAllPages, reportFields, requireWhole } from './federation.ts';
import type { Report, Federation } from './federation.ts';

export interface RouteArguments {
  from: string;
  to: string;
  by: 'DISTANCE' | 'HOURS';
  includePlanned: boolean;
}

interface Reference {
  id: string;
  nameOnFile: string;
}

interface Leg {
  from: Reference;
  to: Reference;
  mode: string;
  status: string;
  distanceKm: number | null;
  distanceBasis: string | null;
  transitHours: number | null;
  crossesBorder: boolean;
  documents: string[];
}

interface Corridor {
  id: string;
  legs: Leg[];
}

const query = `query ($after: Cursor) {
  corridors(first: ${limits.first}, after: $after) {
    nodes {
      id
      legs {
        from { id nameOnFile } to { id nameOnFile } mode status distanceKm distanceBasis transitHours crossesBorder documents
      }
    }
    pageInfo { hasNextPage endCursor } ${reportFields}
  }
}`;

/**
 * More than all known legs together take: a way with one leg less that is unknown is always the
 * better one.
 */
const unknown = 1e9;

type Network = MultiUndirectedGraph<object, { leg: Leg; corridor: string }>;

/** The best way over the corridors of all registries. A leg can be gone in either direction. */
export async function route(federation: Federation, asked: RouteArguments): Promise<object | null> {
  const { rows, reports } = await requestAllPages(federation, query, {});
  const network = connect(rows as Corridor[], asked.includePlanned);
  const measure = measures[asked.by];
  const stops = findPath(network, asked, measure);
  if (!stops) requireWhole(reports);
  return stops && summarize(legsBetween(network, stops, measure), measure, reports);
}

function findPath(
  network: Network,
  { from, to }: RouteArguments,
  measure: Measure,
): string[] | null {
  if (!network.hasNode(from) || !network.hasNode(to)) return null;
  return dijkstra.bidirectional(network, from, to, (_edge, { leg }) => measure(leg) ?? unknown);
}

type Measure = (leg: Leg) => number | null;
const measures: Readonly<Record<RouteArguments['by'], Measure>> = {
  DISTANCE: ({ distanceKm }) => distanceKm,
  HOURS: ({ transitHours }) => transitHours,
};

function connect(corridors: readonly Corridor[], includePlanned: boolean): Network {
  const network: Network = new MultiUndirectedGraph();
  for (const { id, legs } of corridors) {
    for (const leg of legs.filter(({ status }) => includePlanned || status === 'OPERATING')) {
      network.mergeNode(leg.from.id);
      network.mergeNode(leg.to.id);
      network.addEdge(leg.from.id, leg.to.id, { leg, corridor: id });
    }
  }
  return network;
}

interface Step extends Omit<Leg, 'transitHours' | 'from' | 'to'> {
  from: Stop;
  to: Stop;
  hours: number | null;
  corridor: { id: string };
}

interface Stop extends Reference {
  node: { id: string } | null;
}

/** Of several legs between two points the one that the search took: the shortest. */
function legsBetween(network: Network, stops: readonly string[], measure: Measure): Step[] {
  return stops.slice(1).map((to, index) => {
    const between = network.edges(stops[index], to).map((edge) => network.getEdgeAttributes(edge));
    const [best] = between.sort(
      (a, b) => (measure(a.leg) ?? unknown) - (measure(b.leg) ?? unknown),
    );
    if (!best) throw new Error('Expected a leg between neighbours of the way');
    const { leg, corridor } = best;
    const [start, end] = leg.to.id === to ? [leg.from, leg.to] : [leg.to, leg.from];
    return {
      ...leg,
      from: stopOf(start),
      to: stopOf(end),
      hours: leg.transitHours,
      corridor: { id: corridor },
    };
  });
}

const stopOf = (pointer: Reference): Stop => ({
  ...pointer,
  node: parseGlobalId(pointer.id)?.registry === externalPrefix ? null : { id: pointer.id },
});

function summarize(legs: readonly Step[], measure: Measure, registries: readonly Report[]): object {
  const valueOf = (leg: Step): number => measure({ ...leg, transitHours: leg.hours }) ?? -1;
  const [bottleneck] = legs
    .filter((leg) => valueOf(leg) >= 0)
    .sort((a, b) => valueOf(b) - valueOf(a));
  const legsWithoutHours = legs.filter(({ hours }) => hours === null).length;
  return {
    legs,
    distanceKm: sum(legs.map(({ distanceKm }) => distanceKm ?? 0)),
    legsWithoutDistance: legs.filter(({ distanceKm }) => distanceKm === null).length,
    hours: legsWithoutHours > 0 ? null : sum(legs.map(({ hours }) => hours ?? 0)),
    legsWithoutHours,
    bottleneck: bottleneck ?? null,
    borders: legs.filter(({ crossesBorder }) => crossesBorder).length,
    documents: [...new Set(legs.flatMap(({ documents }) => documents))],
    registries,
  };
}

const sum = (values: readonly number[]): number =>
  Math.round(values.reduce((total, value) => total + value, 0) * 10) / 10;
