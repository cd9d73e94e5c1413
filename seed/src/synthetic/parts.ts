import { checkIdentifier, isicDivisions } from '@kopru/schema';
import { drawTarget, externalId, idAt, kindAt } from './draw.ts';
import type { Draw } from './draw.ts';
import { nameAt } from './name.ts';
import { globalIdentifiers } from './country-data.ts';
import type { Random } from './random.ts';
import { nouns } from './words.ts';

// The nested values of a record. Missing fields are absent rather than null, as in most sources.

/** The probability that a field is present, and its value. */
export type Field = readonly [chance: number, draw: (draw: Draw) => unknown];
export type Fields = Readonly<Record<string, Field>>;

export const always = (draw: Field[1]): Field => [1, draw];

export const stages = [
  'IDEA',
  'PROTOTYPE',
  'PRE_SEED',
  'SEED',
  'SERIES_A',
  'SERIES_B',
  'GROWTH',
  'COMMERCIALISED',
  'EXITED',
  'CLOSED',
];
export const projectRoles = ['COORDINATOR', 'PARTNER', 'FUNDER', 'END_USER'];
const hsCodes = [
  '27',
  '2710',
  '271019',
  '7208',
  '720851',
  '5201',
  '1001',
  '100119',
  '8703',
  '2603',
  '260300',
  '8517',
];

/** Picks one to `most` items of the list, each once. */
export const some = <T>(random: Random, most: number, list: readonly T[]): T[] => [
  ...new Set(Array.from({ length: 1 + random.below(most) }, () => random.pick(list))),
];

export function drawProducts({ random, local }: Draw): object[] {
  return Array.from({ length: 1 + random.below(3) }, () => ({
    name: random.pick(nouns)[random.pick(local.languages)],
    ...(random.chance(0.8) && { hs: random.pick(hsCodes) }),
    ...(random.chance(0.3) && { capacityPerYear: random.below(100_000) / 2 }),
    ...(random.chance(0.3) && { unit: random.pick(['t', 'MWh', 'pieces']) }),
  }));
}

const divisions = Object.entries(isicDivisions);

export function drawActivities({ random, local }: Draw): object[] {
  return Array.from({ length: 1 + random.below(3) }, (_, index) => {
    const [division, { section }] = random.pick(divisions);
    return {
      section,
      primary: index === 0,
      ...(random.chance(0.9) && { division }),
      ...(local.nationalScheme !== null &&
        random.chance(0.6) && {
          nationalCode: `${division}${digits(random, 2)}`,
          nationalScheme: local.nationalScheme,
        }),
    };
  });
}

export function drawAddress({ random, local }: Draw): object {
  const { country, region, regionCode, locality, unLocode, latitude, longitude } = random.pick(
    local.places,
  );
  const shift = () => random.below(2_000) / 100_000 - 0.01;
  const round = (degrees: number) => Math.round(degrees * 10_000) / 10_000;
  return {
    ...(country !== null && random.chance(0.9) && { country }),
    ...(region !== null && random.chance(0.8) && { region, regionCode }),
    ...(random.chance(0.9) && {
      locality: random.chance(0.05) ? locality.toUpperCase() : locality,
    }),
    ...(random.chance(0.4) && {
      street: `${random.pick(['Abay', 'Navoiy', 'Atatürk', 'Fő'])} ${1 + random.below(200)}`,
    }),
    ...(random.chance(0.5) && { postalCode: digits(random, 6) }),
    ...(random.chance(0.5) && {
      location: { latitude: round(latitude + shift()), longitude: round(longitude + shift()) },
    }),
    ...(unLocode !== null && random.chance(0.5) && { unLocode }),
  };
}

export function drawIdentifiers({ random, local }: Draw): object[] {
  const module = Object.entries(local.identifiers).filter(() => random.chance(0.8));
  const global = Object.entries(globalIdentifiers).filter(() => random.chance(0.03));
  return [...module, ...global].map(([scheme, template]) => {
    const value = fillTemplate(random, scheme, template);
    return { scheme, value: random.chance(0.03) ? spoil(random, value) : value };
  });
}

function fillTemplate(random: Random, scheme: string, template: string): string {
  for (;;) {
    const open = template
      .replace('m', () => String(1 + random.below(12)).padStart(2, '0'))
      .replace(/#/g, () => digits(random, 1));
    const width = open.split('c').length - 1;
    for (let check = 0; check < 10 ** width; check += 1) {
      const value = width === 0 ? open : open.replace(/c+/, String(check).padStart(width, '0'));
      if (checkIdentifier({ scheme, value }) !== 'INVALID') return value;
    }
  }
}

/** Mistyped, truncated, or written with spaces, which is still valid. */
const spoil = (random: Random, value: string): string =>
  random.pick([
    value.slice(0, -1),
    `${value.slice(0, -1)}X`,
    value.replace(/(.{3})/g, '$1 ').trim(),
  ]);

/** The kind of the other party, by kind of relation. */
const parties = {
  PARENT_OF: 'COMPANY',
  SUBSIDIARY_OF: 'COMPANY',
  BRANCH_OF: 'COMPANY',
  JOINT_VENTURE_OF: 'COMPANY',
  SPIN_OFF_OF: 'RESEARCH_CENTER',
  MEMBER_OF: 'ASSOCIATION',
  SUPPLIES: 'COMPANY',
  SUPPLIED_BY: 'COMPANY',
  RESEARCH_PARTNER: 'RESEARCH_CENTER',
  SUCCESSOR_OF: 'COMPANY',
  PREDECESSOR_OF: 'COMPANY',
  INCUBATED_BY: 'INNOVATION_HUB',
  INVESTS_IN: 'COMPANY',
} as const;
const relationKinds = Object.keys(parties) as (keyof typeof parties)[];

export function drawRelations(draw: Draw): object[] {
  const { random } = draw;
  return Array.from({ length: 1 + random.below(4) }, () => {
    const kind = random.pick(relationKinds);
    return {
      kind,
      party: random.chance(0.1) ? outsideParty(random) : drawParty(draw, parties[kind]),
      ...(random.chance(0.3) && { share: random.pick([0, 0.1, 0.25, 0.3333, 0.5, 0.51, 1]) }),
      ...(random.chance(0.3) && { from: drawDate(random, 1991, 2025) }),
      ...(random.chance(0.1) && { to: drawDate(random, 2010, 2026) }),
      ...(random.chance(0.5) && { source: 'SYNTHETIC, made up' }),
    };
  });
}

const outsideParty = (random: Random): object => {
  const number = random.below(200);
  return { id: externalId(number), kind: 'COMPANY', nameOnFile: `Elsewhere ${number} (SYNTHETIC)` };
};

/** A reference to a record of the kind in any registry, with its name there. */
export function drawParty(draw: Draw, kind: Draw['kind']): object {
  const target = drawTarget(draw, kind);
  const { names } = nameAt(target);
  return {
    id: idAt(target.registry, target.index),
    kind: kindAt(target.index),
    nameOnFile: names[0].text,
  };
}

/** The same as drawParty for a record that is not an organisation. */
export function drawPointer(
  draw: Draw,
  kind: Draw['kind'],
  label: 'nameOnFile' | 'titleOnFile',
): object {
  const target = drawTarget(draw, kind);
  return { id: idAt(target.registry, target.index), [label]: nameAt(target).names[0].text };
}

/**
 * A date of day, month or year precision. A few are placeholders that registers use for "unknown".
 */
export function drawDate(random: Random, from: number, to: number): string {
  if (random.chance(0.01)) return random.pick(['1900-01-01', '1970-01-01', '2099-12-31', '0001']);
  const year = String(from + random.below(to - from + 1));
  const month = String(1 + random.below(12)).padStart(2, '0');
  const day = String(1 + random.below(28)).padStart(2, '0');
  return random.pick([
    year,
    year,
    `${year}-${month}`,
    `${year}-${month}-${day}`,
    `${year}-${month}-${day}`,
  ]);
}

/**
 * An amount, mostly in the registry's currency. Some years and currencies have no reference rate.
 */
export function drawMoney({ random, local }: Draw): object {
  const whole = String(1 + random.below(9_999)) + '0'.repeat(random.below(7));
  return {
    amount: random.chance(0.2) ? `${whole}.${digits(random, 2)}` : whole,
    currency: random.chance(0.85) ? local.currency : random.pick(['USD', 'EUR', 'GBP']),
    year: random.pick([null, 2019, 2024, 2024, 2025, 2025]),
  };
}

/** Imports come in batches, so many records share a time. */
export const drawInstant = (random: Random): string =>
  random.chance(0.7)
    ? `2026-${random.pick(['03', '06', '09'])}-01T00:00:00.000Z`
    : new Date(
        Date.UTC(2025, 0, 1) + random.below(50_000_000) * 1_000 + random.below(1_000),
      ).toISOString();

export function digits(random: Random, count: number): string {
  return String(random.below(10 ** count)).padStart(count, '0');
}
