import anyAscii from 'any-ascii';
import { spellerOf } from './spell.ts';

/**
 * The tag of no language. It gives the generic key, which a query uses because its language is
 * unknown.
 */
const noLanguage = 'und';

const foldedLetters: Readonly<Record<string, string>> = {
  ş: 'sh',
  ç: 'ch',
  ğ: 'g',
  ñ: 'n',
  ə: 'a',
  ä: 'a',
  ı: 'i',
};

/**
 * The key by which names are ordered and compared: words of a-z and 0-9 with one space between
 * them. The text is brought to NFC and lower
 * case. The table of its language (a BCP 47 tag) respells it in Common Turkic. The table above and
 * any-ascii turn that into ASCII.
 * Apostrophes and the signs ь and ъ are dropped; any other characters between words become one
 * space. The generic key of a key is the key.
 */
export function foldKey(text: string, language: string): string {
  const lower = lowerCase(text.normalize('NFC'));
  const spell = spellerOf(language, 'COMMON_TURKIC');
  const common = spell ? spell(lower) : lower;
  return anyAscii(common.replace(/[şçğñəäı]/g, (letter) => foldedLetters[letter] ?? letter))
    .toLowerCase()
    .replace(/['`]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** The words of the generic key, by which a query is compared. */
export function foldWords(text: string): string[] {
  return foldKey(text, noLanguage).split(' ').filter(Boolean);
}

/** The keys by which a name is found: that of its language and, if it differs, the generic one. */
export function nameKeys(text: string, language: string): string[] {
  return [...new Set([foldKey(text, language), foldKey(text, noLanguage)])];
}

/** 'İ'.toLowerCase() has two characters, so İ is replaced first. I may become i in every language, because ı becomes i too. */
function lowerCase(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase();
}
