import { convertMoney, dateKey, foldKey, instantKey, numberKey, textKey } from '@kopru/schema';
import type { Amount } from '@kopru/schema';
import type { Node } from '../target.ts';

/** The sort key of a record; null if it has no value. */
type SortKey = (node: Node) => string | null;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const date =
  (field: string): SortKey =>
  (node) => {
    const value = text(node[field]);
    return value === null ? null : dateKey(value);
  };
const number =
  (field: string): SortKey =>
  (node) =>
    typeof node[field] === 'number' ? numberKey(node[field]) : null;

/** An amount of money in US dollars at the contract's rate; null if there is none. */
export function usdOf(money: unknown): string | null {
  return money === null || money === undefined ? null : convertMoney(money as Amount, 'USD');
}
const usd =
  (field: string): SortKey =>
  (node) => {
    const value = usdOf(node[field]);
    return value === null ? null : numberKey(value);
  };

const capacityUnits = ['MEGAWATT', 'TONNES_PER_YEAR', 'BARRELS_PER_DAY', 'CUBIC_METRES_PER_YEAR'];

/** The sort key of each order of the contract, as the test vectors define it (schema/vectors). */
export const sortKeys: Readonly<Record<string, SortKey>> = {
  NAME: ({ names }) => {
    const [first] = names as { text: string; language: string }[];
    return first ? textKey(foldKey(first.text, first.language)) : null;
  },
  FOUNDED: date('founded'),
  STARTED: date('started'),
  ANNOUNCED: date('announced'),
  PUBLISHED: date('published'),
  EXPIRES: date('expires'),
  MODIFIED: ({ provenance }) => instantKey((provenance as { modifiedAt: string }).modifiedAt),
  EMPLOYEES: number('employees'),
  RESEARCHERS: number('researchers'),
  TURNOVER_USD: usd('turnover'),
  BUDGET_USD: usd('budget'),
  AMOUNT_USD: usd('amount'),
  UN_LOCODE: ({ unLocode }) =>
    typeof unLocode === 'string' ? textKey(unLocode.toLowerCase()) : null,
  CAPACITY: ({ capacity }) => {
    if (capacity === null || capacity === undefined) return null;
    const { value, unit } = capacity as { value: number; unit: string };
    return `${capacityUnits.indexOf(unit)} ${numberKey(value)}`;
  },
};
