// Values and keys in bins, each of which holds what begins alike, so that a range is a few bins and what lies at its ends. Where a bin ends is
// seen from what it begins with, never from what follows: so of two values the smaller never lies in the later bin. Bins stand in databases:
// whoever changes them raises the index version.

/** A number key through its first digit that counts; four digits, or what breaks their row; else one letter. */
const leading = /^(?:p0*\.?0*[^0.]|n9*\.?9*[^9.]|\d{4}|\d{1,3}\D|[^pn\d])/s;
const date = /^\d{4}-/;

/** Numbers by their first digit that counts, dates by their year, texts by a letter or two. */
export const coarseBin = (value: string): string => leading.exec(value)?.[0] ?? value;

/** Numbers by two digits, dates by their month, texts by a letter more. */
export function fineBin(value: string): string {
  if (date.test(value)) return value.slice(0, 7);
  const { length } = coarseBin(value);
  return value.slice(0, length + (value[length] === '.' ? 2 : 1));
}

/** Behind all that lies in a bin. One that is a whole value, too short to tell more of, is the beginning of others, which lie elsewhere. */
export const lastOf = (bin: string, binOf: (value: string) => string): string =>
  binOf(endOf(bin)) === bin ? endOf(bin) : bin;

/** Sorts behind whatever begins with the bin. Values and keys are ASCII. */
export const endOf = (bin: string): string => `${bin}\u007f`;
