import { kindOf, indexRecord } from '@kopru/records';
import type { IndexedRecord } from '@kopru/records';

const pick = <T>(list: readonly T[], index: number): T => list[Math.floor(index) % list.length]!;
const syllables = [
  'bolat',
  'altyn',
  'dala',
  'qala',
  'temir',
  'orda',
  'ulan',
  'zhol',
  'nur',
  'saule',
  'mys',
  'tau',
  'kun',
];
const regions = ['KZ-71', 'KZ-75', 'KZ-35', 'KZ-63', 'KZ-47'];
const relationKinds = ['SUPPLIES', 'SUPPLIES', 'SUBSIDIARY_OF', 'MEMBER_OF'];

/**
 * A synthetic company with the terms and keys of its real kind. Its fields have common and rare
 * values. A company that the state owns is
 * never active.
 */
function companyAt(index: number): IndexedRecord {
  const kind = kindOf('COMPANY');
  const staff = (index * 31) % 500;
  const word = `${pick(syllables, index)}${pick(syllables, index / 13)}`;
  const party =
    index % 200 === 0 ? 'TR.rare' : `${pick(['KZ', 'KZ', 'KZ', 'HU'], index)}.p${index % 3_000}`;
  const record = kind.schema.parse({
    id: `KZ.c${(index * 7_919) % 1_000_003}`,
    kind: 'COMPANY',
    names: [
      {
        text: `${word} ${pick(syllables, index * 7)} zauyt (SYNTHETIC)`,
        language: 'kk-Latn',
        kind: 'LEGAL',
      },
    ],
    status:
      index % 1_000 === 7 ? 'MERGED' : pick(['ACTIVE', 'ACTIVE', 'ACTIVE', 'DISSOLVED'], index),
    founded: index % 5 === 0 ? null : String(1991 + (index % 33)),
    activities: [
      {
        section: pick(['C', 'C', 'B', 'J'], index),
        division: pick(['24', '25', '07', '62'], index),
        primary: true,
      },
    ],
    address: { regionCode: pick(regions, index), locality: index % 400 === 0 ? 'Oral' : 'Almaty' },
    identifiers: [{ scheme: 'XI-LEI', value: `SYNTHETIC${index}` }],
    relations:
      index % 2 === 0
        ? [
            {
              kind: pick(relationKinds, index / 2),
              party: { id: party, kind: 'COMPANY', nameOnFile: 'SYNTHETIC' },
              share: (index % 100) / 100,
            },
          ]
        : [],
    employees: index % 10 === 0 ? null : staff,
    sizeClass: staff < 10 ? 'MICRO' : staff < 50 ? 'SMALL' : 'MEDIUM',
    turnover:
      index % 4 === 0 ? null : { amount: String(index * 1_000), currency: 'KZT', year: 2024 },
    exportShare: pick([null, 0, 0.4], index),
    stateOwned: pick([null, false, false, true], index),
    products: [
      { hs: index % 500 === 0 ? '880240' : pick(['7208', '2710'], index), name: 'SYNTHETIC' },
    ],
    startup:
      index % 10 === 3
        ? {
            stage: pick(['SEED', 'IDEA'], index / 10),
            sectors: ['agritech'],
            hub: { id: `KZ.h${index % 50}`, kind: 'INNOVATION_HUB', nameOnFile: 'SYNTHETIC' },
          }
        : null,
    // An import gives all of its records the same time, which makes the longest ties.
    provenance: {
      source: 'SYNTHETIC',
      licence: 'CC0-1.0',
      modifiedAt: `2026-0${1 + (Math.floor(index / 7) % 2)}-01T00:00:00.000Z`,
    },
  });
  return indexRecord(kind, record);
}

export const companies = (count: number): IndexedRecord[] =>
  Array.from({ length: count }, (_, index) => companyAt(index));

type Where = Readonly<Record<string, unknown>>;

/**
 * Filters that few companies match. With the common ones they use every field of the company's
 * filter, alone and combined.
 */
export const rareFilters: readonly Where[] = [
  { name: 'saulesaule' },
  { status: ['MERGED'] },
  { locality: 'oral' },
  { identifier: { scheme: 'XI-LEI', value: 'SYNTHETIC77' } },
  { related: { party: 'TR.rare' } },
  { related: { kinds: ['SUPPLIES'], party: 'TR.rare' } },
  { related: { partyRegistries: ['TR'], share: { gte: 0 } } },
  { hs: ['880240'] },
  { status: ['ACTIVE'], sections: ['C'], related: { party: 'KZ.p4' } },
  { or: [{ related: { party: 'TR.rare' } }, { locality: 'oral', status: ['ACTIVE'] }] },
  { startup: { hub: 'KZ.h3' }, not: { status: ['MERGED'] } },
  { employees: { gte: 7, lte: 7 } },
  { name: 'no such name' },
];

/** Filters that many companies match. */
export const commonFilters: readonly Where[] = [
  {},
  { name: 'zauyt' },
  { status: ['ACTIVE'] },
  { status: ['ACTIVE', 'MERGED'] },
  { sections: ['C'] },
  { divisions: ['24', '25'] },
  { regionCodes: ['KZ-71', 'KZ-75'] },
  { founded: { from: '1995' } },
  { related: { kinds: ['SUPPLIES'] } },
  { related: {} },
  { sizeClass: ['MEDIUM'] },
  { employees: { gte: 100 } },
  { turnoverUsd: { lte: '20000' } },
  { exporter: true },
  { stateOwned: false },
  { hs: ['72'] },
  { startup: { isStartup: false } },
  { not: { startup: { stages: ['SEED'] } } },
  { not: { status: ['MERGED'] } },
  { or: [{ sections: ['C'] }, { sections: ['B'] }] },
  { or: [{ status: ['ACTIVE'], sections: ['J'] }, { sections: ['B'] }] },
  { status: ['ACTIVE'], sections: ['C'], not: { regionCodes: ['KZ-71'] } },
];

/** Two common conditions that no company meets together. */
export const disjointFilter: Where = { status: ['ACTIVE'], stateOwned: true };
