import { parseLanguageTag } from '@kopru/schema';
import type { OrganizationRecord } from '@kopru/records';
import type { RorOrganization } from './ror-file.ts';

type RorName = RorOrganization['names'][number];
type Name = OrganizationRecord['names'][number];

/** As many as a record may have. */
const maxNames = 40;

/**
 * The names of an organisation, the native one first: the best one in the first of the registry's
 * languages that it has one in.
 */
export function readRorNames(names: readonly RorName[], languages: readonly string[]): Name[] {
  const tagged = names
    .map((name) => ({ ...name, language: languageOf(name, languages) }))
    .sort(byRank);
  const [native] = languages.flatMap(
    (each) => tagged.find((name) => name.language === each && !isAcronym(name)) ?? [],
  );
  const first = native ?? tagged[0];
  const ordered = first ? [first, ...tagged.filter((each) => each !== first)] : [];
  const distinct = new Map(ordered.map((each) => [`${each.language} ${each.value}`, each]));
  return [...distinct.values()].slice(0, maxNames).map((each) => ({
    text: each.value,
    language: each.language,
    kind: each === first && isFull(each) ? (each === native ? 'LEGAL' : 'TRADE') : kindOf(each),
    derived: false,
  }));
}

const isAcronym = ({ types }: RorName): boolean => types.includes('acronym');
const isFull = ({ types }: RorName): boolean =>
  types.includes('label') || types.includes('ror_display');

/** The name that ROR shows, then other full names, then aliases; acronyms last. */
function rankOf(name: RorName): number {
  if (isAcronym(name)) return 3;
  if (name.types.includes('ror_display')) return 0;
  return isFull(name) ? 1 : 2;
}

const byRank = (one: RorName, other: RorName): number => rankOf(one) - rankOf(other);

function kindOf(name: RorName): Name['kind'] {
  if (isAcronym(name)) return 'ACRONYM';
  return isFull(name) ? 'TRANSLATION' : 'TRADE';
}

/**
 * The tag with the script the name is written in, as the registry spells it: kk of a Cyrillic name
 * is kk-Cyrl.
 */
function languageOf({ value, lang, types }: RorName, languages: readonly string[]): string {
  const script = scriptOf(value);
  const given = lang === null ? null : parseLanguageTag(lang);
  if (given === null)
    return types.includes('acronym') ? 'und' : guessLanguage(value, script, languages);
  const spelled = languages.find(
    (tag) => languageIn(tag) === languageIn(given) && scriptIn(tag) === script,
  );
  if (spelled !== undefined) return spelled;
  return script === null || scriptIn(given) === script ? given : `${languageIn(given)}-${script}`;
}

const english =
  /\b(of|the|and|for|University|College|School|Institute|Academy|Cent(?:er|re)|Hospital|Research)\b/;

/**
 * Only what a letter or a word shows: letters that a script's plainest alphabet lacks are of the
 * registry's own language.
 */
function guessLanguage(text: string, script: string | null, languages: readonly string[]): string {
  if (script === 'Latn' && english.test(text)) return 'en';
  const plain = script === 'Latn' ? /^[\p{ASCII}\P{L}]*$/u : /^[а-яё\P{L}]*$/iu;
  const own = languages.find((tag) => scriptIn(tag) === script && languageIn(tag) !== 'ru');
  return script === null || plain.test(text) ? 'und' : (own ?? 'und');
}

/** Null for a text of another script than the two that the registries write. */
function scriptOf(text: string): string | null {
  const letters = text.replace(/\P{L}/gu, '');
  if (/^\p{Script=Latin}*$/u.test(letters)) return 'Latn';
  return /\p{Script=Cyrillic}/u.test(letters) &&
    /^[\p{Script=Cyrillic}\p{Script=Latin}]*$/u.test(letters)
    ? 'Cyrl'
    : null;
}

const languageIn = (tag: string): string => new Intl.Locale(tag).language;
const scriptIn = (tag: string): string | undefined => new Intl.Locale(tag).maximize().script;
