import { foldKey, foldWords } from '@kopru/schema';
import type { Node } from '../../target.ts';
import { usdOf } from '../sort-keys.ts';
import { equal, inDates, inRange, list, numberRange, oneOf, present, sample } from './matchers.ts';
import type { Range, ReferenceFilter } from './matchers.ts';
import { idOf, registriesOf } from './references.ts';

const trlOf = (node: Node): { from: number; to: number } | null => {
  const trl = node.trl as
    { from?: number; to?: number; min?: number; max?: number } | null | undefined;
  if (!trl) return null;
  const [from, to] = [trl.from ?? trl.min, trl.to ?? trl.max];
  return from === undefined || to === undefined ? null : { from, to };
};

/** Filters of facilities, corridors, opportunities and projects. */
export const projectFilters: Readonly<Record<string, ReferenceFilter>> = {
  parties: oneOf((node) =>
    present([...list(node.owners).map(({ party }) => idOf(party)), idOf(node.operator)]),
  ),
  ownerRegistries: oneOf((node) => registriesOf(list(node.owners).map(({ party }) => party))),
  capacity: {
    values: (nodes) =>
      sample(
        present(nodes.map((node) => node.capacity as { value: number; unit: string } | null)),
      ).flatMap(({ value, unit }) => [
        { unit, gte: String(value) },
        { unit, lte: String(value) },
      ]),
    matches: (node, { unit, ...range }: Range & { unit: string }) => {
      const capacity = node.capacity as { value: number; unit: string } | null;
      return capacity?.unit === unit && inRange(capacity.value, range);
    },
  },
  unLocodes: oneOf((node) => [node.unLocode]),
  through: equal((node) => list(node.legs).flatMap(({ from, to }) => [idOf(from), idOf(to)])),
  owner: equal((node) => present([idOf(node.owner)])),
  keywords: {
    values: (nodes) =>
      sample(nodes.flatMap(({ keywords }) => (keywords ?? []) as string[])).map((keyword) => [
        keyword,
      ]),
    matches: ({ keywords }, argument: string[]) => {
      const wanted = argument.map((each) => foldWords(each).join(' '));
      return ((keywords ?? []) as string[]).some((keyword) =>
        wanted.includes(foldKey(keyword, 'und')),
      );
    },
  },
  partnerships: oneOf((node) => list(node.partnerships)),
  trl: {
    values: (nodes) =>
      sample(present(nodes.map(trlOf))).flatMap(({ from, to }) => [{ gte: to }, { lte: from }]),
    matches: (node, { gte = 1, lte = 9 }: { gte?: number; lte?: number }) => {
      const trl = trlOf(node);
      return trl !== null && trl.to >= gte && trl.from <= lte;
    },
  },
  target: {
    values: (nodes) => sample(nodes.flatMap((node) => list(node.targetRegistries))),
    matches: (node, argument: string) => {
      const targets = list(node.targetRegistries) as unknown[];
      return targets.length === 0 || targets.includes(argument);
    },
  },
  openOn: {
    values: (nodes) => sample(nodes.map((node) => node.published)),
    matches: (node, argument: string) =>
      inDates(node.published, { to: argument }) && inDates(node.expires, { from: argument }),
  },
  programmes: oneOf((node) => [node.programme]),
  participant: equal((node) => list(node.participants).map(({ party }) => idOf(party))),
  participantRegistries: oneOf((node) =>
    registriesOf(list(node.participants).map(({ party }) => party)),
  ),
  budgetUsd: numberRange((node) => usdOf(node.budget)),
};
