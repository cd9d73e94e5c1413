import { kindAt, countryOf, randomAt } from './draw.ts';
import type { Origin } from './draw.ts';
import type { LocalRegistry } from './country-data.ts';
import type { Random } from './random.ts';
import { marks, nouns, syllables, titles, writings } from './words.ts';

export interface SyntheticName {
  text: string;
  language: string;
  kind: 'LEGAL' | 'TRADE' | 'SHORT' | 'FORMER' | 'TRANSLATION' | 'TRANSLITERATION' | 'ACRONYM';
  derived?: boolean;
}

export interface Naming {
  names: readonly [SyntheticName, ...SyntheticName[]];
  /** The language of the first name. */
  form: string | null;
}

/** Every first name contains it, so that nobody takes a synthetic organisation for a real one. */
const warning = '(SYNTHETIC)';

/** The name of a record. It is always the same. */
export function nameAt(origin: Origin): Naming {
  const random = randomAt(origin, 1);
  const local = countryOf(origin.registry);
  const [first = 'en'] = local.languages;
  const language = random.chance(0.75) ? first : random.pick(local.languages);
  const words = drawWords(random, kindAt(origin.index));
  const rank = random.chance(kindAt(origin.index) === 'COMPANY' ? 0.95 : 0.3)
    ? random.below(3)
    : null;
  const form = formIn(local, language, rank);
  const legal = `${soil(dress(words(language), language, form), language, random)} ${warning}`;
  return {
    names: [
      { text: legal, language, kind: 'LEGAL' },
      ...otherNames(random, local, { language, words, rank }),
    ],
    form,
  };
}

/** The name's words in any language, without quotes and form. */
function drawWords(random: Random, kind: string): (language: string) => string {
  if (kind === 'COMPANY' && random.chance(0.03)) {
    const mark = random.pick(marks);
    return () => mark;
  }
  const invented = random.chance(0.6)
    ? Array.from({ length: 2 + random.below(2) }, () => random.pick(syllables))
    : [];
  const meant = random.chance(0.3)
    ? [random.pick(nouns)]
    : [random.pick(nouns), random.pick(nouns)];
  const number = random.chance(0.05) ? ` № ${1 + random.below(9)}` : '';
  return (language) => {
    const script = writings[language]?.cyrillic ? 1 : 0;
    const made = invented.map((syllable) => syllable[script]).join('');
    const capital = made.charAt(0).toUpperCase() + made.slice(1);
    const title = titles[kind]?.[language];
    return (
      [capital, ...meant.map((row) => row[language]), title].filter(Boolean).join(' ') + number
    );
  };
}

/** The legal forms of all languages of a registry are in the same order. */
function formIn(local: LocalRegistry, language: string, rank: number | null): string | null {
  const forms = local.forms[language] ?? [];
  return rank === null ? null : (forms[rank % forms.length] ?? null);
}

function dress(words: string, language: string, form: string | null): string {
  const { quotes = ['', ''], formFirst = false } = writings[language] ?? {};
  const quoted = `${quotes[0]}${words}${quotes[1]}`;
  if (form === null) return quoted;
  return formFirst ? `${form} ${quoted}` : `${quoted} ${form}`;
}

interface Known {
  language: string;
  words: (language: string) => string;
  rank: number | null;
}

function otherNames(
  random: Random,
  local: LocalRegistry,
  { language, words, rank }: Known,
): SyntheticName[] {
  const names: SyntheticName[] = [];
  for (const other of [...local.languages, 'en', 'ru']) {
    if (other === language || names.some((name) => name.language === other) || !random.chance(0.25))
      continue;
    const sameTongue = other.slice(0, 2) === language.slice(0, 2);
    names.push({
      text: soil(dress(words(other), other, formIn(local, other, rank)), other, random),
      language: other,
      kind: sameTongue ? 'TRANSLITERATION' : 'TRANSLATION',
      ...(sameTongue && { derived: true }),
    });
  }
  if (random.chance(0.1))
    names.push({ text: words(language), language, kind: random.pick(['TRADE', 'SHORT']) });
  if (random.chance(0.05))
    names.push({ text: drawWords(random, 'COMPANY')(language), language, kind: 'FORMER' });
  if (random.chance(0.04))
    names.push({ text: acronym(words(language)), language, kind: 'ACRONYM' });
  return names;
}

const acronym = (words: string): string =>
  Array.from(words.matchAll(/\p{Lu}/gu), ([letter]) => letter).join('') || 'S';

/** The errors that people and machines make when they enter a name. */
function soil(text: string, language: string, random: Random): string {
  let soiled = text;
  if (text.includes('ʻ') && random.chance(0.3))
    soiled = soiled.replaceAll('ʻ', random.pick(["'", '’', '‘', '`']));
  if (random.chance(0.06)) soiled = soiled.toLocaleUpperCase(language);
  if (random.chance(0.02)) soiled = soiled.replace(' ', '  ');
  if (random.chance(0.02)) soiled = soiled.normalize('NFD');
  return soiled;
}
