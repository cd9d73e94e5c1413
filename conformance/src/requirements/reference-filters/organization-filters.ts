import type { Node } from '../../target.ts';
import { usdOf } from '../sort-keys.ts';
import { equal, flag, list, numberRange, oneOf, present, sample } from './matchers.ts';
import type { Fields, ReferenceFilter } from './matchers.ts';
import { idOf, registriesOf } from './references.ts';

const shorter = (code: unknown, lengths: readonly number[]): string[] =>
  typeof code === 'string'
    ? lengths.filter((length) => length <= code.length).map((length) => code.slice(0, length))
    : [];
/** 2.10 stands under 2 and 2.10. */
const broader = (code: unknown): string[] => {
  const parts = String(code).split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
};
const startup = (node: Node): Fields | null => (node.startup ?? null) as Fields | null;

/** Filters of companies, research centres, hubs, investors and funding rounds. */
export const organizationFilters: Readonly<Record<string, ReferenceFilter>> = {
  sizeClass: oneOf((node) => [node.sizeClass]),
  employees: numberRange((node) => node.employees),
  turnoverUsd: numberRange((node) => usdOf(node.turnover)),
  exporter: flag(({ exportShare }) => (typeof exportShare === 'number' ? exportShare > 0 : null)),
  stateOwned: flag(({ stateOwned }) => (typeof stateOwned === 'boolean' ? stateOwned : null)),
  hs: oneOf((node) => list(node.products).flatMap(({ hs }) => shorter(hs, [2, 4, 6]))),
  fields: oneOf((node) => list(node.fields).flatMap(({ code }) => broader(code))),
  startup: {
    values: (nodes) => {
      const profiles = sample(present(nodes.map(startup)));
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
    matches: (node, argument: { isStartup?: boolean; stages?: string[]; sectors?: string[] }) => {
      const profile = startup(node);
      if (argument.isStartup !== undefined && (profile !== null) !== argument.isStartup)
        return false;
      if (argument.stages && !argument.stages.includes(String(profile?.stage))) return false;
      return (
        !argument.sectors ||
        ((profile?.sectors ?? []) as string[]).some((sector) => argument.sectors?.includes(sector))
      );
    },
  },
  stages: oneOf((node) => [node.stage]),
  company: equal((node) => [idOf(node.company)]),
  investor: equal((node) => list(node.investors).map(({ party }) => idOf(party))),
  investorRegistries: oneOf((node) => registriesOf(list(node.investors).map(({ party }) => party))),
  amountUsd: numberRange((node) => usdOf(node.amount)),
};
