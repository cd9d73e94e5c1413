import anyAscii from 'any-ascii';
import { spellerOf } from './spell.ts';
import type { TargetScript } from './spell.ts';

/** Letters of scripts other than Latin, without signs that several scripts share. */
const foreignLetter = /[\p{L}--[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]]/v;
const foreignLetters = new RegExp(foreignLetter, 'gv');

/** Whether every letter of the text is Latin. */
export function isLatin(text: string): boolean {
  return !foreignLetter.test(text);
}

/**
 * Writes a text in Latin script and keeps its case. LATIN leaves Latin text unchanged and writes
 * Cyrillic as its language (a BCP 47 tag)
 * does. COMMON_TURKIC also replaces the Latin letters of a Turkic language by those of the Common
 * Turkic Alphabet. Cyrillic of a language
 * without a table is read as Russian. Letters of other scripts become ASCII by sound.
 */
export function transliterate(text: string, language: string, script: TargetScript): string {
  if (script === 'LATIN' && isLatin(text)) return text;
  const spell = spellerOf(language, script) ?? spellerOf('ru', script);
  const composed = text.normalize('NFC');
  return (spell ? spell(composed) : composed).replace(foreignLetters, anyAscii);
}
