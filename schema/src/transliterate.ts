import anyAscii from 'any-ascii';
import { languageTable } from './language-tables.ts';
import type { LanguageTable, Spelling } from './language-tables.ts';

export type TargetScript = 'LATIN' | 'COMMON_TURKIC';

/** Letters of a script other than Latin; signs that all scripts use are none. */
const foreignLetter = /[\p{L}--[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]]/v;
const foreignLetters = new RegExp(foreignLetter, 'gv');

/** Whether every letter of the text is a Latin one. */
export function isLatin(text: string): boolean {
  return !foreignLetter.test(text);
}

/**
 * The text in Latin script, its case kept. LATIN leaves Latin text as it is and writes Cyrillic as the language (a BCP 47 tag) does, a
 * language of no table as Russian. COMMON_TURKIC also turns the language's own Latin letters into those of the Common Turkic Alphabet.
 * Letters of other scripts become ASCII by sound.
 */
export function transliterate(text: string, language: string, script: TargetScript): string {
  if (script === 'LATIN' && isLatin(text)) return text;
  const table = languageTable(language) ?? languageTable('ru');
  const spelled = table ? spell(text.normalize('NFC'), table, script) : text;
  return spelled.replace(foreignLetters, anyAscii);
}

/** Respells the text letter by letter; what the table does not name stays. */
export function spell(text: string, table: LanguageTable, script: TargetScript): string {
  const { pattern, spellings, locale } = speller(table, script);
  const respelled = table.respell.reduce((each, [from, to]) => replaceInCase(each, from, () => to, 'en'), text);
  return replaceInCase(respelled, pattern, (letters) => spellings.get(letters) ?? letters, locale);
}

interface Speller {
  pattern: RegExp;
  spellings: ReadonlyMap<string, string>;
  /** Whose capital of i is meant: İ in Turkish, I in English. */
  locale: 'tr' | 'en';
}

const spellers: Record<TargetScript, WeakMap<LanguageTable, Speller>> = { LATIN: new WeakMap(), COMMON_TURKIC: new WeakMap() };

function speller(table: LanguageTable, script: TargetScript): Speller {
  const known = spellers[script].get(table);
  if (known) return known;
  const made = makeSpeller(table, script);
  spellers[script].set(table, made);
  return made;
}

function makeSpeller(table: LanguageTable, script: TargetScript): Speller {
  const column = (spelling: Spelling): string => (typeof spelling === 'string' ? spelling : spelling[script === 'LATIN' ? 0 : 1]);
  const spellings = new Map(Object.entries(table.cyrillic).map(([letter, spelling]) => [letter, column(spelling)]));
  if (script === 'COMMON_TURKIC') for (const [letters, common] of Object.entries(table.latin)) spellings.set(letters, common);
  // Digraphs first, or their first letter would be taken alone.
  const longestFirst = [...spellings.keys()].sort((a, b) => b.length - a.length);
  return {
    pattern: new RegExp(longestFirst.join('|'), 'giu'),
    spellings,
    locale: script === 'COMMON_TURKIC' || table.dottedCapitalI ? 'tr' : 'en',
  };
}

/** Replaces what matches, given in lower case; a capital stays a capital, all of its replacement where the word is in capitals. */
function replaceInCase(text: string, pattern: RegExp, replacement: (letters: string) => string, locale: 'tr' | 'en'): string {
  return text.replace(pattern, (...match) => {
    const letters = match[0];
    const lower = letters.toLowerCase();
    const replaced = replacement(lower);
    if (letters.charAt(0) === lower.charAt(0)) return replaced;
    const offset = match[1] as number;
    const neighbour = text.charAt(offset + letters.length);
    const inCapitals = /\p{Lu}/u.test(/\p{L}/u.test(neighbour) ? neighbour : text.charAt(offset - 1));
    const capitals = replaced.toLocaleUpperCase(locale);
    return inCapitals ? capitals : capitals.charAt(0) + replaced.slice(1);
  });
}
