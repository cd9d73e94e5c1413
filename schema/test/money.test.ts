import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { convertMoney, referenceRate } from '../src/money.ts';
import { currencyRates } from '../src/currency-rates.ts';
import { parseDecimal } from '../src/values.ts';
import { testAgainst } from './reference-data.ts';

describe('money in another currency', () => {
  test('takes the reference rate of its year', () => {
    expect(referenceRate('AZN', 2024)).toEqual({
      currency: 'AZN',
      year: 2024,
      date: '2024-12-31',
      unitsPerUsd: '1.69998413',
    });
    expect(convertMoney({ amount: '1699984.13', currency: 'AZN', year: 2024 }, 'USD')).toBe(
      '1000000.00',
    );
    expect(convertMoney({ amount: '1000', currency: 'USD', year: 2025 }, 'HUF')).toBe('328848.71');
    expect(convertMoney({ amount: '524217.27344', currency: 'KZT', year: 2024 }, 'EUR')).toBe(
      '960.75',
    );
  });

  test('of no year takes the latest rate', () => {
    const ofYear = (year: number | null) =>
      convertMoney({ amount: '1000000', currency: 'TRY', year }, 'EUR');
    expect(ofYear(null)).toBe(ofYear(2026));
    expect(ofYear(null)).not.toBe(ofYear(2024));
  });

  test('is null where its year or either currency has no rate', () => {
    expect(convertMoney({ amount: '1', currency: 'TRY', year: 2019 }, 'USD')).toBeNull();
    expect(convertMoney({ amount: '1', currency: 'GEL', year: 2024 }, 'USD')).toBeNull();
    expect(convertMoney({ amount: '1', currency: 'USD', year: 2024 }, 'GEL')).toBeNull();
  });

  test('in its own currency needs no rate and is rounded to cents, half away from zero', () => {
    expect(convertMoney({ amount: '1.005', currency: 'GEL', year: 1999 }, 'GEL')).toBe('1.01');
    expect(convertMoney({ amount: '-1.005', currency: 'GEL', year: 1999 }, 'GEL')).toBe('-1.01');
    expect(convertMoney({ amount: '-0.001', currency: 'GEL', year: 1999 }, 'GEL')).toBe('0.00');
    expect(convertMoney({ amount: '7', currency: 'USD', year: null }, 'USD')).toBe('7.00');
  });

  test('is null where it would not fit a Decimal', () => {
    expect(convertMoney({ amount: '9'.repeat(20), currency: 'USD', year: 2024 }, 'UZS')).toBeNull();
  });

  test('is a Decimal in cents, and back again within the cents that rounding takes', () => {
    const currency = fc.constantFrom(...new Set(currencyRates.map((rate) => rate.currency)));
    const cents = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(
        cents,
        currency,
        currency,
        fc.constantFrom(2024, 2025, 2026, null),
        (amount, from, to, year) => {
          const there = convertMoney(
            {
              amount: `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`,
              currency: from,
              year,
            },
            to,
          );
          expect(parseDecimal(there ?? '')).toMatch(/\.\d\d$/);
          const back = convertMoney({ amount: there ?? '', currency: to, year }, from);
          const centsOfOne =
            Number(referenceRate(from, year)?.unitsPerUsd) /
            Number(referenceRate(to, year)?.unitsPerUsd);
          expect(Math.abs(Number(back) * 100 - Number(amount))).toBeLessThanOrEqual(
            centsOfOne / 2 + 1,
          );
        },
      ),
    );
  });
});

describe('the reference table', () => {
  const currencies = ['AZN', 'KZT', 'KGS', 'TRY', 'UZS', 'HUF', 'TMT', 'EUR', 'CNY', 'USD'];

  test('has one rate a currency and year', () => {
    for (const year of [2024, 2025, 2026])
      expect(
        currencyRates
          .filter((rate) => rate.year === year)
          .map(({ currency }) => currency)
          .sort(),
      ).toEqual(currencies.toSorted());
    expect(currencyRates).toHaveLength(30);
  });

  testAgainst(
    'fx/usd-rates-quarterly.csv',
    'has the last rate that its source published in each year',
    (extract) => {
      const [header = '', ...rows] = extract.trim().split(/\r?\n/);
      const columns = header.split(',');
      for (const rate of currencyRates) {
        const last =
          rows
            .filter((row) => row.startsWith(String(rate.year)))
            .at(-1)
            ?.split(',') ?? [];
        expect(rate.date).toBe(last[0]);
        expect(rate.unitsPerUsd).toBe(
          rate.currency === 'USD' ? '1' : last[columns.indexOf(rate.currency)],
        );
      }
    },
  );
});
