import Big from 'big.js';
import { currencyRates } from './currency-rates.ts';
import type { ReferenceRate } from './currency-rates.ts';
import { parseDecimal } from './values.ts';

/** An amount in the form of the contract's `Money`. */
export interface Amount {
  /** Decimal text. */
  amount: string;
  /** ISO 4217. */
  currency: string;
  /** The year of the amount; null if unknown. */
  year: number | null;
}

const latestYear = Math.max(...currencyRates.map(({ year }) => year));
const rates = new Map(currencyRates.map((rate) => [`${rate.currency} ${rate.year}`, rate]));

/**
 * The contract's rate of a currency in a year, by default the latest year of the table. Null if
 * there is none.
 */
export function referenceRate(currency: string, year: number | null = null): ReferenceRate | null {
  return rates.get(`${currency} ${year ?? latestYear}`) ?? null;
}

/** Decimal places of the division, far more than the cents to which its result is rounded. */
const Exact = Big();
Exact.DP = 20;

/**
 * Converts an amount to another currency at the reference rates of its year, or of the latest year
 * if it has none. Rounds to cents, half
 * away from zero. Null if there is no rate, or if the result has more than the 20 integer digits of
 * a Decimal.
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
