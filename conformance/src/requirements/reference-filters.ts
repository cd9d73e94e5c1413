import {
  dateRangeKeys,
  foldKey,
  foldWords,
  nameKeys,
  normalizeIdentifier,
  numberKey,
  parseGlobalId,
} from '@kopru/schema';
import type { Node } from '../target.ts';
import { usdOf } from './sort-keys.ts';

// What each filter of the contract means, told record by record: the plain reference that a registry's own answers are held against.

type Any = Record<string, unknown>;

export interface ReferenceFilter {
  /** Values to ask for, drawn from the records there are. */
  values: (nodes: readonly Node[]) => unknown[];
  holds: (node: Node, asked: never) => boolean;
}

const list = (value: unknown): Any[] => (Array.isArray(value) ? (value as Any[]) : []);
const present = <T>(values: readonly (T | null | undefined)[]): T[] =>
  values.filter((value) => value !== null && value !== undefined);
/** A few of the values there are, spread over all of them. */
const few = <T>(values: readonly T[], count = 2): T[] => {
  const all = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  return all
    .filter((_, index) => index % Math.max(1, Math.floor(all.length / count)) === 0)
    .slice(0, count);
};

/** One of the record's values is one of those asked for. */
const oneOf = (valuesOf: (node: Node) => readonly unknown[]): ReferenceFilter => ({
  values: (nodes) => {
    const found = few(present(nodes.flatMap(valuesOf)));
    return [...found.map((value) => [value]), ...(found.length > 1 ? [found.slice(0, 2)] : [])];
  },
  holds: (node, asked: unknown[]) => valuesOf(node).some((value) => asked.includes(value)),
});

const equal = (
  valuesOf: (node: Node) => readonly unknown[],
  same = (value: unknown): unknown => value,
): ReferenceFilter => ({
  values: (nodes) => few(present(nodes.flatMap(valuesOf))),
  holds: (node, asked: unknown) =>
    valuesOf(node).some((value) => JSON.stringify(same(value)) === JSON.stringify(same(asked))),
});

interface Range {
  gte?: number | string;
  lte?: number | string;
}
const inRange = (value: unknown, { gte, lte }: Range): boolean => {
  if (value === null || value === undefined) return false;
  const key = numberKey(value as number);
  return (
    (gte === undefined || key >= numberKey(gte)) && (lte === undefined || key <= numberKey(lte))
  );
};
const numberRange = (valueOf: (node: Node) => unknown): ReferenceFilter => ({
  values: (nodes) => {
    const found = few(present(nodes.map(valueOf)) as number[]);
    return found.flatMap((value) => [{ gte: value }, { lte: value }, { gte: value, lte: value }]);
  },
  holds: (node, asked: Range) => inRange(valueOf(node), asked),
});

interface DateAsked {
  from?: string;
  to?: string;
}
const inDates = (value: unknown, asked: DateAsked): boolean => {
  const { gte = '', lte = '~' } = dateRangeKeys(asked);
  return typeof value === 'string' && value >= gte && value <= lte;
};
const dateRange = (valueOf: (node: Node) => unknown): ReferenceFilter => ({
  values: (nodes) => {
    const found = few(present(nodes.map(valueOf)) as string[]);
    return found.flatMap((value) => [
      { from: value },
      { to: value.slice(0, 4) },
      { from: value.slice(0, 4), to: value },
    ]);
  },
  holds: (node, asked: DateAsked) => inDates(valueOf(node), asked),
});

const flag = (valueOf: (node: Node) => boolean | null): ReferenceFilter => ({
  values: (nodes) => (nodes.length > 0 ? [true, false] : []),
  holds: (node, asked: boolean) => valueOf(node) === asked,
});

/** Every word asked for begins one of the words. */
const words = (wordsOf: (node: Node) => readonly string[]): ReferenceFilter => ({
  values: (nodes) =>
    few(nodes.flatMap(wordsOf).filter((word) => word.length > 1)).flatMap((word) => [
      word,
      word.slice(0, Math.max(1, word.length - 2)),
    ]),
  holds: (node, asked: string) => {
    const all = wordsOf(node);
    return foldWords(asked).every((word) => all.some((each) => each.startsWith(word)));
  },
});

const registryOf = (pointer: unknown): string | undefined =>
  parseGlobalId(String((Object(pointer) as { id?: unknown }).id))?.registry;
const idOf = (pointer: unknown): unknown => (Object(pointer) as { id?: unknown }).id;
const activities = (field: string) =>
  oneOf((node) => list(node.activities).map((each) => each[field]));
const address = (node: Node): Any => Object(node.address) as Any;
const shorter = (code: unknown, lengths: readonly number[]): string[] =>
  typeof code === 'string'
    ? lengths.filter((length) => length <= code.length).map((length) => code.slice(0, length))
    : [];
/** 2.10 stands under 2 and 2.10. */
const broader = (code: unknown): string[] => {
  const parts = String(code).split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
};
const startup = (node: Node): Any | null => (node.startup ?? null) as Any | null;
const trlOf = (node: Node): { from: number; to: number } | null => {
  const trl = node.trl as
    { from?: number; to?: number; min?: number; max?: number } | null | undefined;
  if (!trl) return null;
  const [from, to] = [trl.from ?? trl.min, trl.to ?? trl.max];
  return from === undefined || to === undefined ? null : { from, to };
};

const place = (node: Node): { latitude: number; longitude: number } | null =>
  (node.location ?? address(node).location ?? null) as {
    latitude: number;
    longitude: number;
  } | null;

interface Box {
  south: number;
  west: number;
  north: number;
  east: number;
}

interface RelatedAsked {
  kinds?: string[];
  party?: string;
  partyRegistries?: string[];
  share?: Range;
}

/** Filters that mean the same on every kind that has them. */
export const referenceFilters: Readonly<Record<string, ReferenceFilter>> = {
  name: words((node) =>
    list(node.names).flatMap(({ text, language }) =>
      nameKeys(String(text), String(language)).flatMap((key) => key.split(' ').filter(Boolean)),
    ),
  ),
  status: oneOf((node) => [node.status]),
  sections: activities('section'),
  divisions: activities('division'),
  regionCodes: oneOf((node) => [address(node).regionCode]),
  locality: {
    values: (nodes) => few(present(nodes.map((node) => address(node).locality))),
    holds: (node, asked: string) => {
      const locality = address(node).locality;
      const language = (list(node.names)[0]?.language ?? 'und') as string;
      return (
        typeof locality === 'string' &&
        nameKeys(locality, language).includes(foldWords(asked).join(' '))
      );
    },
  },
  founded: dateRange((node) => node.founded),
  started: dateRange((node) => node.started),
  announced: dateRange((node) => node.announced),
  identifier: {
    values: (nodes) =>
      few(
        nodes.flatMap((node) =>
          list(node.identifiers).map(({ scheme, value }) => ({ scheme, value })),
        ),
      ),
    holds: (node, asked: { scheme: string; value: string }) =>
      list(node.identifiers).some(
        ({ scheme, value }) =>
          String(scheme).toUpperCase() === asked.scheme.toUpperCase() &&
          normalizeIdentifier(String(value)) === normalizeIdentifier(asked.value),
      ),
  },
  related: {
    values: (nodes) => {
      const relations = few(nodes.flatMap((node) => list(node.relations)));
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
    holds: (node, { kinds, party, partyRegistries, share }: RelatedAsked) =>
      list(node.relations).some(
        (relation) =>
          (!kinds || kinds.includes(String(relation.kind))) &&
          (party === undefined || idOf(relation.party) === party) &&
          (!partyRegistries || partyRegistries.includes(registryOf(relation.party) ?? '')) &&
          (!share || inRange(relation.share, share)),
      ),
  },
  sizeClass: oneOf((node) => [node.sizeClass]),
  employees: numberRange((node) => node.employees),
  turnoverUsd: numberRange((node) => usdOf(node.turnover)),
  budgetUsd: numberRange((node) => usdOf(node.budget)),
  amountUsd: numberRange((node) => usdOf(node.amount)),
  exporter: flag(({ exportShare }) => (typeof exportShare === 'number' ? exportShare > 0 : null)),
  stateOwned: flag(({ stateOwned }) => (typeof stateOwned === 'boolean' ? stateOwned : null)),
  hs: oneOf((node) => list(node.products).flatMap(({ hs }) => shorter(hs, [2, 4, 6]))),
  kinds: oneOf((node) => (Array.isArray(node.kinds) ? node.kinds : [node.kind])),
  fields: oneOf((node) => list(node.fields).flatMap(({ code }) => broader(code))),
  startup: {
    values: (nodes) => {
      const profiles = few(present(nodes.map(startup)));
      return nodes.length === 0
        ? []
        : [
            { isStartup: true },
            { isStartup: false },
            ...profiles.flatMap((profile) => [
              { stages: [profile.stage] },
              ...(Array.isArray(profile.sectors) && profile.sectors.length > 0
                ? [{ sectors: [profile.sectors[0] as string] }]
                : []),
            ]),
          ];
    },
    holds: (node, asked: { isStartup?: boolean; stages?: string[]; sectors?: string[] }) => {
      const profile = startup(node);
      if (asked.isStartup !== undefined && (profile !== null) !== asked.isStartup) return false;
      if (asked.stages && !asked.stages.includes(String(profile?.stage))) return false;
      return (
        !asked.sectors ||
        ((profile?.sectors ?? []) as string[]).some((sector) => asked.sectors?.includes(sector))
      );
    },
  },
  parties: oneOf((node) =>
    present([...list(node.owners).map(({ party }) => idOf(party)), idOf(node.operator)]),
  ),
  ownerRegistries: oneOf((node) =>
    present(list(node.owners).map(({ party }) => registryOf(party))).filter(
      (code) => code !== 'EXT',
    ),
  ),
  capacity: {
    values: (nodes) =>
      few(
        present(nodes.map((node) => node.capacity as { value: number; unit: string } | null)),
      ).flatMap(({ value, unit }) => [
        { unit, gte: String(value) },
        { unit, lte: String(value) },
      ]),
    holds: (node, { unit, ...range }: Range & { unit: string }) => {
      const capacity = node.capacity as { value: number; unit: string } | null;
      return capacity?.unit === unit && inRange(capacity.value, range);
    },
  },
  within: {
    values: (nodes) =>
      few(present(nodes.map(place))).flatMap(({ latitude, longitude }) => [
        { south: latitude - 1, north: latitude + 1, west: longitude - 1, east: longitude + 1 },
        { south: latitude, north: 90, west: longitude, east: -179 },
      ]),
    holds: (node, { south, north, west, east }: Box) => {
      const found = place(node);
      if (!found) return false;
      const isIn =
        west <= east
          ? found.longitude >= west && found.longitude <= east
          : found.longitude >= west || found.longitude <= east;
      return isIn && found.latitude >= south && found.latitude <= north;
    },
  },
  unLocodes: oneOf((node) => [node.unLocode]),
  through: equal((node) => list(node.legs).flatMap(({ from, to }) => [idOf(from), idOf(to)])),
  owner: equal((node) => present([idOf(node.owner)])),
  keywords: {
    values: (nodes) =>
      few(nodes.flatMap(({ keywords }) => (keywords ?? []) as string[])).map((keyword) => [
        keyword,
      ]),
    holds: ({ keywords }, asked: string[]) => {
      const wanted = asked.map((each) => foldWords(each).join(' '));
      return ((keywords ?? []) as string[]).some((keyword) =>
        wanted.includes(foldKey(keyword, 'und')),
      );
    },
  },
  partnerships: oneOf((node) => list(node.partnerships)),
  trl: {
    values: (nodes) =>
      few(present(nodes.map(trlOf))).flatMap(({ from, to }) => [{ gte: to }, { lte: from }]),
    holds: (node, { gte = 1, lte = 9 }: { gte?: number; lte?: number }) => {
      const trl = trlOf(node);
      return trl !== null && trl.to >= gte && trl.from <= lte;
    },
  },
  target: {
    values: (nodes) => few(nodes.flatMap((node) => list(node.targetRegistries))),
    holds: (node, asked: string) => {
      const targets = list(node.targetRegistries) as unknown[];
      return targets.length === 0 || targets.includes(asked);
    },
  },
  openOn: {
    values: (nodes) => few(nodes.map((node) => node.published)),
    holds: (node, asked: string) =>
      inDates(node.published, { to: asked }) && inDates(node.expires, { from: asked }),
  },
  programmes: oneOf((node) => [node.programme]),
  participant: equal((node) => list(node.participants).map(({ party }) => idOf(party))),
  participantRegistries: oneOf((node) =>
    present(list(node.participants).map(({ party }) => registryOf(party))).filter(
      (code) => code !== 'EXT',
    ),
  ),
  stages: oneOf((node) => [node.stage]),
  company: equal((node) => [idOf(node.company)]),
  investor: equal((node) => list(node.investors).map(({ party }) => idOf(party))),
  investorRegistries: oneOf((node) =>
    present(list(node.investors).map(({ party }) => registryOf(party))).filter(
      (code) => code !== 'EXT',
    ),
  ),
};
