/** The price of one US dollar in units of `currency`, as published on `date`. */
export interface ReferenceRate {
  currency: string;
  year: number;
  /** YYYY-MM-DD: the last day of the year on which the source's quarterly series has a rate. */
  date: string;
  unitsPerUsd: string;
}

const ratesOn = (date: string, unitsPerUsd: Readonly<Record<string, string>>): ReferenceRate[] =>
  Object.entries(unitsPerUsd).map(([currency, units]) => ({
    currency,
    year: Number(date.slice(0, 4)),
    date,
    unitsPerUsd: units,
  }));

/**
 * The contract's reference table: one rate per currency and year. The rates are those of
 * fawazahmed0/exchange-api (CC0 1.0), npm package
 * @fawazahmed0/currency-api in the version of the date, unrounded. A change changes results, so it
 * needs a new version of the contract.
 */
export const currencyRates: readonly ReferenceRate[] = [
  ...ratesOn('2024-12-31', {
    AZN: '1.69998413',
    KZT: '524.21727344',
    KGS: '86.82924257',
    TRY: '35.34002881',
    UZS: '12890.67648611',
    HUF: '395.15069388',
    TMT: '3.5087176',
    EUR: '0.96074888',
    CNY: '7.29551055',
    USD: '1',
  }),
  ...ratesOn('2025-12-31', {
    AZN: '1.69999088',
    KZT: '502.69991423',
    KGS: '87.44975733',
    TRY: '42.98724941',
    UZS: '12028.66055692',
    HUF: '328.848706',
    TMT: '3.49877539',
    EUR: '0.85170476',
    CNY: '6.99026752',
    USD: '1',
  }),
  ...ratesOn('2026-09-29', {
    AZN: '1.70001185',
    KZT: '441.23394101',
    KGS: '87.45712429',
    TRY: '48.99546313',
    UZS: '11792.22406441',
    HUF: '323.46181085',
    TMT: '3.49982316',
    EUR: '0.88022588',
    CNY: '6.70778353',
    USD: '1',
  }),
];
