import fc from 'fast-check';
import type { Order, Where } from './reference.ts';

// Random records and questions over small sets of values, so that ties, nulls, hits and misses are all common.

const codes = ['AZ', 'KZ', 'KG', 'TR', 'UZ', 'HU', 'TM', 'TRNC', 'OTS'] as const;
export type Code = (typeof codes)[number];

const words: readonly (readonly [string, string])[] = [
  ['İpək', 'az'], ['Işık', 'tr'], ['IŞIK', 'tr'], ['istanbul', 'tr'], ['İSTANBUL', 'tr'], ['Қазақ', 'kk-Cyrl'], ['Qazaq', 'kk-Latn'],
  ['Өскемен', 'kk-Cyrl'], ['Кыргыз', 'ky-Cyrl'], ['Oʻzbek', 'uz'], ['Ўзбек', 'uz-Cyrl'], ["O'zbek", 'uz'], ['Győr', 'hu'], ['Gyor', 'hu'],
  ['Türkmen', 'tk'], ['Ýol', 'tk'], ['Şirkət', 'az'], ['Şirket', 'tr'], ['«Болат»', 'kk-Cyrl'], ['a', 'tr'], ['А', 'ru'], ['Щука', 'ru'], ['Æon', 'en'],
]; // prettier-ignore

const name = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map((parts) => ({ text: parts.map(([text]) => text).join(' '), language: parts[0]![1], kind: 'LEGAL' }));

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null, freq: 3 });
const partialDate = fc.constantFrom('1991', '1991-10', '1991-10-18', '1992', '2000-12-31', '2001', '1899-01');
const status = fc.constantFrom('ACTIVE', 'SUSPENDED', 'DISSOLVED', 'UNKNOWN');
const section = fc.constantFrom('B', 'C', 'J');
const division = fc.constantFrom('06', '24', '62');
const regionCode = fc.constantFrom('KZ-71', 'TR-34');
const locality = fc.constantFrom('Bakı', 'Алматы', 'İzmir');
const identifier = fc.record({
  scheme: fc.constantFrom('XI-LEI', 'KZ-BIN'),
  value: fc.constantFrom('950440001673', '9504 4000 1673', 'X1'),
});
const partyId = fc.constantFrom('KZ.r0', 'TR.r1', 'EXT.else');
const relationKind = fc.constantFrom('PARENT_OF', 'SUPPLIES', 'MEMBER_OF');
const relation = fc.record({
  kind: relationKind,
  party: partyId.map((id) => ({ id, kind: 'COMPANY', nameOnFile: 'SYNTHETIC party' })),
  share: maybe(fc.constantFrom(0, 0.25, 0.5, 1)),
  source: fc.constant('SYNTHETIC'),
});
const employees = fc.constantFrom(0, 1, 9, 10, 250, 2_000_000_000);
const stage = fc.constantFrom('IDEA', 'SEED', 'GROWTH');
const sector = fc.constantFrom('fintech', 'agri');
const hubId = fc.constantFrom('AZ.r2', 'KZ.r3');
const sizeClass = fc.constantFrom('MICRO', 'LARGE');
const hs = fc.constantFrom('27', '2710', '271019', '7208');
const researchKind = fc.constantFrom('UNIVERSITY', 'INSTITUTE');
const field = fc.constantFrom('1', '2', '2.5', '1.1');

const organization = {
  names: fc.array(name, { minLength: 1, maxLength: 3 }),
  status,
  founded: maybe(partialDate),
  activities: fc.array(fc.record({ section, division: maybe(division), primary: fc.boolean() }), { maxLength: 2 }),
  address: maybe(fc.record({ regionCode: maybe(regionCode), locality: maybe(locality) })),
  identifiers: fc.array(identifier, { maxLength: 2 }),
  relations: fc.array(relation, { maxLength: 3 }),
  provenance: fc
    .constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2025-12-31T23:59:59.999Z')
    .map((modifiedAt) => ({ source: 'SYNTHETIC', licence: 'CC0-1.0', modifiedAt })),
};

const kinds = {
  COMPANY: fc.record({
    ...organization,
    kind: fc.constant('COMPANY'),
    employees: maybe(employees),
    sizeClass: maybe(sizeClass),
    turnover: maybe(fc.record({ amount: fc.constantFrom('0', '100', '100.5', '99999999999'), currency: fc.constantFrom('USD', 'KZT', 'TRY', 'GBP'), year: maybe(fc.constantFrom(2024, 2025, 1999)) })), // prettier-ignore
    exportShare: maybe(fc.constantFrom(0, 0.4)),
    stateOwned: maybe(fc.boolean()),
    products: fc.array(fc.record({ hs: maybe(hs), name: fc.constant('SYNTHETIC product') }), { maxLength: 2 }),
    startup: maybe(fc.record({ stage, sectors: fc.uniqueArray(sector), hub: maybe(hubId.map((id) => ({ id, kind: 'INNOVATION_HUB', nameOnFile: 'SYNTHETIC hub' }))) })), // prettier-ignore
  }),
  RESEARCH_CENTER: fc.record({ ...organization, kind: fc.constant('RESEARCH_CENTER'), researchKind, fields: fc.uniqueArray(field, { maxLength: 2 }), researchers: maybe(employees) }), // prettier-ignore
  INNOVATION_HUB: fc.record({
    ...organization,
    kind: fc.constant('INNOVATION_HUB'),
    hubKind: fc.constant('INCUBATOR'),
  }),
  INVESTOR: fc.record({ ...organization, kind: fc.constant('INVESTOR'), investorKind: fc.constant('VENTURE_FUND') }),
  ASSOCIATION: fc.record({ ...organization, kind: fc.constant('ASSOCIATION') }),
};

/** Records of one registry; their ids follow their place. */
const recordsOf = (code: Code): fc.Arbitrary<object[]> =>
  fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: kinds.COMPANY },
        kinds.RESEARCH_CENTER,
        kinds.INNOVATION_HUB,
        kinds.INVESTOR,
        kinds.ASSOCIATION,
      ),
      { maxLength: 14 },
    ) // prettier-ignore
    .map((records) => records.map((record, index) => ({ ...record, id: `${code}.r${index}` })));

export const union: fc.Arbitrary<Record<Code, object[]>> = fc.record(
  Object.fromEntries(codes.map((code) => [code, recordsOf(code)])) as Record<Code, fc.Arbitrary<object[]>>,
);

export interface Walk {
  connection: string;
  kind: string;
  type: string;
  order: Order;
  where: Where;
  pageSizes: number[];
}

const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 3 });
const range = <T>(value: fc.Arbitrary<T>) => fc.record({ gte: maybe(value), lte: maybe(value) });
const organizationFields = {
  registries: some(fc.constantFrom(...codes)),
  name: fc.constantFrom('qaz', 'İST', 'isik', 'Ўзб', 'oz', 'шу', 'gyor bolat', '', 'zzz'),
  status: some(status),
  sections: some(section),
  divisions: some(division),
  regionCodes: some(regionCode),
  locality: fc.constantFrom('baku', 'Bakı', 'almaty', 'izmir'),
  founded: fc.record({ from: maybe(partialDate), to: maybe(partialDate) }),
  identifier,
  related: fc.record({ kinds: some(relationKind), party: partyId, partyRegistries: some(fc.constantFrom('KZ', 'TR')), share: range(fc.constantFrom(0, 0.25, 0.5, 1)) }, { requiredKeys: [] }), // prettier-ignore
};
const companyFields = {
  ...organizationFields,
  sizeClass: some(sizeClass),
  employees: range(employees),
  turnoverUsd: range(fc.constantFrom('0', '0.2', '100', '100.50', '2500000000')),
  exporter: fc.boolean(),
  stateOwned: fc.boolean(),
  hs: some(fc.constantFrom('27', '2710', '72')),
  startup: fc.record(
    { isStartup: fc.boolean(), stages: some(stage), sectors: some(sector), hub: hubId },
    { requiredKeys: [] },
  ),
};
const researchFields = { ...organizationFields, kinds: some(researchKind), fields: some(field) };

/** One or two conditions of a filter, and up to two levels of and, or, not around them. */
function whereOf(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Where> {
  const condition = fc
    .constantFrom(...Object.keys(fields))
    .chain((name) => fields[name]!.map((value) => ({ [name]: value })));
  const leaf = fc.array(condition, { maxLength: 2 }).map((parts): Where => Object.assign({}, ...parts) as Where);
  const level = (inner: fc.Arbitrary<Where>): fc.Arbitrary<Where> =>
    fc.oneof(
      { weight: 3, arbitrary: inner },
      fc.array(inner, { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
      fc.array(inner, { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
      inner.map((not) => ({ not })),
      fc.tuple(leaf, inner).map(([part, not]) => ({ ...part, not })),
    );
  return level(level(leaf));
}

const organizationOrders = ['NAME', 'FOUNDED', 'MODIFIED'];
const connections = [
  { connection: 'companies', kind: 'COMPANY', type: 'Company', fields: companyFields, orders: [...organizationOrders, 'EMPLOYEES', 'TURNOVER_USD'], whereType: 'Company', weight: 5 }, // prettier-ignore
  { connection: 'researchCenters', kind: 'RESEARCH_CENTER', type: 'ResearchCenter', fields: researchFields, orders: [...organizationOrders, 'RESEARCHERS'], weight: 2 }, // prettier-ignore
  {
    connection: 'innovationHubs',
    kind: 'INNOVATION_HUB',
    type: 'Organization',
    fields: organizationFields,
    orders: organizationOrders,
    weight: 1,
  },
  {
    connection: 'investors',
    kind: 'INVESTOR',
    type: 'Organization',
    fields: organizationFields,
    orders: organizationOrders,
    weight: 1,
  },
  {
    connection: 'associations',
    kind: 'ASSOCIATION',
    type: 'Organization',
    fields: organizationFields,
    orders: organizationOrders,
    weight: 1,
  },
];

export const walk: fc.Arbitrary<Walk> = fc.oneof(
  ...connections.map(({ connection, kind, type, fields, orders, weight }) => ({
    weight,
    arbitrary: fc.record({
      connection: fc.constant(connection),
      kind: fc.constant(kind),
      type: fc.constant(type),
      order: fc.record({
        field: fc.constantFrom(...orders),
        direction: fc.constantFrom<'ASC' | 'DESC'>('ASC', 'DESC'),
      }),
      where: whereOf(fields),
      pageSizes: fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 12 }) }, fc.constant(0), fc.constant(200)), { minLength: 1, maxLength: 4 }), // prettier-ignore
    }),
  })),
);
