import {
  dateRangeKeys,
  foldKey,
  foldWords,
  nameKeys,
  normalizeIdentifier,
  numberKey,
  parseGlobalId,
} from '@kopru/schema';
import type { Place, Record_ } from './record.ts';
import { usdOf } from './sort-keys.ts';

type Value = string | number | null | undefined;
/** Whether a record meets what is asked of it. */
type Test = (record: Record_, asked: never) => boolean;

const oneOf =
  (values: (record: Record_) => readonly Value[]): Test =>
  (record, asked: readonly Value[]) =>
    values(record).some((value) => value != null && asked.includes(value));

const equal =
  (values: (record: Record_) => readonly Value[]): Test =>
  (record, asked: string) =>
    values(record).includes(asked);

interface Range {
  gte?: number | string | null;
  lte?: number | string | null;
}

const isIn = (value: number | string | null | undefined, { gte, lte }: Range): boolean => {
  if (value == null) return false;
  const key = numberKey(value);
  return (gte == null || key >= numberKey(gte)) && (lte == null || key <= numberKey(lte));
};
const numberRange =
  (value: (record: Record_) => number | string | null | undefined): Test =>
  (record, asked: Range) =>
    isIn(value(record), asked);

interface Dates {
  from?: string | null;
  to?: string | null;
}

const isBetween = (value: string | null | undefined, asked: Dates): boolean => {
  const { gte = '', lte = '~' } = dateRangeKeys(asked);
  return value != null && value >= gte && value <= lte;
};
const dateRange =
  (value: (record: Record_) => string | null | undefined): Test =>
  (record, asked: Dates) =>
    isBetween(value(record), asked);

const wordsIn = (texts: readonly { text: string; language: string }[]): string[] =>
  texts.flatMap(({ text, language }) =>
    nameKeys(text, language).flatMap((key) => key.split(' ').filter(Boolean)),
  );
/** Every word asked for begins a word of the texts. */
const words =
  (texts: (record: Record_) => readonly { text: string; language: string }[]): Test =>
  (record, asked: string) => {
    const all = wordsIn(texts(record));
    return foldWords(asked).every((word) => all.some((each) => each.startsWith(word)));
  };

/** Asked for yes or no, of which one who does not say is neither. */
const flag =
  (value: (record: Record_) => boolean | null | undefined): Test =>
  (record, asked: boolean) =>
    value(record) === asked;

interface Box {
  south: number;
  west: number;
  north: number;
  east: number;
}

const lies = ({ latitude, longitude }: Place, { south, west, north, east }: Box): boolean =>
  latitude >= south &&
  latitude <= north &&
  (west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east);

const registryOf = (party: { id: string }): string | undefined => parseGlobalId(party.id)?.registry;
/** A shorter code covers the longer ones. */
const shorter = (code: string): string[] =>
  [2, 4, 6].filter((n) => n <= code.length).map((n) => code.slice(0, n));

interface RelatedAsked {
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

/** What each field of the contract's filters asks; they mean the same on every kind that has them. */
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
  locality: ({ address, names: [first] = [] }, asked: string) =>
    address?.locality != null &&
    nameKeys(address.locality, first?.language ?? 'und').includes(foldWords(asked).join(' ')),
  founded: dateRange(({ founded }) => founded),
  started: dateRange(({ started }) => started),
  announced: dateRange(({ announced }) => announced),
  /** Until the end of its last day, month or year. */
  openOn: ({ published, expires = '' }, day: string) =>
    isBetween(published, { to: day }) && (dateRangeKeys({ to: expires }).lte ?? '') >= day,
  identifier: ({ identifiers = [] }, asked: { scheme: string; value: string }) =>
    identifiers.some(
      ({ scheme, value }) =>
        scheme.toUpperCase() === asked.scheme.toUpperCase() &&
        normalizeIdentifier(value) === normalizeIdentifier(asked.value),
    ),
  related: ({ relations = [] }, { kinds, party, partyRegistries, share }: RelatedAsked) =>
    relations.some(
      (relation) =>
        (kinds?.includes(relation.kind) ?? true) &&
        (party ?? relation.party.id) === relation.party.id &&
        (partyRegistries?.includes(registryOf(relation.party) ?? '') ?? true) &&
        (share == null || isIn(relation.share, share)),
    ),
  sizeClass: oneOf(({ sizeClass }) => [sizeClass]),
  employees: numberRange(({ employees }) => employees),
  turnoverUsd: numberRange(({ turnover }) => usdOf(turnover)),
  budgetUsd: numberRange(({ budget }) => usdOf(budget)),
  amountUsd: numberRange(({ amount }) => usdOf(amount)),
  exporter: flag(({ exportShare }) => (exportShare == null ? null : exportShare > 0)),
  stateOwned: flag(({ stateOwned }) => stateOwned),
  hs: oneOf(({ products = [] }) => products.flatMap(({ hs }) => (hs == null ? [] : shorter(hs)))),
  fields: oneOf(({ fields = [] }) => fields.flatMap((code) => [code, code.slice(0, 1)])),
  startup: (record, asked: Readonly<Record<string, unknown>>) => all(startupFilters, record, asked),
  parties: oneOf(({ owners = [], operator }) => [
    ...owners.map(({ party }) => party.id),
    operator?.id,
  ]),
  ownerRegistries: oneOf(({ owners = [] }) => owners.map(({ party }) => registryOf(party))),
  capacity: ({ capacity }, { unit, ...range }: Range & { unit: string }) =>
    capacity?.unit === unit && isIn(capacity.value, range),
  within: ({ location, address }, box: Box) => {
    const place = location ?? address?.location;
    return place != null && lies(place, box);
  },
  unLocodes: oneOf(({ unLocode }) => [unLocode]),
  through: equal(({ legs = [] }) => legs.flatMap(({ from, to }) => [from.id, to.id])),
  owner: equal(({ owner, anonymous }) => (anonymous === true ? [] : [owner?.id])),
  keywords: ({ keywords = [] }, asked: readonly string[]) => {
    const wanted = asked.map((each) => foldWords(each).join(' '));
    return keywords.some((keyword) => wanted.includes(foldKey(keyword, 'und')));
  },
  partnerships: oneOf(({ partnerships = [] }) => partnerships),
  trl: ({ trl }, { gte, lte }: { gte?: number | null; lte?: number | null }) =>
    trl != null && trl.max >= (gte ?? 1) && trl.min <= (lte ?? 9) && (gte ?? 1) <= (lte ?? 9),
  target: ({ targetRegistries = [] }, asked: string) =>
    targetRegistries.length === 0 || targetRegistries.includes(asked),
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

const all = (tests: Readonly<Record<string, Test>>, record: Record_, asked: Where): boolean =>
  Object.entries(asked).every(([field, value]) => {
    const test = tests[field];
    if (!test) throw new Error(`Expected a filter that the contract knows, but got: ${field}`);
    return value == null || test(record, value as never);
  });

/** Whether a record meets a filter of the contract, all of whose fields must hold. */
export function meets(record: Record_, where: Where): boolean {
  const { and, or, not, registries, ...fields } = where as Where & {
    and?: readonly Where[] | null;
    or?: readonly Where[] | null;
    not?: Where | null;
    registries?: readonly string[] | null;
  };
  return (
    (and ?? []).every((each) => meets(record, each)) &&
    (or?.some((each) => meets(record, each)) ?? true) &&
    !(not && meets(record, not)) &&
    (registries?.includes(registryOf(record) ?? '') ?? true) &&
    all(filters, record, fields)
  );
}
