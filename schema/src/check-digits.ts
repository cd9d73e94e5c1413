// The check digit rules behind identifierSchemes. Each takes a value of its scheme's form: digits,
// or upper-case letters and digits.

const digitsOf = (value: string): number[] => Array.from(value, Number);

const weightedSum = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0);

/**
 * The ninth digit is the weighted sum of the first eight mod 11; a number for which that is 10 is
 * not given out.
 */
export function isAzerbaijaniVoen(value: string): boolean {
  const digits = digitsOf(value);
  return weightedSum(digits, [4, 1, 8, 6, 2, 7, 5, 3]) % 11 === digits[8];
}

/**
 * The twelfth digit is the weighted sum mod 11; where that is 10, of the second weights; where
 * again, the number is not given out.
 */
export function isKazakhBin(value: string): boolean {
  const digits = digitsOf(value);
  const first = weightedSum(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  const second = weightedSum(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return (first < 10 ? first : second) === digits[11];
}

/** As the Kazakh rule with seven digits; where both sums are 10, the eighth digit is 0. */
export function isOkpo(value: string): boolean {
  const digits = digitsOf(value);
  const first = weightedSum(digits, [1, 2, 3, 4, 5, 6, 7]) % 11;
  const second = weightedSum(digits, [3, 4, 5, 6, 7, 8, 9]) % 11;
  return (first < 10 ? first : second % 10) === digits[7];
}

/**
 * Each digit plus its distance from the tenth place, mod 10, is doubled that many times and cast to
 * its remainder of 9 (9 for 0).
 */
export function isTurkishVkn(value: string): boolean {
  const digits = digitsOf(value);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => {
    const distance = 9 - index;
    const moved = (digit + distance) % 10;
    return total + (moved === 0 ? 0 : (moved * 2 ** distance) % 9 || 9);
  }, 0);
  return (10 - (sum % 10)) % 10 === digits[9];
}

/** The weighted sum of the first eight digits ends in 0. */
export function isHungarianTaxNumber(value: string): boolean {
  return weightedSum(digitsOf(value), [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0;
}

/** ISO/IEC 7064, MOD 97-10: with A = 10 … Z = 35 the whole number leaves 1. */
export function isLei(value: string): boolean {
  const number = Array.from(value, (character) => parseInt(character, 36)).join('');
  return BigInt(number) % 97n === 1n;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The last two digits are 98 less the remainder of 97 of a hundred times the number before them,
 * read in Crockford's base 32.
 */
export function isRor(value: string): boolean {
  const number = Array.from(value.slice(0, 7)).reduce(
    (total, character) => total * 32 + crockford.indexOf(character),
    0,
  );
  return 98 - ((number * 100) % 97) === Number(value.slice(7));
}
