import anyAscii from 'any-ascii';
import { spellerOf } from './spell.ts';
import type { TargetScript } from './spell.ts';

/** Letters of a script other than Latin; signs that all scripts use are none. */
const foreignLetter = /[\p{L}--[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]]/v;
const foreignLetters = new RegExp(foreignLetter, 'gv');

/** Whether every letter of the text is a Latin one. */
export function isLatin(text: string): boolean {
  return !foreignLetter.test(text);
}

/**
 * The text in Latin script, its case kept. LATIN leaves Latin text as it is and writes Cyrillic as its language (a BCP 47 tag) does.
 * COMMON_TURKIC also turns a Turkic language's own Latin letters into those of the Common Turkic Alphabet. Cyrillic of a language without
 * a table is read as Russian; letters of other scripts become ASCII by sound.
 */
export function transliterate(text: string, language: string, script: TargetScript): string {
  if (script === 'LATIN' && isLatin(text)) return text;
  const spell = spellerOf(language, script) ?? spellerOf('ru', script);
  const composed = text.normalize('NFC');
  return (spell ? spell(composed) : composed).replace(foreignLetters, anyAscii);
}
