import fc from 'fast-check';
import type { Order, Where } from '../reference.ts';
import {
  capacityUnit,
  capacityValue,
  codes,
  corridorStatus,
  division,
  employees,
  facilityKind,
  facilityStatus,
  field,
  hubId,
  identifier,
  keyword,
  level,
  maybe,
  nodeKind,
  opportunityKind,
  partialDate,
  partnership,
  partyId,
  programme,
  projectStatus,
  regionCode,
  relationKind,
  researchKind,
  section,
  sector,
  sizeClass,
  some,
  stage,
  status,
  unLocode,
} from './values.ts';

// Random questions: a connection, an order, a filter, page sizes.

export interface PageScan {
  connection: string;
  kind: string;
  type: string;
  order: Order;
  where: Where;
  pageSizes: number[];
}

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
  related: fc.record(
    {
      kinds: some(relationKind),
      party: partyId,
      partyRegistries: some(fc.constantFrom('KZ', 'TR')),
      share: range(fc.constantFrom(0, 0.25, 0.5, 1)),
    },
    { requiredKeys: [] },
  ),
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
    {
      isStartup: fc.boolean(),
      stages: some(stage),
      sectors: some(sector),
      hub: hubId,
      joinedHub: fc.record({ from: maybe(partialDate), to: maybe(partialDate) }),
    },
    { requiredKeys: [] },
  ),
};
const { registries, name: nameAsked, regionCodes, sections, divisions } = organizationFields;
const dates = fc.record({ from: maybe(partialDate), to: maybe(partialDate) });
const usdRange = range(fc.constantFrom('0', '0.2', '100', '100.50', '2500000000'));
const box = fc.record({
  south: fc.constantFrom(-90, 0, 39.95),
  west: fc.constantFrom(-180, 0, 49.4, 170),
  north: fc.constantFrom(39.95, 40, 90),
  east: fc.constantFrom(0, 49.4, 180, -170),
});
const registriesAsked = some(fc.constantFrom('KZ', 'TR'));
const facilityFields = {
  registries,
  name: nameAsked,
  regionCodes,
  kinds: some(facilityKind),
  status: some(facilityStatus),
  hs: some(fc.constantFrom('27', '2710', '72')),
  parties: some(partyId),
  ownerRegistries: registriesAsked,
  capacity: fc.record(
    {
      unit: capacityUnit,
      gte: maybe(capacityValue.map(String)),
      lte: maybe(capacityValue.map(String)),
    },
    { requiredKeys: ['unit'] },
  ),
  started: dates,
  within: box,
};
const opportunityFields = {
  registries,
  owner: partyId,
  kinds: some(opportunityKind),
  partnerships: some(partnership),
  sections,
  divisions,
  trl: range(level),
  keywords: some(keyword),
  target: fc.constantFrom('KZ', 'TR', 'AZ'),
  openOn: partialDate,
  text: nameAsked,
};
const projectFields = {
  registries,
  programmes: some(programme),
  budgetUsd: usdRange,
  status: some(projectStatus),
  sections,
  participant: partyId,
  participantRegistries: registriesAsked,
  started: dates,
};
const fundingRoundFields = {
  registries,
  amountUsd: usdRange,
  stages: some(stage),
  announced: dates,
  company: partyId,
  investor: partyId,
  investorRegistries: registriesAsked,
};
const transportNodeFields = {
  registries,
  name: nameAsked,
  kinds: some(nodeKind),
  unLocodes: some(unLocode),
  within: box,
};
const corridorFields = {
  registries,
  name: nameAsked,
  status: some(corridorStatus),
  through: partyId,
};
const researchFields = { ...organizationFields, kinds: some(researchKind), fields: some(field) };

/** One or two conditions of a filter, and up to two levels of and, or, not around them. */
function whereOf(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Where> {
  const condition = fc
    .constantFrom(...Object.keys(fields))
    .chain((name) => fields[name]!.map((value) => ({ [name]: value })));
  const leaf = fc
    .array(condition, { maxLength: 2 })
    .map((parts): Where => Object.assign({}, ...parts) as Where);
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
  {
    connection: 'companies',
    kind: 'COMPANY',
    type: 'Company',
    fields: companyFields,
    orders: [...organizationOrders, 'EMPLOYEES', 'TURNOVER_USD'],
    whereType: 'Company',
    weight: 5,
  },
  {
    connection: 'researchCenters',
    kind: 'RESEARCH_CENTER',
    type: 'ResearchCenter',
    fields: researchFields,
    orders: [...organizationOrders, 'RESEARCHERS'],
    weight: 2,
  },
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
  {
    connection: 'facilities',
    kind: 'FACILITY',
    type: 'Facility',
    fields: facilityFields,
    orders: ['NAME', 'CAPACITY', 'STARTED', 'MODIFIED'],
    weight: 2,
  },
  {
    connection: 'opportunities',
    kind: 'OPPORTUNITY',
    type: 'Opportunity',
    fields: opportunityFields,
    orders: ['PUBLISHED', 'EXPIRES'],
    weight: 2,
  },
  {
    connection: 'projects',
    kind: 'PROJECT',
    type: 'Project',
    fields: projectFields,
    orders: ['STARTED', 'BUDGET_USD', 'MODIFIED'],
    weight: 1,
  },
  {
    connection: 'fundingRounds',
    kind: 'FUNDING_ROUND',
    type: 'FundingRound',
    fields: fundingRoundFields,
    orders: ['ANNOUNCED', 'AMOUNT_USD'],
    weight: 1,
  },
  {
    connection: 'transportNodes',
    kind: 'TRANSPORT_NODE',
    type: 'TransportNode',
    fields: transportNodeFields,
    orders: ['NAME', 'UN_LOCODE'],
    weight: 1,
  },
  {
    connection: 'corridors',
    kind: 'CORRIDOR',
    type: 'Corridor',
    fields: corridorFields,
    orders: ['NAME'],
    weight: 1,
  },
];

export const pageScan: fc.Arbitrary<PageScan> = fc.oneof(
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
      pageSizes: fc.array(
        fc.oneof(
          { weight: 5, arbitrary: fc.integer({ min: 1, max: 12 }) },
          fc.constant(0),
          fc.constant(200),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  })),
);
