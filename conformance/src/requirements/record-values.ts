import {
  isLatin,
  parseDateTime,
  parseDecimal,
  parseLanguageTag,
  parsePartialDate,
} from '@kopru/schema';
import { show } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import { forEachRecord, forEachValueOf, list } from './inspect-records.ts';

const dateFields = [
  'founded',
  'dissolved',
  'started',
  'ended',
  'announced',
  'published',
  'expires',
  'from',
  'to',
  'since',
  'joinedHub',
];

/** C0 controls, escaped or not, and bidirectional overrides and isolates. */
const controlCharacters =
  // eslint-disable-next-line no-control-regex -- the test looks for them
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]|\\u00[01][0-9a-f]/;

/** The formats of dates, decimals, languages, names and texts. */
export const recordValues: Requirement[] = [
  {
    id: 'HXFF',
    level: 'MUST',
    title: 'gives dates that exist, as YYYY, YYYY-MM or YYYY-MM-DD',
    check: forEachValueOf(dateFields, (value, path) => {
      // Stages, levels and legs have `from` and `to` that are not dates.
      if (/\.(from|to)$/.test(path) && !path.startsWith('.relations.')) return null;
      const isDate = typeof value === 'string' && parsePartialDate(value) !== null;
      return isDate ? null : `expected a date, but got ${show(value)}`;
    }),
  },
  {
    id: 'U6TF',
    level: 'MUST',
    title: 'gives instants in UTC with milliseconds (RFC 3339)',
    check: forEachValueOf(['modifiedAt', 'asOf', 'until'], (value) =>
      typeof value === 'string' && parseDateTime(value) === value
        ? null
        : `expected an instant, but got ${show(value)}`,
    ),
  },
  {
    id: '8YFQ',
    level: 'MUST',
    title: 'gives decimals as text of at most 20 digits before the point and 6 after it',
    check: forEachValueOf(['amount'], (value) =>
      typeof value === 'string'
        ? parseDecimal(value) === null
          ? `expected a decimal, but got ${show(value)}`
          : null
        : null,
    ),
  },
  {
    id: 'CG97',
    level: 'MUST',
    title: 'gives languages as BCP 47 tags in canonical casing',
    check: forEachValueOf(['language'], (value) =>
      typeof value === 'string' && parseLanguageTag(value) === value
        ? null
        : `expected a language tag, but got ${show(value)}`,
    ),
  },
  {
    id: 'AZR3',
    level: 'MUST',
    title: 'gives the first name on file as the native name',
    check: forEachRecord(({ name, names }) => {
      if (names === undefined) return null;
      const [first] = list(names);
      return first?.text === name
        ? null
        : `expected the name ${show(first?.text)}, but got ${show(name)}`;
    }),
  },
  {
    id: 'UPGC',
    level: 'MUST',
    title: 'gives a Latin form of every name for script: LATIN',
    check: forEachRecord(({ latin }) =>
      typeof latin !== 'string' || isLatin(latin)
        ? null
        : `expected Latin letters, but got ${show(latin)}`,
    ),
  },
  {
    id: 'RV44',
    level: 'SHOULD',
    title: 'gives names in the Common Turkic Alphabet for script: COMMON_TURKIC',
    check: forEachRecord(({ turkic }) =>
      typeof turkic !== 'string' || isLatin(turkic)
        ? null
        : `expected the Common Turkic Alphabet, but got ${show(turkic)}`,
    ),
  },
  {
    id: 'MNBF',
    level: 'MUST',
    title: 'gives texts without control characters and without bidirectional overrides',
    check: forEachRecord((node) => {
      const match = controlCharacters.exec(JSON.stringify(node));
      return match ? `expected no control characters, but got ${show(match[0])}` : null;
    }),
  },
];
