import anyAscii from 'any-ascii';
import { spellerOf } from './spell.ts';

/** Tag of no language: its key is the generic one, which a query takes whose language nobody knows. */
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
 * The form under which names are ordered and compared: words of a-z and 0-9, one space between them. The text is brought to NFC and
 * lower case, its language's table (a BCP 47 tag) makes it Common Turkic, the table above and any-ascii make it ASCII; apostrophes and
 * the signs ь and ъ drop out, everything else between words is a space. A key is its own generic key.
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

/** The words of the generic key: what a query is compared by. */
export function foldWords(text: string): string[] {
  return foldKey(text, noLanguage).split(' ').filter(Boolean);
}

/** The keys that a name is found under: its language's, and the generic one where that is another. */
export function nameKeys(text: string, language: string): string[] {
  return [...new Set([foldKey(text, language), foldKey(text, noLanguage)])];
}

/** 'İ'.toLowerCase() is two characters. I may become i in every language, since ı becomes i as well. */
function lowerCase(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase();
}
