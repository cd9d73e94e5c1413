// Buckets divide values and keys by their prefix, so that a range is a few whole buckets and the
// values at its ends. A bucket is a prefix
// of its values, so buckets keep the order of values. Databases store buckets: a change of these
// functions needs a new index version.

/**
 * A number key through its first significant digit; four digits, or one to three and what follows;
 * else one letter.
 */
const coarsePrefix = /^(?:p0*\.?0*[^0.]|n9*\.?9*[^9.]|\d{4}|\d{1,3}\D|[^pn\d])/s;
const date = /^\d{4}-/;

/**
 * Numbers by their first significant digit, dates by their year, texts by their first letter or
 * two.
 */
export const coarseBucket = (value: string): string => coarsePrefix.exec(value)?.[0] ?? value;

/** Numbers by two digits, dates by their month, texts by one letter more. */
export function fineBucket(value: string): string {
  if (date.test(value)) return value.slice(0, 7);
  const { length } = coarseBucket(value);
  return value.slice(0, length + (value[length] === '.' ? 2 : 1));
}

/**
 * The upper bound of the values in a bucket. A bucket that is a whole value, too short for a longer
 * prefix, contains only that value: longer
 * values with this prefix lie in other buckets.
 */
export const lastOf = (bucket: string, bucketOf: (value: string) => string): string =>
  bucketOf(endOf(bucket)) === bucket ? endOf(bucket) : bucket;

/** Sorts after every value that begins with the prefix. Values and keys are ASCII. */
export const endOf = (prefix: string): string => `${prefix}\u007f`;
