import { generateSynthetic } from './synthetic.ts';

/**
 * Synthetic records of a registry for demonstrations of rounds, offers, projects and funnels. They
 * are always the same and name nobody real.
 */
export const demonstrationOf = (registry: string): object[] =>
  [...generateSynthetic({ registry, seed: 1, count: 600 })].map(keepOpen);

/** Opportunities stay open for some years, so that the demonstration always has open ones. */
function keepOpen(record: object): object {
  if (!('published' in record && 'expires' in record)) return record;
  return {
    ...record,
    published: moveYear(record.published, -1),
    expires: moveYear(record.expires, 5),
  };
}

const moveYear = (date: unknown, by: number): string =>
  String(date).replace(/^\d{4}/, (year) => String(Number(year) + by).padStart(4, '0'));
