import { languageTables } from './language-tables.ts';
import type { LanguageTable, Spelling } from './language-tables.ts';

export type TargetScript = 'LATIN' | 'COMMON_TURKIC';

/**
 * Respells a text in NFC letter by letter and keeps its case. Letters that the language's table
 * does not have stay.
 */
export type Speller = (text: string) => string;

const spellers = new Map(
  Object.entries(languageTables).map(([language, table]) => [
    language,
    { LATIN: createSpeller(table, 'LATIN'), COMMON_TURKIC: createSpeller(table, 'COMMON_TURKIC') },
  ]),
);

/**
 * The speller for the language of a BCP 47 tag, ignoring its script. Null if the language has no
 * table.
 */
export function spellerOf(tag: string, script: TargetScript): Speller | null {
  const [language = ''] = tag.toLowerCase().split('-');
  return spellers.get(language)?.[script] ?? null;
}

function createSpeller(table: LanguageTable, script: TargetScript): Speller {
  const column = (spelling: Spelling): string =>
    typeof spelling === 'string' ? spelling : spelling[script === 'LATIN' ? 0 : 1];
  const spellings = new Map([
    ...Object.entries(table.cyrillic).map(
      ([letter, spelling]) => [letter, column(spelling)] as const,
    ),
    ...(script === 'COMMON_TURKIC' ? Object.entries(table.latin) : []),
  ]);
  // Digraphs come first, or the pattern would match their first letter alone.
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
 * Replaces the matches of the pattern. `replacement` takes and returns lower case. A capital stays
 * a capital; its whole replacement is in
 * capitals if the next letter is one. The pattern must have no groups. The locale decides whether
 * the capital of i is İ.
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
