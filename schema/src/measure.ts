import Big from 'big.js';

/**
 * A measure of a statistical cell: a number, a Decimal as text, or null if none of its records
 * states it.
 */
export type Measure = number | string | null;

/** Adds the measures of two cells. Decimals are added exactly. */
export function addMeasures(one: Measure, other: Measure): Measure {
  if (one === null) return other;
  if (other === null) return one;
  return typeof one === 'number' && typeof other === 'number'
    ? one + other
    : new Big(one).plus(other).toFixed();
}

/**
 * The key by which cells are grouped and ordered, from the values of their dimensions in the order
 * of the contract's fields. It orders by
 * code point; missing values come last.
 */
export const cellKey = (values: readonly (Measure | undefined)[]): string =>
  values.map((value) => (value == null ? '~' : ` ${String(value)}`)).join('\n');
