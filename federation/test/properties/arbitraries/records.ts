import fc from 'fast-check';
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
  hs,
  hubId,
  identifier,
  keyword,
  level,
  locality,
  location,
  maybe,
  money,
  name,
  nodeKind,
  opportunityKind,
  partialDate,
  partnership,
  partyId,
  programme,
  projectStatus,
  regionCode,
  relation,
  researchKind,
  section,
  sector,
  sizeClass,
  stage,
  status,
  unLocode,
} from './values.ts';
import type { Code } from './values.ts';

// Random unions: records of every kind in each of the nine registries.

const organization = {
  names: fc.array(name, { minLength: 1, maxLength: 3 }),
  status,
  founded: maybe(partialDate),
  activities: fc.array(fc.record({ section, division: maybe(division), primary: fc.boolean() }), {
    maxLength: 2,
  }),
  address: maybe(fc.record({ regionCode: maybe(regionCode), locality: maybe(locality) })),
  identifiers: fc.array(identifier, { maxLength: 2 }),
  relations: fc.array(relation, { maxLength: 3 }),
  provenance: fc
    .constantFrom(
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:00.001Z',
      '2025-12-31T23:59:59.999Z',
    )
    .map((modifiedAt) => ({ source: 'SYNTHETIC', licence: 'CC0-1.0', modifiedAt })),
};

const kinds = {
  COMPANY: fc.record({
    ...organization,
    kind: fc.constant('COMPANY'),
    employees: maybe(employees),
    sizeClass: maybe(sizeClass),
    turnover: maybe(money),
    exportShare: maybe(fc.constantFrom(0, 0.4)),
    stateOwned: maybe(fc.boolean()),
    products: fc.array(fc.record({ hs: maybe(hs), name: fc.constant('SYNTHETIC product') }), {
      maxLength: 2,
    }),
    startup: maybe(
      fc.record({
        stage,
        sectors: fc.uniqueArray(sector),
        hub: maybe(
          hubId.map((id) => ({ id, kind: 'INNOVATION_HUB', nameOnFile: 'SYNTHETIC hub' })),
        ),
        joinedHub: maybe(partialDate),
      }),
    ),
  }),
  RESEARCH_CENTER: fc.record({
    ...organization,
    kind: fc.constant('RESEARCH_CENTER'),
    researchKind,
    fields: fc.uniqueArray(field, { maxLength: 2 }),
    researchers: maybe(employees),
  }),
  INNOVATION_HUB: fc.record({
    ...organization,
    kind: fc.constant('INNOVATION_HUB'),
    hubKind: fc.constant('INCUBATOR'),
  }),
  INVESTOR: fc.record({
    ...organization,
    kind: fc.constant('INVESTOR'),
    investorKind: fc.constant('VENTURE_FUND'),
  }),
  ASSOCIATION: fc.record({ ...organization, kind: fc.constant('ASSOCIATION') }),
};

const otherFields = { provenance: organization.provenance };
const otherParty = (kind: string) =>
  partyId.map((id) => ({ id, kind, nameOnFile: 'SYNTHETIC party' }));
const nodeRef = partyId.map((id) => ({ id, nameOnFile: 'SYNTHETIC node' }));
const leg = fc.record({
  from: nodeRef,
  to: nodeRef,
  mode: fc.constant('RAIL'),
  crossesBorder: fc.boolean(),
});
const titles = fc
  .uniqueArray(name, { minLength: 1, maxLength: 2, selector: ({ language }) => language })
  .map((names) => names.map(({ text, language }) => ({ text, language })));

const otherKinds = {
  FACILITY: fc.record({
    ...otherFields,
    kind: fc.constant('FACILITY'),
    names: organization.names,
    facilityKind,
    status: facilityStatus,
    address: maybe(fc.record({ regionCode: maybe(regionCode), location: maybe(location) })),
    products: fc.array(fc.record({ hs: maybe(hs), name: fc.constant('SYNTHETIC product') }), {
      maxLength: 2,
    }),
    capacity: maybe(fc.record({ value: capacityValue, unit: capacityUnit })),
    started: maybe(partialDate),
    owners: fc.array(
      fc.record({ party: otherParty('COMPANY'), share: maybe(fc.constantFrom(0.5, 1)) }),
      { maxLength: 2 },
    ),
    operator: maybe(otherParty('COMPANY')),
  }),
  OPPORTUNITY: fc.record({
    ...otherFields,
    kind: fc.constant('OPPORTUNITY'),
    titles,
    summaries: titles,
    opportunityKind,
    trl: maybe(
      fc.tuple(level, level).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
    ),
    keywords: fc.uniqueArray(keyword, { maxLength: 2 }),
    activities: organization.activities,
    partnerships: fc.uniqueArray(partnership),
    targetRegistries: fc.uniqueArray(fc.constantFrom('KZ', 'TR')),
    published: partialDate,
    expires: partialDate,
    owner: otherParty('COMPANY'),
    anonymous: fc.boolean(),
  }),
  PROJECT: fc.record({
    ...otherFields,
    kind: fc.constant('PROJECT'),
    titles,
    programme: maybe(programme),
    status: projectStatus,
    started: maybe(partialDate),
    budget: maybe(money),
    activities: organization.activities,
    participants: fc.array(
      fc.record({ party: otherParty('COMPANY'), role: fc.constantFrom('PARTNER', 'FUNDER') }),
      { maxLength: 3 },
    ),
  }),
  FUNDING_ROUND: fc.record({
    ...otherFields,
    kind: fc.constant('FUNDING_ROUND'),
    company: otherParty('COMPANY'),
    stage,
    announced: partialDate,
    amount: maybe(money),
    investors: fc.array(fc.record({ party: otherParty('INVESTOR'), lead: fc.boolean() }), {
      maxLength: 2,
    }),
  }),
  TRANSPORT_NODE: fc.record({
    ...otherFields,
    kind: fc.constant('TRANSPORT_NODE'),
    names: organization.names,
    unLocode: maybe(unLocode),
    nodeKinds: fc.uniqueArray(nodeKind, { minLength: 1 }),
    location: maybe(location),
  }),
  CORRIDOR: fc.record({
    ...otherFields,
    kind: fc.constant('CORRIDOR'),
    names: organization.names,
    status: corridorStatus,
    legs: fc.array(leg, { minLength: 1, maxLength: 3 }),
  }),
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
        ...Object.values(otherKinds),
      ),
      { maxLength: 14 },
    )
    .map((records) => records.map((record, index) => ({ ...record, id: `${code}.r${index}` })));

export const federation: fc.Arbitrary<Record<Code, object[]>> = fc.record(
  Object.fromEntries(codes.map((code) => [code, recordsOf(code)])) as Record<
    Code,
    fc.Arbitrary<object[]>
  >,
);
