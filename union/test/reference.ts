import { compareStrings } from './compare-strings.ts';
import { convertMoney, foldKey, foldWords, nameKeys } from '@kopru/schema';
import type { StoredRecord } from '@kopru/kit';

// What the union's answers must equal: all records in one array, filtered and sorted in the plainest way. It shares the rules for names
// and money with the registries, and no code that indexes, filters, orders or pages.

export type Where = Readonly<Record<string, unknown>>;
export interface Order {
  field: string;
  direction: 'ASC' | 'DESC';
}

export function referenceIds(records: readonly StoredRecord[], kind: string, where: Where, order: Order): string[] {
  return records
    .filter((record) => record.kind === kind && matches(record, where))
    .sort((a, b) => compare(a, b, order))
    .map((record) => record.id);
}

function matches(record: StoredRecord, where: Where): boolean {
  return Object.entries(where).every(
    ([field, asked]) => asked === null || asked === undefined || matchesField(record, field, asked as never),
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
const withinDates = (date: string | null, { from, to }: { from?: string | null; to?: string | null }): boolean =>
  date !== null &&
  (from == null || firstDay(date) >= firstDay(from)) &&
  (to == null || date.startsWith(to) || date < to);

const usd = (record: {
  turnover?: { amount: string; currency: string; year: number | null } | null;
}): number | null => {
  const converted = record.turnover ? convertMoney(record.turnover, 'USD') : null;
  return converted === null ? null : Number(converted);
};
const startsAny = (values: readonly string[], prefixes: readonly string[]): boolean =>
  values.some((value) => prefixes.some((prefix) => value.startsWith(prefix)));

// One line per filter of the contract; each gets the record and what was asked for.
const tests: Readonly<Record<string, (record: never, asked: never) => boolean>> = {
  and: (record: StoredRecord, asked: Where[]) => asked.every((each) => matches(record, each)),
  or: (record: StoredRecord, asked: Where[]) => asked.some((each) => matches(record, each)),
  not: (record: StoredRecord, asked: Where) => !matches(record, asked),
  registries: (record: StoredRecord, asked: string[]) => asked.includes(record.id.split('.')[0]!),
  name: (record: StoredRecord, asked: string) => {
    const words = record.names.flatMap(({ text, language }) =>
      nameKeys(text, language).flatMap((key) => key.split(' ')),
    );
    return foldWords(asked).every((wanted) => words.some((word) => word.startsWith(wanted)));
  },
  status: (record: StoredRecord, asked: string[]) => asked.includes(record.status),
  sections: (record: StoredRecord, asked: string[]) => record.activities.some((each) => asked.includes(each.section)),
  divisions: (record: StoredRecord, asked: string[]) =>
    record.activities.some((each) => each.division !== null && asked.includes(each.division)),
  regionCodes: (record: StoredRecord, asked: string[]) =>
    record.address?.regionCode != null && asked.includes(record.address.regionCode),
  locality: (record: StoredRecord, asked: string) =>
    record.address?.locality != null &&
    nameKeys(record.address.locality, record.names[0]!.language).includes(foldWords(asked).join(' ')),
  founded: (record: StoredRecord, asked: object) => withinDates(record.founded, asked),
  identifier: (record: StoredRecord, asked: { scheme: string; value: string }) =>
    record.identifiers.some(
      ({ scheme, value }) => scheme === asked.scheme && value.replaceAll(' ', '') === asked.value.replaceAll(' ', ''),
    ),
  related: (
    record: StoredRecord,
    asked: { kinds?: string[]; party?: string; partyRegistries?: string[]; share?: Range<number> },
  ) =>
    record.relations.some(
      (relation) =>
        (asked.kinds == null || asked.kinds.includes(relation.kind)) &&
        (asked.party == null || relation.party.id === asked.party) &&
        (asked.partyRegistries == null || asked.partyRegistries.includes(relation.party.id.split('.')[0]!)) &&
        (asked.share == null || inRange(relation.share, asked.share)),
    ),
  sizeClass: (record: { sizeClass: string | null }, asked: string[]) =>
    record.sizeClass !== null && asked.includes(record.sizeClass),
  employees: (record: { employees: number | null }, asked: Range<number>) => inRange(record.employees, asked),
  turnoverUsd: (record: never, asked: Range<string>) => inRange(usd(record), asked),
  exporter: (record: { exportShare: number | null }, asked: boolean) =>
    record.exportShare !== null && record.exportShare > 0 === asked,
  stateOwned: (record: { stateOwned: boolean | null }, asked: boolean) => record.stateOwned === asked,
  hs: (record: { products: { hs: string | null }[] }, asked: string[]) =>
    startsAny(
      record.products.flatMap(({ hs }) => hs ?? []),
      asked,
    ),
  startup: (
    record: { startup: { stage: string; sectors: string[]; hub: { id: string } | null } | null },
    asked: Where,
  ) =>
    Object.entries(asked).every(([field, value]) => {
      if (value == null) return true;
      if (field === 'isStartup') return (record.startup !== null) === value;
      if (!record.startup) return false;
      if (field === 'stages') return (value as string[]).includes(record.startup.stage);
      if (field === 'sectors') return record.startup.sectors.some((sector) => (value as string[]).includes(sector));
      return record.startup.hub?.id === value;
    }),
  kinds: (record: { researchKind: string }, asked: string[]) => asked.includes(record.researchKind),
  fields: (record: { fields: string[] }, asked: string[]) =>
    record.fields.some((field) => asked.some((each) => field === each || field.startsWith(`${each}.`))),
};

/** Nulls last in both directions, then the id, ascending in both. */
function compare(a: StoredRecord, b: StoredRecord, { field, direction }: Order): number {
  const [x, y] = [orders[field]!(a as never), orders[field]!(b as never)];
  const byId = compareStrings(a.id, b.id);
  if (x === null || y === null) return x === y ? byId : x === null ? 1 : -1;
  const byValue = typeof x === 'number' ? x - Number(y) : compareStrings(x, String(y));
  return byValue === 0 ? byId : direction === 'ASC' ? byValue : -byValue;
}

const orders: Readonly<Record<string, (record: never) => string | number | null>> = {
  NAME: (record: StoredRecord) => foldKey(record.names[0]!.text, record.names[0]!.language),
  FOUNDED: (record: StoredRecord) => record.founded,
  MODIFIED: (record: StoredRecord) => record.provenance.modifiedAt,
  EMPLOYEES: (record: { employees: number | null }) => record.employees,
  TURNOVER_USD: (record: never) => usd(record),
  RESEARCHERS: (record: { researchers: number | null }) => record.researchers,
};
