import fc from 'fast-check';

// Small sets of values, so that ties, nulls, hits and misses are all common.

export const codes = ['AZ', 'KZ', 'KG', 'TR', 'UZ', 'HU', 'TM', 'TRNC', 'OTS'] as const;
export type Code = (typeof codes)[number];

export const words: readonly (readonly [string, string])[] = [
  ['İpək', 'az'],
  ['Işık', 'tr'],
  ['IŞIK', 'tr'],
  ['istanbul', 'tr'],
  ['İSTANBUL', 'tr'],
  ['Қазақ', 'kk-Cyrl'],
  ['Qazaq', 'kk-Latn'],
  ['Өскемен', 'kk-Cyrl'],
  ['Кыргыз', 'ky-Cyrl'],
  ['Oʻzbek', 'uz'],
  ['Ўзбек', 'uz-Cyrl'],
  ["O'zbek", 'uz'],
  ['Győr', 'hu'],
  ['Gyor', 'hu'],
  ['Türkmen', 'tk'],
  ['Ýol', 'tk'],
  ['Şirkət', 'az'],
  ['Şirket', 'tr'],
  ['«Болат»', 'kk-Cyrl'],
  ['a', 'tr'],
  ['А', 'ru'],
  ['Щука', 'ru'],
  ['Æon', 'en'],
];

export const name = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map((parts) => ({
    text: parts.map(([text]) => text).join(' '),
    language: parts[0]![1],
    kind: 'LEGAL',
  }));

export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 3 });
export const partialDate = fc.constantFrom(
  '1991',
  '1991-10',
  '1991-10-18',
  '1992',
  '2000-12-31',
  '2001',
  '1899-01',
);
export const status = fc.constantFrom('ACTIVE', 'SUSPENDED', 'DISSOLVED', 'UNKNOWN');
export const section = fc.constantFrom('B', 'C', 'J');
export const division = fc.constantFrom('06', '24', '62');
export const regionCode = fc.constantFrom('KZ-71', 'TR-34');
export const locality = fc.constantFrom('Bakı', 'Алматы', 'İzmir');
export const identifier = fc.record({
  scheme: fc.constantFrom('XI-LEI', 'KZ-BIN'),
  value: fc.constantFrom('950440001673', '9504 4000 1673', 'X1'),
});
export const partyId = fc.constantFrom('KZ.r0', 'TR.r1', 'EXT.else');
export const relationKind = fc.constantFrom('PARENT_OF', 'SUPPLIES', 'MEMBER_OF');
export const relation = fc.record({
  kind: relationKind,
  party: partyId.map((id) => ({ id, kind: 'COMPANY', nameOnFile: 'SYNTHETIC party' })),
  share: maybe(fc.constantFrom(0, 0.25, 0.5, 1)),
  source: fc.constant('SYNTHETIC'),
});
export const money = fc.record({
  amount: fc.constantFrom('0', '100', '100.5', '99999999999'),
  currency: fc.constantFrom('USD', 'KZT', 'TRY', 'GBP'),
  year: maybe(fc.constantFrom(2024, 2025, 1999)),
});
export const employees = fc.constantFrom(0, 1, 9, 10, 250, 2_000_000_000);
export const stage = fc.constantFrom('IDEA', 'SEED', 'GROWTH');
export const sector = fc.constantFrom('fintech', 'agri');
export const hubId = fc.constantFrom('AZ.r2', 'KZ.r3');
export const sizeClass = fc.constantFrom('MICRO', 'LARGE');
export const hs = fc.constantFrom('27', '2710', '271019', '7208');
export const researchKind = fc.constantFrom('UNIVERSITY', 'INSTITUTE');
export const field = fc.constantFrom('1', '2', '2.5', '1.1');
export const location = fc.record({
  latitude: fc.constantFrom(-10, 0, 39.95, 40),
  longitude: fc.constantFrom(-179.5, 0, 49.4, 50, 179.5),
});
export const facilityKind = fc.constantFrom('MINE', 'CEMENT_PLANT');
export const facilityStatus = fc.constantFrom('OPERATING', 'RETIRED');
export const capacityUnit = fc.constantFrom('MEGAWATT', 'TONNES_PER_YEAR', 'CUBIC_METRES_PER_YEAR');
export const capacityValue = fc.constantFrom(0, 9.5, 10, 100, 2_000_000);
export const opportunityKind = fc.constantFrom('TECHNOLOGY_OFFER', 'TECHNOLOGY_REQUEST');
export const partnership = fc.constantFrom('LICENCE', 'FINANCIAL');
export const keyword = fc.constantFrom('Gıda işleme', 'gida isleme', 'болат', 'steel');
export const level = fc.integer({ min: 1, max: 9 });
export const programme = fc.constantFrom('SYNTHETIC Bridge', 'SYNTHETIC Steppe');
export const projectStatus = fc.constantFrom('ACTIVE', 'COMPLETED');
export const nodeKind = fc.constantFrom('SEAPORT', 'AIRPORT', 'RAIL_TERMINAL');
export const unLocode = fc.constantFrom('AZBAK', 'KZAAU', 'TRI2T');
export const corridorStatus = fc.constantFrom('OPERATING', 'PLANNED');

export const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 3 });
