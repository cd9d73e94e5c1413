import {
  dateRangeKeys,
  foldKey,
  foldWords,
  nameKeys,
  normalizeIdentifier,
  parseGlobalId,
} from '@kopru/schema';
import {
  dateRange,
  equal,
  flag,
  isBetween,
  isInBox,
  isInRange,
  numberRange,
  oneOf,
  words,
} from './conditions.ts';
import type { Box, Range, Test } from './conditions.ts';
import type { RegistryRecord } from './record.ts';
import { usdOf } from './sort-keys.ts';

const registryOf = (party: { id: string }): string | undefined => parseGlobalId(party.id)?.registry;
/** The code and its prefixes of 2 and 4 digits, because a shorter code includes the longer. */
const hsPrefixes = (code: string): string[] =>
  [2, 4, 6].filter((n) => n <= code.length).map((n) => code.slice(0, n));

interface RelatedFilter {
  kinds?: string[] | null;
  party?: string | null;
  partyRegistries?: string[] | null;
  share?: Range | null;
}

const startupFilters: Readonly<Record<string, Test>> = {
  isStartup: flag(({ startup }) => startup != null),
  stages: oneOf(({ startup }) => [startup?.stage]),
  sectors: oneOf(({ startup }) => startup?.sectors ?? []),
  hub: equal(({ startup }) => [startup?.hub?.id]),
  joinedHub: dateRange(({ startup }) => startup?.joinedHub),
};

/** The fields of the contract's filters. A field means the same on every kind that has it. */
const filters: Readonly<Record<string, Test>> = {
  name: words(({ names = [] }) => names),
  text: words(({ titles = [], summaries = [], keywords = [] }) => [
    ...titles,
    ...summaries,
    ...keywords.map((text) => ({ text, language: 'und' })),
  ]),
  status: oneOf(({ status }) => [status]),
  kinds: oneOf(({ kind, kinds }) => kinds ?? [kind]),
  sections: oneOf(({ activities = [] }) => activities.map(({ section }) => section)),
  divisions: oneOf(({ activities = [] }) => activities.map(({ division }) => division)),
  regionCodes: oneOf(({ address }) => [address?.regionCode]),
  locality: ({ address, names: [first] = [] }, wanted: string) =>
    address?.locality != null &&
    nameKeys(address.locality, first?.language ?? 'und').includes(foldWords(wanted).join(' ')),
  founded: dateRange(({ founded }) => founded),
  started: dateRange(({ started }) => started),
  announced: dateRange(({ announced }) => announced),
  /** Open until the end of the day, month or year that `expires` names. */
  openOn: ({ published, expires = '' }, day: string) =>
    isBetween(published, { to: day }) && (dateRangeKeys({ to: expires }).lte ?? '') >= day,
  identifier: ({ identifiers = [] }, wanted: { scheme: string; value: string }) =>
    identifiers.some(
      ({ scheme, value }) =>
        scheme.toUpperCase() === wanted.scheme.toUpperCase() &&
        normalizeIdentifier(value) === normalizeIdentifier(wanted.value),
    ),
  related: ({ relations = [] }, { kinds, party, partyRegistries, share }: RelatedFilter) =>
    relations.some(
      (relation) =>
        (kinds?.includes(relation.kind) ?? true) &&
        (party ?? relation.party.id) === relation.party.id &&
        (partyRegistries?.includes(registryOf(relation.party) ?? '') ?? true) &&
        (share == null || isInRange(relation.share, share)),
    ),
  sizeClass: oneOf(({ sizeClass }) => [sizeClass]),
  employees: numberRange(({ employees }) => employees),
  turnoverUsd: numberRange(({ turnover }) => usdOf(turnover)),
  budgetUsd: numberRange(({ budget }) => usdOf(budget)),
  amountUsd: numberRange(({ amount }) => usdOf(amount)),
  exporter: flag(({ exportShare }) => (exportShare == null ? null : exportShare > 0)),
  stateOwned: flag(({ stateOwned }) => stateOwned),
  hs: oneOf(({ products = [] }) =>
    products.flatMap(({ hs }) => (hs == null ? [] : hsPrefixes(hs))),
  ),
  fields: oneOf(({ fields = [] }) => fields.flatMap((code) => [code, code.slice(0, 1)])),
  startup: (record, wanted: Readonly<Record<string, unknown>>) =>
    matchesAll(startupFilters, record, wanted),
  parties: oneOf(({ owners = [], operator }) => [
    ...owners.map(({ party }) => party.id),
    operator?.id,
  ]),
  ownerRegistries: oneOf(({ owners = [] }) => owners.map(({ party }) => registryOf(party))),
  capacity: ({ capacity }, { unit, ...range }: Range & { unit: string }) =>
    capacity?.unit === unit && isInRange(capacity.value, range),
  within: ({ location, address }, box: Box) => {
    const coordinates = location ?? address?.location;
    return coordinates != null && isInBox(coordinates, box);
  },
  unLocodes: oneOf(({ unLocode }) => [unLocode]),
  through: equal(({ legs = [] }) => legs.flatMap(({ from, to }) => [from.id, to.id])),
  owner: equal(({ owner, anonymous }) => (anonymous === true ? [] : [owner?.id])),
  keywords: ({ keywords = [] }, wanted: readonly string[]) => {
    const folded = wanted.map((each) => foldWords(each).join(' '));
    return keywords.some((keyword) => folded.includes(foldKey(keyword, 'und')));
  },
  partnerships: oneOf(({ partnerships = [] }) => partnerships),
  trl: ({ trl }, { gte, lte }: { gte?: number | null; lte?: number | null }) =>
    trl != null && trl.max >= (gte ?? 1) && trl.min <= (lte ?? 9) && (gte ?? 1) <= (lte ?? 9),
  target: ({ targetRegistries = [] }, wanted: string) =>
    targetRegistries.length === 0 || targetRegistries.includes(wanted),
  programmes: oneOf(({ programme }) => [programme]),
  participant: equal(({ participants = [] }) => participants.map(({ party }) => party.id)),
  participantRegistries: oneOf(({ participants = [] }) =>
    participants.map(({ party }) => registryOf(party)),
  ),
  stages: oneOf(({ stage }) => [stage]),
  company: equal(({ company }) => [company?.id]),
  investor: equal(({ investors = [] }) => investors.map(({ party }) => party.id)),
  investorRegistries: oneOf(({ investors = [] }) =>
    investors.map(({ party }) => registryOf(party)),
  ),
};

type Where = Readonly<Record<string, unknown>>;

const matchesAll = (
  tests: Readonly<Record<string, Test>>,
  record: RegistryRecord,
  wanted: Where,
): boolean =>
  Object.entries(wanted).every(([field, value]) => {
    const test = tests[field];
    if (!test) throw new Error(`Expected a filter that the contract knows, but got: ${field}`);
    return value == null || test(record, value as never);
  });

/** Whether a record matches a filter of the contract, all fields of which must match. */
export function matchesFilter(record: RegistryRecord, where: Where): boolean {
  const { and, or, not, registries, ...fields } = where as Where & {
    and?: readonly Where[] | null;
    or?: readonly Where[] | null;
    not?: Where | null;
    registries?: readonly string[] | null;
  };
  return (
    (and ?? []).every((each) => matchesFilter(record, each)) &&
    (or?.some((each) => matchesFilter(record, each)) ?? true) &&
    !(not && matchesFilter(record, not)) &&
    (registries?.includes(registryOf(record) ?? '') ?? true) &&
    matchesAll(filters, record, fields)
  );
}
