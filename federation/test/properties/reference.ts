import { compareStrings } from './compare-strings.ts';
import { convertMoney, foldKey, foldWords, nameKeys } from '@kopru/schema';
import type { RecordOf, StoredOrganization, StoredRecord } from '@kopru/records';

// What the union's answers must equal: all records in one array, filtered and sorted in the
// plainest way. It shares the rules for names
// and money with the registries, and no code that indexes, filters, orders or pages.

export type Where = Readonly<Record<string, unknown>>;
export interface Order {
  field: string;
  direction: 'ASC' | 'DESC';
}

export function referenceIds(
  records: readonly StoredRecord[],
  kind: string,
  where: Where,
  order: Order,
): string[] {
  return records
    .filter((record) => record.kind === kind && matches(record, where))
    .sort((a, b) => compare(a, b, order))
    .map((record) => record.id);
}

function matches(record: StoredRecord, where: Where): boolean {
  return Object.entries(where).every(
    ([field, asked]) =>
      asked === null || asked === undefined || matchesField(record, field, asked as never),
  );
}

function matchesField(record: StoredRecord, field: string, asked: never): boolean {
  const test = tests[field];
  if (!test) throw new Error(`The reference knows no filter ${field}`);
  return test(record as never, asked);
}

interface Range<T> {
  gte?: T | null;
  lte?: T | null;
}
const inRange = (value: number | null | undefined, { gte, lte }: Range<number | string>): boolean =>
  value != null && (gte == null || value >= Number(gte)) && (lte == null || value <= Number(lte));

const firstDay = (date: string): string => date.padEnd(10, '\0');
const withinDates = (
  date: string | null,
  { from, to }: { from?: string | null; to?: string | null },
): boolean =>
  date !== null &&
  (from == null || firstDay(date) >= firstDay(from)) &&
  (to == null || date.startsWith(to) || date < to);

type Money = RecordOf<'COMPANY'>['turnover'];
const usdOf = (money: Money): number | null => {
  const converted = money && convertMoney(money, 'USD');
  return converted === null ? null : Number(converted);
};
const usd = ({ turnover }: RecordOf<'COMPANY'>): number | null => usdOf(turnover);

interface Text {
  text: string;
  language: string;
}
const hasWords = (texts: readonly Text[], asked: string): boolean => {
  const words = texts.flatMap(({ text, language }) =>
    nameKeys(text, language).flatMap((key) => key.split(' ')),
  );
  return foldWords(asked).every((wanted) => words.some((word) => word.startsWith(wanted)));
};
const registryOf = ({ id }: { id: string }): string => id.split('.')[0]!;

interface Box {
  south: number;
  west: number;
  north: number;
  east: number;
}
const startsAny = (values: readonly string[], prefixes: readonly string[]): boolean =>
  values.some((value) => prefixes.some((prefix) => value.startsWith(prefix)));

// One line per filter of the contract; each gets the record and what was asked for.
const tests: Readonly<Record<string, (record: never, asked: never) => boolean>> = {
  and: (record: StoredRecord, asked: Where[]) => asked.every((each) => matches(record, each)),
  or: (record: StoredRecord, asked: Where[]) => asked.some((each) => matches(record, each)),
  not: (record: StoredRecord, asked: Where) => !matches(record, asked),
  registries: (record: StoredRecord, asked: string[]) => asked.includes(record.id.split('.')[0]!),
  name: (record: { names: Text[] }, asked: string) => hasWords(record.names, asked),
  status: (record: { status: string }, asked: string[]) => asked.includes(record.status),
  sections: (record: StoredOrganization, asked: string[]) =>
    record.activities.some((each) => asked.includes(each.section)),
  divisions: (record: StoredOrganization, asked: string[]) =>
    record.activities.some((each) => each.division !== null && asked.includes(each.division)),
  regionCodes: (record: StoredOrganization, asked: string[]) =>
    record.address?.regionCode != null && asked.includes(record.address.regionCode),
  locality: (record: StoredOrganization, asked: string) =>
    record.address?.locality != null &&
    nameKeys(record.address.locality, record.names[0]!.language).includes(
      foldWords(asked).join(' '),
    ),
  founded: (record: StoredOrganization, asked: object) => withinDates(record.founded, asked),
  identifier: (record: StoredOrganization, asked: { scheme: string; value: string }) =>
    record.identifiers.some(
      ({ scheme, value }) =>
        scheme === asked.scheme && value.replaceAll(' ', '') === asked.value.replaceAll(' ', ''),
    ),
  related: (
    record: StoredOrganization,
    asked: { kinds?: string[]; party?: string; partyRegistries?: string[]; share?: Range<number> },
  ) =>
    record.relations.some(
      (relation) =>
        (asked.kinds == null || asked.kinds.includes(relation.kind)) &&
        (asked.party == null || relation.party.id === asked.party) &&
        (asked.partyRegistries == null ||
          asked.partyRegistries.includes(relation.party.id.split('.')[0]!)) &&
        (asked.share == null || inRange(relation.share, asked.share)),
    ),
  sizeClass: (record: { sizeClass: string | null }, asked: string[]) =>
    record.sizeClass !== null && asked.includes(record.sizeClass),
  employees: (record: { employees: number | null }, asked: Range<number>) =>
    inRange(record.employees, asked),
  turnoverUsd: (record: never, asked: Range<string>) => inRange(usd(record), asked),
  exporter: (record: { exportShare: number | null }, asked: boolean) =>
    record.exportShare !== null && record.exportShare > 0 === asked,
  stateOwned: (record: { stateOwned: boolean | null }, asked: boolean) =>
    record.stateOwned === asked,
  hs: (record: { products: { hs: string | null }[] }, asked: string[]) =>
    startsAny(
      record.products.flatMap(({ hs }) => hs ?? []),
      asked,
    ),
  startup: (record: RecordOf<'COMPANY'>, asked: Where) =>
    Object.entries(asked).every(([field, value]) => {
      if (value == null) return true;
      if (field === 'isStartup') return (record.startup !== null) === value;
      if (!record.startup) return false;
      if (field === 'joinedHub') return withinDates(record.startup.joinedHub, value);
      if (field === 'stages') return (value as string[]).includes(record.startup.stage);
      if (field === 'sectors')
        return record.startup.sectors.some((sector) => (value as string[]).includes(sector));
      return record.startup.hub?.id === value;
    }),
  kinds: (record: StoredRecord, asked: string[]) =>
    ownKinds(record).some((kind) => asked.includes(kind)),
  fields: (record: { fields: string[] }, asked: string[]) =>
    record.fields.some((field) =>
      asked.some((each) => field === each || field.startsWith(`${each}.`)),
    ),
  parties: ({ owners, operator }: RecordOf<'FACILITY'>, asked: string[]) =>
    [...owners.map(({ party }) => party), ...(operator ? [operator] : [])].some(({ id }) =>
      asked.includes(id),
    ),
  ownerRegistries: ({ owners }: RecordOf<'FACILITY'>, asked: string[]) =>
    owners.some(({ party }) => asked.includes(registryOf(party))),
  capacity: (
    { capacity }: RecordOf<'FACILITY'>,
    { unit, ...range }: Range<string> & { unit: string },
  ) => capacity !== null && capacity.unit === unit && inRange(capacity.value, range),
  started: ({ started }: { started: string | null }, asked: object) => withinDates(started, asked),
  within: (record: StoredRecord, box: Box) => {
    const place =
      'location' in record
        ? record.location
        : 'address' in record
          ? record.address?.location
          : null;
    if (!place || place.latitude < box.south || place.latitude > box.north) return false;
    const [eastOf, westOf] = [place.longitude >= box.west, place.longitude <= box.east];
    return box.west <= box.east ? eastOf && westOf : eastOf || westOf;
  },
  owner: ({ owner, anonymous }: RecordOf<'OPPORTUNITY'>, asked: string) =>
    !anonymous && owner.id === asked,
  partnerships: ({ partnerships }: RecordOf<'OPPORTUNITY'>, asked: string[]) =>
    partnerships.some((each) => asked.includes(each)),
  trl: ({ trl }: RecordOf<'OPPORTUNITY'>, { gte, lte }: Range<number>) =>
    trl !== null &&
    [1, 2, 3, 4, 5, 6, 7, 8, 9].some(
      (level) =>
        level >= trl.min &&
        level <= trl.max &&
        (gte == null || level >= gte) &&
        (lte == null || level <= lte),
    ),
  keywords: ({ keywords }: RecordOf<'OPPORTUNITY'>, asked: string[]) =>
    keywords.some((keyword) =>
      asked.some((each) => foldKey(each, 'und') === foldKey(keyword, 'und')),
    ),
  target: ({ targetRegistries }: RecordOf<'OPPORTUNITY'>, asked: string) =>
    targetRegistries.length === 0 || targetRegistries.includes(asked),
  openOn: ({ published, expires }: RecordOf<'OPPORTUNITY'>, day: string) =>
    (published <= day || published.startsWith(day)) && (expires >= day || day.startsWith(expires)),
  text: ({ titles, summaries, keywords }: RecordOf<'OPPORTUNITY'>, asked: string) =>
    hasWords(
      [...titles, ...summaries, ...keywords.map((text) => ({ text, language: 'und' }))],
      asked,
    ),
  programmes: ({ programme }: RecordOf<'PROJECT'>, asked: string[]) =>
    programme !== null && asked.includes(programme),
  budgetUsd: ({ budget }: RecordOf<'PROJECT'>, asked: Range<string>) =>
    inRange(usdOf(budget), asked),
  participant: ({ participants }: RecordOf<'PROJECT'>, asked: string) =>
    participants.some(({ party }) => party.id === asked),
  participantRegistries: ({ participants }: RecordOf<'PROJECT'>, asked: string[]) =>
    participants.some(({ party }) => asked.includes(registryOf(party))),
  amountUsd: ({ amount }: RecordOf<'FUNDING_ROUND'>, asked: Range<string>) =>
    inRange(usdOf(amount), asked),
  stages: ({ stage }: RecordOf<'FUNDING_ROUND'>, asked: string[]) => asked.includes(stage),
  announced: ({ announced }: RecordOf<'FUNDING_ROUND'>, asked: object) =>
    withinDates(announced, asked),
  company: ({ company }: RecordOf<'FUNDING_ROUND'>, asked: string) => company.id === asked,
  investor: ({ investors }: RecordOf<'FUNDING_ROUND'>, asked: string) =>
    investors.some(({ party }) => party.id === asked),
  investorRegistries: ({ investors }: RecordOf<'FUNDING_ROUND'>, asked: string[]) =>
    investors.some(({ party }) => asked.includes(registryOf(party))),
  unLocodes: ({ unLocode }: RecordOf<'TRANSPORT_NODE'>, asked: string[]) =>
    unLocode !== null && asked.includes(unLocode),
  through: ({ legs }: RecordOf<'CORRIDOR'>, asked: string) =>
    legs.some(({ from, to }) => from.id === asked || to.id === asked),
};

function ownKinds(record: StoredRecord): readonly string[] {
  if (record.kind === 'RESEARCH_CENTER') return [record.researchKind];
  if (record.kind === 'FACILITY') return [record.facilityKind];
  if (record.kind === 'OPPORTUNITY') return [record.opportunityKind];
  return record.kind === 'TRANSPORT_NODE' ? record.nodeKinds : [];
}

/** Nulls last in both directions, then the id, ascending in both. */
function compare(a: StoredRecord, b: StoredRecord, { field, direction }: Order): number {
  const [x, y] = [orders[field]!(a as never), orders[field]!(b as never)];
  const byId = compareStrings(a.id, b.id);
  if (x === null || y === null) return x === y ? byId : x === null ? 1 : -1;
  const byValue = typeof x === 'number' ? x - Number(y) : compareStrings(x, String(y));
  return byValue === 0 ? byId : direction === 'ASC' ? byValue : -byValue;
}

const orders: Readonly<Record<string, (record: never) => string | number | null>> = {
  NAME: ({ names: [first] }: { names: Text[] }) => foldKey(first!.text, first!.language),
  FOUNDED: (record: StoredOrganization) => record.founded,
  MODIFIED: (record: StoredRecord) => record.provenance.modifiedAt,
  EMPLOYEES: (record: { employees: number | null }) => record.employees,
  TURNOVER_USD: (record: never) => usd(record),
  // By unit, then by value.
  CAPACITY: ({ capacity }: RecordOf<'FACILITY'>) =>
    capacity &&
    ['MEGAWATT', 'TONNES_PER_YEAR', 'BARRELS_PER_DAY', 'CUBIC_METRES_PER_YEAR'].indexOf(
      capacity.unit,
    ) *
      1e12 +
      capacity.value,
  STARTED: ({ started }: { started: string | null }) => started,
  PUBLISHED: ({ published }: RecordOf<'OPPORTUNITY'>) => published,
  EXPIRES: ({ expires }: RecordOf<'OPPORTUNITY'>) => expires,
  BUDGET_USD: ({ budget }: RecordOf<'PROJECT'>) => usdOf(budget),
  ANNOUNCED: ({ announced }: RecordOf<'FUNDING_ROUND'>) => announced,
  AMOUNT_USD: ({ amount }: RecordOf<'FUNDING_ROUND'>) => usdOf(amount),
  UN_LOCODE: ({ unLocode }: RecordOf<'TRANSPORT_NODE'>) => unLocode,
  RESEARCHERS: (record: { researchers: number | null }) => record.researchers,
};
