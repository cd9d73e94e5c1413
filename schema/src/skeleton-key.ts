import { stripLegalForms } from './legal-forms.ts';

// Spellings of one sound, longest first. sh and ch keep letters of their own: x and c, which the others give up.

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
 * The form under which names are retrieved whoever wrote them down, made of their fold key. Legal forms are stripped; letters that stand
 * for one sound from language to language merge; doubled letters become one; vowels, y among them, drop out, but a word's first, which
 * becomes `a` whichever it was. Özbekistan, Uzbekistan and Ўзбекистон share a skeleton. So may names that differ: what it retrieves is
 * then ranked by fold key.
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
