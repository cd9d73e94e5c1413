import Big from 'big.js';
import { currencyRates } from './currency-rates.ts';
import type { ReferenceRate } from './currency-rates.ts';
import { parseDecimal } from './values.ts';

/** An amount as the contract's `Money` has it. */
export interface Amount {
  /** Decimal text. */
  amount: string;
  /** ISO 4217. */
  currency: string;
  /** The year the amount belongs to; null where unknown. */
  year: number | null;
}

const latestYear = Math.max(...currencyRates.map(({ year }) => year));
const rates = new Map(currencyRates.map((rate) => [`${rate.currency} ${rate.year}`, rate]));

/** The contract's rate of a currency in a year, by default the latest year of the table; null where there is none. */
export function referenceRate(currency: string, year: number | null = null): ReferenceRate | null {
  return rates.get(`${currency} ${year ?? latestYear}`) ?? null;
}

/** Decimal places of the one division: far beyond the cent that it is rounded to. */
const Exact = Big();
Exact.DP = 20;

/**
 * The amount in another currency at the reference rate of the money's year (without a year, the latest), rounded to cents, half away
 * from zero. Null where there is no rate, or where the result has more than the 20 integer digits of a Decimal.
 */
export function convertMoney({ amount, currency, year }: Amount, to: string): string | null {
  if (currency === to) return inCents(new Exact(amount));
  const from = referenceRate(currency, year);
  const into = referenceRate(to, year);
  return from && into && inCents(new Exact(amount).times(into.unitsPerUsd).div(from.unitsPerUsd));
}

function inCents(amount: Big): string | null {
  const rounded = amount.round(2, Big.roundHalfUp);
  return parseDecimal((rounded.eq(0) ? rounded.abs() : rounded).toFixed(2));
}
