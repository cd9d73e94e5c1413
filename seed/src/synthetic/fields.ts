import { researchFields } from '@kopru/schema';
import type { RecordKindName } from '@kopru/kit';
import type { Draw } from './draw.ts';
import { drawActivities, drawAddress, drawDate, drawIdentifiers, drawInstant, drawMoney, drawParty, drawRelations, digits } from './parts.ts'; // prettier-ignore
import type { Random } from './random.ts';
import { nouns } from './words.ts';

/** How often a field is on file, and what then stands there. */
type Field = readonly [chance: number, draw: (draw: Draw) => unknown];
type Fields = Readonly<Record<string, Field>>;

const always = (draw: Field[1]): Field => [1, draw];
const stages = ['IDEA', 'PROTOTYPE', 'PRE_SEED', 'SEED', 'SERIES_A', 'SERIES_B', 'GROWTH', 'COMMERCIALISED', 'EXITED', 'CLOSED']; // prettier-ignore
const sectors = ['fintech', 'agritech', 'edtech', 'logistics', 'health', 'energy', 'gaming', 'sport', 'marketplace'];
const researchCodes = Object.keys(researchFields);
const hsCodes = ['27', '2710', '271019', '7208', '720851', '5201', '1001', '100119', '8703', '2603', '260300', '8517'];

const organization: Fields = {
  status: always(({ random }) =>
    random.chance(0.8) ? 'ACTIVE' : random.pick(['SUSPENDED', 'IN_LIQUIDATION', 'DISSOLVED', 'MERGED', 'UNKNOWN']),
  ),
  founded: [0.75, ({ random }) => drawDate(random, 1991, 2026)],
  dissolved: [0.1, ({ random }) => drawDate(random, 2005, 2026)],
  activities: [0.9, drawActivities],
  address: [0.9, drawAddress],
  website: [0.3, ({ index }) => `https://syn-${index}.example`],
  descriptions: [0.2, ({ random }) => drawDescriptions(random)],
  identifiers: [0.7, drawIdentifiers],
  relations: [0.35, drawRelations],
  notices: [0.3, ({ random }) => drawNotices(random)],
  provenance: always(({ random }) => ({
    source: 'SYNTHETIC',
    licence: 'CC0-1.0',
    modifiedAt: drawInstant(random),
    ...(random.chance(0.5) && { sourceName: 'Köprü, generator of made-up records' }),
    ...(random.chance(0.5) && { asOf: '2025-12-31T00:00:00.000Z' }),
  })),
};

const byKind: Readonly<Record<RecordKindName, Fields>> = {
  COMPANY: {
    employees: [0.7, ({ staff }) => staff],
    sizeClass: [0.6, ({ staff }) => (staff < 10 ? 'MICRO' : staff < 50 ? 'SMALL' : staff < 250 ? 'MEDIUM' : 'LARGE')],
    turnover: [0.5, drawMoney],
    exportShare: [0.4, ({ random }) => random.pick([0, 0, random.below(101) / 100])],
    stateOwned: [0.4, ({ random }) => random.chance(0.1)],
    listedOn: [0.05, ({ random, nation }) => [`${nation.exchange ?? 'OTC'}:SYN${digits(random, 3)}`]],
    products: [0.4, drawProducts],
    startup: [0.08, drawStartup],
  },
  RESEARCH_CENTER: {
    researchKind: always(({ random }) =>
      random.pick(['UNIVERSITY', 'UNIVERSITY', 'INSTITUTE', 'GOVERNMENT_LABORATORY', 'CORPORATE_RESEARCH', 'ACADEMY']),
    ),
    fields: [0.9, ({ random }) => some(random, 4, researchCodes)],
    researchers: [0.6, ({ staff }) => staff],
    equipment: [
      0.2,
      ({ random }) => some(random, 3, ['electron microscope', 'wind tunnel', 'NMR 600 MHz', 'SEM «Янтарь»']),
    ],
  },
  INNOVATION_HUB: {
    hubKind: always(({ random }) =>
      random.pick(['INNOVATION_CENTER', 'INCUBATOR', 'ACCELERATOR', 'TECHNOPARK', 'COWORKING']),
    ),
    supports: [0.6, ({ random }) => drawStages(random)],
    fund: [0.3, (draw) => drawParty(draw, 'INVESTOR')],
  },
  INVESTOR: {
    investorKind: always(({ random }) =>
      random.pick(['VENTURE_FUND', 'CORPORATE_VENTURE', 'SOVEREIGN_FUND', 'DEVELOPMENT_BANK', 'ANGEL_NETWORK']),
    ),
    fundSize: [0.5, drawMoney],
    stages: [0.6, ({ random }) => drawStages(random)],
  },
  ASSOCIATION: { memberCount: [0.6, ({ staff }) => staff] },
};

/** Everything of a record but who it is. A field that is not on file is absent. */
export function drawFields(draw: Draw): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [name, [chance, draws]] of fieldsByKind[draw.kind]) {
    if (draw.random.chance(chance)) record[name] = draws(draw);
  }
  return record;
}

const fieldsByKind = Object.fromEntries(
  Object.entries(byKind).map(([kind, fields]) => [kind, Object.entries({ ...organization, ...fields })]),
) as Record<RecordKindName, [string, Field][]>;

function drawStartup(draw: Draw): object {
  const { random } = draw;
  return {
    stage: random.pick(stages),
    sectors: some(random, 3, sectors),
    ...(random.chance(0.5) && { totalRaised: drawMoney(draw) }),
    ...(random.chance(0.7) && { hub: drawParty(draw, 'INNOVATION_HUB') }),
  };
}

function drawProducts({ random, nation }: Draw): object[] {
  return Array.from({ length: 1 + random.below(3) }, () => ({
    name: random.pick(nouns)[random.pick(nation.languages)],
    ...(random.chance(0.8) && { hs: random.pick(hsCodes) }),
    ...(random.chance(0.3) && { capacityPerYear: random.below(100_000) / 2 }),
    ...(random.chance(0.3) && { unit: random.pick(['t', 'MWh', 'pieces']) }),
  }));
}

function drawStages(random: Random): object {
  const from = random.below(stages.length);
  return { from: stages[from], to: stages[from + random.below(stages.length - from)] };
}

const drawDescriptions = (random: Random): object[] =>
  [
    { language: 'en', text: 'SYNTHETIC: made up for tests, stands for nobody.' },
    { language: 'ru', text: 'SYNTHETIC: вымышлено для испытаний.' },
    { language: 'tr', text: 'SYNTHETIC: deneme için uydurulmuştur.' },
  ].filter((_, index) => index === 0 || random.chance(0.4));

const drawNotices = (random: Random): object[] => [
  {
    path: random.pick(['turnover', 'employees', 'founded', 'identifiers']),
    reason: random.pick(['NOT_COLLECTED', 'NOT_COLLECTED', 'WITHHELD_BY_POLICY', 'EMBARGO', 'INVALID_AT_SOURCE']),
    ...(random.chance(0.2) && { until: '2027-01-01T00:00:00.000Z' }),
    ...(random.chance(0.2) && { howToRequest: 'Ask the made-up registrar.' }),
  },
];

const some = <T>(random: Random, most: number, list: readonly T[]): T[] => [
  ...new Set(Array.from({ length: 1 + random.below(most) }, () => random.pick(list))),
];
