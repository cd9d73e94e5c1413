import { languageTables } from './language-tables.ts';
import type { LanguageTable, Spelling } from './language-tables.ts';

export type TargetScript = 'LATIN' | 'COMMON_TURKIC';

/** Respells a text in NFC letter by letter, its case kept; what the language's table does not name stays. */
export type Speller = (text: string) => string;

const spellers = new Map(
  Object.entries(languageTables).map(([language, table]) => [
    language,
    { LATIN: makeSpeller(table, 'LATIN'), COMMON_TURKIC: makeSpeller(table, 'COMMON_TURKIC') },
  ]),
);

/** By the language of a BCP 47 tag, whatever its script; null where the language has no table. */
export function spellerOf(tag: string, script: TargetScript): Speller | null {
  const [language = ''] = tag.toLowerCase().split('-');
  return spellers.get(language)?.[script] ?? null;
}

function makeSpeller(table: LanguageTable, script: TargetScript): Speller {
  const column = (spelling: Spelling): string =>
    typeof spelling === 'string' ? spelling : spelling[script === 'LATIN' ? 0 : 1];
  const spellings = new Map([
    ...Object.entries(table.cyrillic).map(
      ([letter, spelling]) => [letter, column(spelling)] as const,
    ),
    ...(script === 'COMMON_TURKIC' ? Object.entries(table.latin) : []),
  ]);
  // Digraphs first, or their first letter would be taken alone.
  const longestFirst = [...spellings.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.join('|'), 'giu');
  const locale = script === 'COMMON_TURKIC' || table.dottedCapitalI ? 'tr' : 'en';
  return (text) => {
    const respelled = table.respell.reduce(
      (each, [from, to]) => replaceInCase(each, from, () => to, locale),
      text,
    );
    return replaceInCase(
      respelled,
      pattern,
      (letters) => spellings.get(letters) ?? letters,
      locale,
    );
  };
}

/**
 * Replaces what the pattern matches; `replacement` is asked, and answers, in lower case. A capital stays one, and all of its replacement
 * is in capitals where its neighbour is. The pattern must have no groups. The locale says whether the capital of i is İ.
 */
function replaceInCase(
  text: string,
  pattern: RegExp,
  replacement: (letters: string) => string,
  locale: 'tr' | 'en',
): string {
  return text.replace(pattern, (...match) => {
    const letters = match[0];
    const lower = letters.toLowerCase();
    const replaced = replacement(lower);
    if (letters.charAt(0) === lower.charAt(0)) return replaced;
    const offset = match[1] as number;
    const next = text.charAt(offset + letters.length);
    const neighbour = /\p{L}/u.test(next) ? next : text.charAt(offset - 1);
    const capitals = replaced.toLocaleUpperCase(locale);
    return /\p{Lu}/u.test(neighbour) ? capitals : capitals.charAt(0) + replaced.slice(1);
  });
}
