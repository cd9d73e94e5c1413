import { randomAt } from './draw.ts';
import type { Draw } from './draw.ts';
import { nameAt } from './name.ts';
import {
  always,
  drawActivities,
  drawAddress,
  drawDate,
  drawMoney,
  drawParty,
  drawPointer,
  drawProducts,
  projectRoles,
  some,
  stages,
} from './parts.ts';
import type { Fields } from './parts.ts';
import { topics } from './words.ts';

// The fields of kinds that are not organisations, except those that every record has.

const names = { names: always((draw) => nameAt(draw).names) };

type Words = Readonly<Record<string, string>>;

/** One text per language. Each says that it is synthetic. */
const textsOf = (words: Words, languages: readonly string[]): object[] =>
  languages.map((language) => ({ language, text: `${String(words[language])} (SYNTHETIC)` }));

/** The topic of a project or an opportunity. All of its fields use the same one. */
function topicOf(draw: Draw): { activity: object; words: readonly [Words, ...Words[]] } {
  const random = randomAt(draw, 3);
  const { section, division, terms } = random.pick(topics);
  return {
    activity: { section, division, primary: true },
    words: [random.pick(terms), ...some(random, 3, terms)],
  };
}

function titlesOf(draw: Draw): object[] {
  const [first = 'en'] = draw.local.languages;
  return textsOf(topicOf(draw).words[0], [...new Set([first, 'en'])]);
}

const titles = { titles: always(titlesOf), summaries: always(titlesOf) };

/** Texts in one of the registry's languages. */
const drawKeywords = (draw: Draw): string[] => {
  const language = draw.random.pick(draw.local.languages);
  return [...new Set(topicOf(draw).words.flatMap((words) => words[language] ?? []))];
};

const readiness = ({ random }: Draw): number => 1 + random.below(9);

export const facility: Fields = {
  ...names,
  facilityKind: always(({ random }) =>
    random.pick([
      'POWER_PLANT',
      'MINE',
      'REFINERY',
      'STEEL_PLANT',
      'CEMENT_PLANT',
      'CHEMICAL_PLANT',
      'FOOD_PLANT',
      'TEXTILE_PLANT',
      'MACHINERY_PLANT',
      'OIL_GAS_FIELD',
      'PIPELINE',
      'OTHER',
    ]),
  ),
  status: always(({ random }) =>
    random.chance(0.7)
      ? 'OPERATING'
      : random.pick(['CONSTRUCTION', 'ANNOUNCED', 'MOTHBALLED', 'RETIRED', 'CANCELLED']),
  ),
  address: [0.9, drawAddress],
  products: [0.6, drawProducts],
  capacity: [
    0.6,
    ({ random }) => ({
      value: random.below(2_000_000) / 4,
      unit: random.pick([
        'MEGAWATT',
        'TONNES_PER_YEAR',
        'BARRELS_PER_DAY',
        'CUBIC_METRES_PER_YEAR',
      ]),
    }),
  ],
  started: [0.7, ({ random }) => drawDate(random, 1930, 2026)],
  owners: [
    0.8,
    (draw) =>
      Array.from({ length: 1 + draw.random.below(3) }, () => ({
        party: drawParty(draw, 'COMPANY'),
        ...(draw.random.chance(0.6) && { share: draw.random.pick([0.1, 0.25, 0.3333, 0.5, 1]) }),
      })),
  ],
  operator: [0.5, (draw) => drawParty(draw, 'COMPANY')],
  nearestNode: [0.3, (draw) => drawPointer(draw, 'TRANSPORT_NODE', 'nameOnFile')],
  counterparts: [0.05, (draw) => [drawPointer(draw, 'FACILITY', 'nameOnFile')]],
};

export const opportunity: Fields = {
  ...titles,
  opportunityKind: always(({ random }) =>
    random.pick([
      'TECHNOLOGY_OFFER',
      'TECHNOLOGY_REQUEST',
      'BUSINESS_OFFER',
      'BUSINESS_REQUEST',
      'RESEARCH_REQUEST',
    ]),
  ),
  trl: [
    0.8,
    (draw) => {
      const [one, other] = [readiness(draw), readiness(draw)];
      return { min: Math.min(one, other), max: Math.max(one, other) };
    },
  ],
  keywords: [0.9, drawKeywords],
  activities: [
    0.8,
    (draw) => (draw.random.chance(0.8) ? [topicOf(draw).activity] : drawActivities(draw)),
  ],
  ipStatus: [
    0.6,
    ({ random }) =>
      random.pick([
        'NONE',
        'SECRET_KNOW_HOW',
        'PATENT_PENDING',
        'PATENT_GRANTED',
        'COPYRIGHT',
        'LICENSED',
      ]),
  ],
  partnerSought: [0.5, () => 'SYNTHETIC: whoever made-up fits.'],
  partnerships: [
    0.8,
    ({ random }) =>
      some(random, 3, [
        'LICENCE',
        'TECHNICAL_COOPERATION',
        'MANUFACTURING',
        'JOINT_VENTURE',
        'RESEARCH_COOPERATION',
        'FINANCIAL',
        'COMMERCIAL',
      ]),
  ],
  targetRegistries: [0.4, ({ random }) => some(random, 3, ['AZ', 'KZ', 'KG', 'TR', 'UZ', 'HU'])],
  published: always(({ random }) => drawDate(random, 2024, 2026)),
  expires: always(({ random }) => drawDate(random, 2026, 2028)),
  owner: always((draw) => drawParty(draw, draw.random.pick(['COMPANY', 'RESEARCH_CENTER']))),
  anonymous: [0.2, () => true],
};

export const project: Fields = {
  titles: titles.titles,
  summaries: [0.7, titlesOf],
  programme: [0.6, ({ random }) => random.pick(['SYNTHETIC Bridge', 'SYNTHETIC Steppe'])],
  status: always(({ random }) =>
    random.pick(['PROPOSED', 'ACTIVE', 'ACTIVE', 'COMPLETED', 'CANCELLED']),
  ),
  started: [0.8, ({ random }) => drawDate(random, 2015, 2026)],
  ends: [0.6, ({ random }) => drawDate(random, 2026, 2030)],
  budget: [0.6, drawMoney],
  trlStart: [0.4, readiness],
  trlTarget: [0.4, readiness],
  activities: [0.7, drawActivities],
  participants: [
    0.9,
    (draw) =>
      Array.from({ length: 1 + draw.random.below(5) }, () => ({
        party: drawParty(draw, draw.random.pick(['COMPANY', 'RESEARCH_CENTER'])),
        role: draw.random.pick(projectRoles),
        ...(draw.random.chance(0.3) && { contribution: drawMoney(draw) }),
      })),
  ],
};

/** The stages for which money is raised. */
const roundStages = stages.slice(stages.indexOf('PRE_SEED'), stages.indexOf('GROWTH') + 1);

export const fundingRound: Fields = {
  company: always((draw) => drawParty(draw, 'COMPANY')),
  stage: always(({ random }) => random.pick(roundStages)),
  announced: always(({ random }) => drawDate(random, 2015, 2026)),
  amount: [0.7, drawMoney],
  investors: [
    0.8,
    (draw) =>
      Array.from({ length: 1 + draw.random.below(3) }, (_, index) => ({
        party: drawParty(draw, 'INVESTOR'),
        lead: index === 0,
        ...(draw.random.chance(0.3) && { amount: drawMoney(draw) }),
      })),
  ],
};

export const transportNode: Fields = {
  ...names,
  unLocode: [0.6, ({ random, local }) => random.pick(local.places).unLocode ?? undefined],
  nodeKinds: always(({ random }) =>
    some(random, 2, [
      'SEAPORT',
      'RIVER_PORT',
      'RAIL_TERMINAL',
      'ROAD_TERMINAL',
      'AIRPORT',
      'DRY_PORT',
      'BORDER_CROSSING',
      'FREE_ZONE',
    ]),
  ),
  location: [
    0.9,
    ({ random, local }) => {
      const { latitude, longitude } = random.pick(local.places);
      return {
        latitude: latitude + random.below(100) / 100,
        longitude: longitude + random.below(100) / 100,
      };
    },
  ],
  operator: [0.4, (draw) => drawParty(draw, 'COMPANY')],
  legs: [0.3, (draw) => [drawLeg(draw)]],
};

export const corridor: Fields = {
  ...names,
  status: always(({ random }) =>
    random.pick(['OPERATING', 'OPERATING', 'CONSTRUCTION', 'PLANNED']),
  ),
  legs: always((draw) => Array.from({ length: 1 + draw.random.below(4) }, () => drawLeg(draw))),
};

function drawLeg(draw: Draw): object {
  const { random } = draw;
  return {
    from: drawPointer(draw, 'TRANSPORT_NODE', 'nameOnFile'),
    to: drawPointer(draw, 'TRANSPORT_NODE', 'nameOnFile'),
    mode: random.pick(['RAIL', 'ROAD', 'SEA', 'FERRY', 'AIR', 'PIPELINE']),
    crossesBorder: random.chance(0.5),
    documents: random.pick([[], ['SMGS'], ['CIM'], ['CIM', 'SMGS'], ['TIR']]),
    source: 'SYNTHETIC, made up',
    ...(random.chance(0.8) && {
      distanceKm: random.below(20_000) / 10,
      distanceBasis: 'GREAT_CIRCLE',
    }),
    ...(random.chance(0.3) && { transitHours: random.below(200) }),
    ...(random.chance(0.3) && { operator: drawParty(draw, 'COMPANY') }),
  };
}
