import { convertMoney, dateKey, foldKey, instantKey, numberKey, textKey } from '@kopru/schema';
import type { Amount, RegistryRecord } from './record.ts';

type Key = (record: RegistryRecord) => string | null;

const date = (value: string | null | undefined): string | null =>
  value == null ? null : dateKey(value);
const number = (value: number | string | null | undefined): string | null =>
  value == null ? null : numberKey(value);

/** Converts money to US dollars at the contract's rate; null if the contract has no rate. */
export const usdOf = (money: Amount | null | undefined): string | null =>
  money ? convertMoney(money, 'USD') : null;

const capacityUnits = ['MEGAWATT', 'TONNES_PER_YEAR', 'BARRELS_PER_DAY', 'CUBIC_METRES_PER_YEAR'];

/** The key of a record in each order of the contract. */
export const sortKeys: Readonly<Record<string, Key>> = {
  NAME: ({ names: [first] = [] }) => (first ? textKey(foldKey(first.text, first.language)) : null),
  FOUNDED: ({ founded }) => date(founded),
  STARTED: ({ started }) => date(started),
  ANNOUNCED: ({ announced }) => date(announced),
  PUBLISHED: ({ published }) => date(published),
  EXPIRES: ({ expires }) => date(expires),
  MODIFIED: ({ provenance }) => instantKey(provenance.modifiedAt),
  EMPLOYEES: ({ employees }) => number(employees),
  RESEARCHERS: ({ researchers }) => number(researchers),
  TURNOVER_USD: ({ turnover }) => number(usdOf(turnover)),
  BUDGET_USD: ({ budget }) => number(usdOf(budget)),
  AMOUNT_USD: ({ amount }) => number(usdOf(amount)),
  UN_LOCODE: ({ unLocode }) => (unLocode ? textKey(unLocode.toLowerCase()) : null),
  CAPACITY: ({ capacity }) =>
    capacity ? `${capacityUnits.indexOf(capacity.unit)} ${numberKey(capacity.value)}` : null,
};
