import { stripLegalForms } from './legal-forms.ts';

// Spellings of one sound, longest first. sh and ch keep letters of their own: x and c, which the others give up.
// prettier-ignore
const sounds: Readonly<Record<string, string>> = {
  ngg: 'n', ngh: 'n', shch: 'x', dzh: 'j', sh: 'x', ch: 'c', kh: 'h', gh: 'g', zh: 'j', dj: 'j', ng: 'n', ts: 's', c: 'j', q: 'k', w: 'v', x: 'h',
};
const spellings = new RegExp(Object.keys(sounds).join('|'), 'g');

/**
 * The form under which names are retrieved whoever wrote them down, from their fold key: legal forms are stripped, letters that stand for
 * one sound from language to language merge, vowels (y among them) drop out but for a word's first, which is `a` whichever it
 * was, and doubled letters are one. Ozbekiston and Uzbekistan share a skeleton; so may names that differ: rank by fold key what it retrieves.
 */
export function skeletonKey(foldKey: string): string {
  return stripLegalForms(foldKey).split(' ').map(skeletonOfWord).join(' ');
}

function skeletonOfWord(word: string): string {
  return word
    .replace(spellings, (letters) => sounds[letters] ?? letters)
    .replace(/^([aeiou]|y(?![aiou]))/, 'A')
    .replace(/(?<!^)[aeiouy]/g, '')
    .replace(/([a-z])\1+/g, '$1')
    .toLowerCase();
}
