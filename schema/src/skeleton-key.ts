import { stripLegalForms } from './legal-forms.ts';

// Spellings of one sound, longest first. sh and ch become x and c; other uses of x and c become h
// and j.

const sounds: Readonly<Record<string, string>> = {
  ngg: 'n',
  ngh: 'n',
  shch: 'x',
  dzh: 'j',
  sh: 'x',
  ch: 'c',
  kh: 'h',
  gh: 'g',
  zh: 'j',
  dj: 'j',
  ng: 'n',
  ts: 's',
  c: 'j',
  q: 'k',
  w: 'v',
  x: 'h',
};
const spellings = new RegExp(Object.keys(sounds).join('|'), 'g');

/**
 * The key that retrieves spellings of a name across languages, computed from a fold key. Legal
 * forms are stripped. Letters for one sound
 * merge. Doubled letters become one. Vowels, including y, are dropped, except at the beginning of a
 * word, where each becomes `a`.
 * Özbekistan, Uzbekistan and Ўзбекистон share a skeleton. Different names may share one too, so
 * rank the matches by fold key.
 */
export function skeletonKey(foldKey: string): string {
  return stripLegalForms(foldKey).split(' ').map(skeletonOfWord).join(' ');
}

function skeletonOfWord(word: string): string {
  return word
    .replace(spellings, (letters) => sounds[letters] ?? letters)
    .replace(/([a-z])\1+/g, '$1')
    .replace(/^([aeiou]|y(?![aiou]))/, 'a')
    .replace(/(?<!^)[aeiouy]/g, '');
}
