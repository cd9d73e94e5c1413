import Big from 'big.js';

/** A measure of a statistical cell: a number, a Decimal as text, or null where none of its records states it. */
export type Measure = number | string | null;

/** The measure of two cells taken together. Decimals are added exactly. */
export function addMeasures(one: Measure, other: Measure): Measure {
  if (one === null) return other;
  if (other === null) return one;
  return typeof one === 'number' && typeof other === 'number' ? one + other : new Big(one).plus(other).toFixed();
}
