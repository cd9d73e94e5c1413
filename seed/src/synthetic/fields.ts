import { researchFields } from '@kopru/schema';
import type { RecordKindName } from '@kopru/records';
import type { Draw } from './draw.ts';
import {
  corridor,
  facility,
  fundingRound,
  opportunity,
  project,
  transportNode,
} from './other-kinds.ts';
import {
  always,
  drawActivities,
  drawAddress,
  drawDate,
  drawIdentifiers,
  drawInstant,
  drawMoney,
  drawParty,
  drawPointer,
  drawProducts,
  drawRelations,
  digits,
  projectRoles,
  some,
  stages,
} from './parts.ts';
import type { Field, Fields } from './parts.ts';
import { nameAt } from './name.ts';
import type { Random } from './random.ts';

const sectors = [
  'fintech',
  'agritech',
  'edtech',
  'logistics',
  'health',
  'energy',
  'gaming',
  'sport',
  'marketplace',
];
const researchCodes = Object.keys(researchFields);

const everyRecord: Fields = {
  notices: [0.3, ({ random }) => drawNotices(random)],
  provenance: always(({ random }) => ({
    source: 'SYNTHETIC',
    licence: 'CC0-1.0',
    modifiedAt: drawInstant(random),
    ...(random.chance(0.5) && { sourceName: 'Köprü, generator of made-up records' }),
    ...(random.chance(0.5) && { asOf: '2025-12-31T00:00:00.000Z' }),
  })),
};

const organization: Fields = {
  ...everyRecord,
  names: always((draw) => nameAt(draw).names),
  legalForm: [0.9, (draw) => nameAt(draw).form ?? undefined],
  status: always(({ random }) =>
    random.chance(0.8)
      ? 'ACTIVE'
      : random.pick(['SUSPENDED', 'IN_LIQUIDATION', 'DISSOLVED', 'MERGED', 'UNKNOWN']),
  ),
  founded: [0.75, ({ random }) => drawDate(random, 1991, 2026)],
  dissolved: [0.1, ({ random }) => drawDate(random, 2005, 2026)],
  activities: [0.9, drawActivities],
  address: [0.9, drawAddress],
  website: [0.3, ({ index }) => `https://syn-${index}.example`],
  descriptions: [0.2, ({ random }) => drawDescriptions(random)],
  identifiers: [0.7, drawIdentifiers],
  relations: [0.35, drawRelations],
  participations: [
    0.05,
    (draw) => [
      {
        project: drawPointer(draw, 'PROJECT', 'titleOnFile'),
        role: draw.random.pick(projectRoles),
      },
    ],
  ],
};

const byKind: Readonly<Record<RecordKindName, Fields>> = {
  COMPANY: {
    ...organization,
    employees: [0.7, ({ staff }) => staff],
    sizeClass: [
      0.6,
      ({ staff }) =>
        staff < 10 ? 'MICRO' : staff < 50 ? 'SMALL' : staff < 250 ? 'MEDIUM' : 'LARGE',
    ],
    turnover: [0.5, drawMoney],
    exportShare: [0.4, ({ random }) => random.pick([0, 0, random.below(101) / 100])],
    stateOwned: [0.4, ({ random }) => random.chance(0.1)],
    listedOn: [0.05, ({ random, local }) => [`${local.exchange ?? 'OTC'}:SYN${digits(random, 3)}`]],
    products: [0.4, drawProducts],
    startup: [0.08, drawStartup],
  },
  RESEARCH_CENTER: {
    ...organization,
    researchKind: always(({ random }) =>
      random.pick([
        'UNIVERSITY',
        'UNIVERSITY',
        'INSTITUTE',
        'GOVERNMENT_LABORATORY',
        'CORPORATE_RESEARCH',
        'ACADEMY',
      ]),
    ),
    fields: [0.9, ({ random }) => some(random, 4, researchCodes)],
    researchers: [0.6, ({ staff }) => staff],
    equipment: [
      0.2,
      ({ random }) =>
        some(random, 3, ['electron microscope', 'wind tunnel', 'NMR 600 MHz', 'SEM «Янтарь»']),
    ],
  },
  INNOVATION_HUB: {
    ...organization,
    hubKind: always(({ random }) =>
      random.pick(['INNOVATION_CENTER', 'INCUBATOR', 'ACCELERATOR', 'TECHNOPARK', 'COWORKING']),
    ),
    supports: [0.6, ({ random }) => drawStages(random)],
    fund: [0.3, (draw) => drawParty(draw, 'INVESTOR')],
  },
  INVESTOR: {
    ...organization,
    investorKind: always(({ random }) =>
      random.pick([
        'VENTURE_FUND',
        'CORPORATE_VENTURE',
        'SOVEREIGN_FUND',
        'DEVELOPMENT_BANK',
        'ANGEL_NETWORK',
      ]),
    ),
    fundSize: [0.5, drawMoney],
    stages: [0.6, ({ random }) => drawStages(random)],
    investments: [0.5, drawInvestments],
  },
  ASSOCIATION: { ...organization, memberCount: [0.6, ({ staff }) => staff] },
  FACILITY: { ...everyRecord, ...facility },
  OPPORTUNITY: { ...everyRecord, ...opportunity },
  PROJECT: { ...everyRecord, ...project },
  FUNDING_ROUND: { ...everyRecord, ...fundingRound },
  TRANSPORT_NODE: { ...everyRecord, ...transportNode },
  CORRIDOR: { ...everyRecord, ...corridor },
};

/** Draws all fields of a record except its id and kind. A field without a value is absent. */
export function drawFields(draw: Draw): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [name, [chance, draws]] of fieldsByKind[draw.kind]) {
    const value = draw.random.chance(chance) ? draws(draw) : undefined;
    if (value !== undefined) record[name] = value;
  }
  return record;
}

const fieldsByKind = Object.fromEntries(
  Object.entries(byKind).map(([kind, fields]) => [kind, Object.entries(fields)]),
) as Record<RecordKindName, [string, Field][]>;

function drawStartup(draw: Draw): object {
  const { random } = draw;
  const stage = random.pick(stages);
  return {
    stage,
    sectors: some(random, 3, sectors),
    ...(random.chance(0.5) && { totalRaised: drawMoney(draw) }),
    ...(random.chance(0.7) && {
      hub: drawParty(draw, 'INNOVATION_HUB'),
      joinedHub: drawDate(random, 2015, 2026),
    }),
    ...(random.chance(0.5) && { history: drawHistory(random, stage) }),
  };
}

/** The history of its stage, the earliest first: one stage per year, the last few years. */
function drawHistory(random: Random, stage: string): object[] {
  const last = stages.indexOf(stage);
  const year = 2014 + random.below(8);
  return stages
    .slice(Math.max(0, last - random.below(4)), last + 1)
    .map((stage, index) => ({ stage, since: String(year + index), source: 'SYNTHETIC, made up' }));
}

function drawInvestments(draw: Draw): object[] {
  return Array.from({ length: 1 + draw.random.below(3) }, () => ({
    company: drawParty(draw, 'COMPANY'),
    stage: draw.random.pick(stages),
    announced: drawDate(draw.random, 2015, 2026),
    lead: draw.random.chance(0.5),
    ...(draw.random.chance(0.5) && { amount: drawMoney(draw) }),
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
    reason: random.pick([
      'NOT_COLLECTED',
      'NOT_COLLECTED',
      'WITHHELD_BY_POLICY',
      'EMBARGO',
      'INVALID_AT_SOURCE',
    ]),
    ...(random.chance(0.2) && { until: '2027-01-01T00:00:00.000Z' }),
    ...(random.chance(0.2) && { howToRequest: 'Ask the made-up registrar.' }),
  },
];
