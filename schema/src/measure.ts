import Big from 'big.js';

/** A measure of a statistical cell: a number, a Decimal as text, or null where none of its records states it. */
export type Measure = number | string | null;

/** The measure of two cells taken together. Decimals are added exactly. */
export function addMeasures(one: Measure, other: Measure): Measure {
  if (one === null) return other;
  if (other === null) return one;
  return typeof one === 'number' && typeof other === 'number'
    ? one + other
    : new Big(one).plus(other).toFixed();
}

/**
 * Under which cells are told apart and ordered, by the values of their dimensions in the contract's order of fields: by code point, what is
 * not stated last.
 */
export const cellKey = (values: readonly (Measure | undefined)[]): string =>
  values.map((value) => (value == null ? '~' : ` ${String(value)}`)).join('\n');
