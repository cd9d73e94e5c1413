import { foldWords, nameKeys, normalizeIdentifier } from '@kopru/schema';
import type { Node } from '../../target.ts';
import { dateRange, inRange, list, oneOf, present, sample, words } from './matchers.ts';
import type { Range, ReferenceFilter } from './matchers.ts';
import { addressOf, idOf, registryOf } from './references.ts';

const activities = (field: string) =>
  oneOf((node) => list(node.activities).map((each) => each[field]));

const coordinates = (node: Node): { latitude: number; longitude: number } | null =>
  (node.location ?? addressOf(node).location ?? null) as {
    latitude: number;
    longitude: number;
  } | null;

interface Box {
  south: number;
  west: number;
  north: number;
  east: number;
}

interface RelatedArgument {
  kinds?: string[];
  party?: string;
  partyRegistries?: string[];
  share?: Range;
}

/** Filters of several kinds. */
export const sharedFilters: Readonly<Record<string, ReferenceFilter>> = {
  name: words((node) =>
    list(node.names).flatMap(({ text, language }) =>
      nameKeys(String(text), String(language)).flatMap((key) => key.split(' ').filter(Boolean)),
    ),
  ),
  status: oneOf((node) => [node.status]),
  kinds: oneOf((node) => (Array.isArray(node.kinds) ? node.kinds : [node.kind])),
  sections: activities('section'),
  divisions: activities('division'),
  regionCodes: oneOf((node) => [addressOf(node).regionCode]),
  locality: {
    values: (nodes) => sample(present(nodes.map((node) => addressOf(node).locality))),
    matches: (node, argument: string) => {
      const locality = addressOf(node).locality;
      const language = (list(node.names)[0]?.language ?? 'und') as string;
      return (
        typeof locality === 'string' &&
        nameKeys(locality, language).includes(foldWords(argument).join(' '))
      );
    },
  },
  founded: dateRange((node) => node.founded),
  started: dateRange((node) => node.started),
  announced: dateRange((node) => node.announced),
  identifier: {
    values: (nodes) =>
      sample(
        nodes.flatMap((node) =>
          list(node.identifiers).map(({ scheme, value }) => ({ scheme, value })),
        ),
      ),
    matches: (node, argument: { scheme: string; value: string }) =>
      list(node.identifiers).some(
        ({ scheme, value }) =>
          String(scheme).toUpperCase() === argument.scheme.toUpperCase() &&
          normalizeIdentifier(String(value)) === normalizeIdentifier(argument.value),
      ),
  },
  related: {
    values: (nodes) => {
      const relations = sample(nodes.flatMap((node) => list(node.relations)));
      return relations.flatMap((relation) => [
        { kinds: [relation.kind] },
        { party: idOf(relation.party) },
        {
          kinds: [relation.kind],
          ...(registryOf(relation.party) === 'EXT'
            ? {}
            : { partyRegistries: present([registryOf(relation.party)]) }),
        },
        ...(typeof relation.share === 'number' ? [{ share: { gte: relation.share } }] : []),
        {},
      ]);
    },
    matches: (node, { kinds, party, partyRegistries, share }: RelatedArgument) =>
      list(node.relations).some(
        (relation) =>
          (!kinds || kinds.includes(String(relation.kind))) &&
          (party === undefined || idOf(relation.party) === party) &&
          (!partyRegistries || partyRegistries.includes(registryOf(relation.party) ?? '')) &&
          (!share || inRange(relation.share, share)),
      ),
  },
  within: {
    values: (nodes) =>
      sample(present(nodes.map(coordinates))).flatMap(({ latitude, longitude }) => [
        { south: latitude - 1, north: latitude + 1, west: longitude - 1, east: longitude + 1 },
        { south: latitude, north: 90, west: longitude, east: -179 },
      ]),
    matches: (node, { south, north, west, east }: Box) => {
      const found = coordinates(node);
      if (!found) return false;
      const isIn =
        west <= east
          ? found.longitude >= west && found.longitude <= east
          : found.longitude >= west || found.longitude <= east;
      return isIn && found.latitude >= south && found.latitude <= north;
    },
  },
};
