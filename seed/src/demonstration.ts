import { generateSynthetic } from './synthetic.ts';

/** Made-up records of one registry to try rounds, offers, projects and funnels with: always the same. None of them names anybody. */
export const demonstrationOf = (registry: string): object[] =>
  [...generateSynthetic({ registry, seed: 1, count: 600 })].map(keepOpen);

/** An opportunity stays open for some years, so that the demonstration does not run dry. */
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
