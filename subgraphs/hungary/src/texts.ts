import { isLatin, transliterate } from '@kopru/schema';
import type { RegistryRecord, Text } from './record.ts';

const primaryTag = (tag: string): string | undefined => tag.split('-')[0];

/** The text in the requested language, else in English, else the first text. */
export function inLanguage(
  texts: readonly Text[],
  language: string | null | undefined,
): string | null {
  const find = (wanted: string): Text | undefined =>
    texts.find((each) => each.language === wanted) ??
    texts.find((each) => primaryTag(each.language) === primaryTag(wanted));
  return ((language ? find(language) : undefined) ?? find('en') ?? texts[0])?.text ?? null;
}

/** The first name in the requested script; transliterated if the record has none in it. */
export function nameInScript(
  { id, names = [] }: RegistryRecord,
  { script }: { script?: 'NATIVE' | 'LATIN' | 'COMMON_TURKIC' | null },
) {
  const [native] = names;
  if (!native) throw new Error(`Expected a name in ${id}`);
  if (script === 'COMMON_TURKIC')
    return transliterate(native.text, native.language, 'COMMON_TURKIC');
  if (script !== 'LATIN') return native.text;
  const latin = names.find(
    ({ text, language }) => primaryTag(language) === primaryTag(native.language) && isLatin(text),
  );
  return latin?.text ?? transliterate(native.text, native.language, 'LATIN');
}
