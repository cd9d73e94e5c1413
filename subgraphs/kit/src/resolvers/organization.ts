import { checkIdentifier, isLatin, transliterate } from '@kopru/schema';
import type { StoredRecord } from '../kinds/index.ts';
import type { OrganizationRecord } from '../kinds/organization.ts';
import type { RegistryContext } from '../context.ts';

type Script = 'NATIVE' | 'LATIN' | 'COMMON_TURKIC';

/** The fields that all kinds of organisation share and that are not plain properties of the record. */
export const organizationResolvers = {
  registry: (_record: StoredRecord, _args: object, context: RegistryContext) => context.national.definition.code,
  name: (record: StoredRecord, { script }: { script?: Script | null }) => nameInScript(record, script ?? 'NATIVE'),
  description: (record: StoredRecord, { language }: { language?: string | null }) =>
    inLanguage(record.descriptions, language),
  relations: (record: StoredRecord, { kinds }: { kinds?: readonly string[] | null }) =>
    kinds ? record.relations.filter((relation) => kinds.includes(relation.kind)) : record.relations,
  notices: (record: StoredRecord) => [...record.notices, ...invalidIdentifiers(record)],
};

function nameInScript(record: OrganizationRecord, script: Script): string {
  const [native] = record.names;
  if (!native) throw new Error(`Expected a name in ${record.id}, but it has none`);
  if (script === 'NATIVE') return native.text;
  if (script === 'COMMON_TURKIC') return transliterate(native.text, native.language, 'COMMON_TURKIC');
  const language = languageOf(native.language);
  const registered = record.names.find((name) => languageOf(name.language) === language && isLatin(name.text));
  return registered?.text ?? transliterate(native.text, native.language, 'LATIN');
}

const languageOf = (tag: string): string | undefined => tag.split('-')[0];

/** In the language asked, else in English, else in the first one on file. */
export function inLanguage(
  texts: readonly { language: string; text: string }[],
  language: string | null | undefined,
): string | null {
  const find = (wanted: string) =>
    texts.find((each) => each.language === wanted) ??
    texts.find((each) => languageOf(each.language) === languageOf(wanted));
  return ((language && find(language)) || find('en') || texts[0])?.text ?? null;
}

/** A number that fails its check stays on file as the source gave it, and says so. */
function invalidIdentifiers(record: OrganizationRecord): OrganizationRecord['notices'] {
  return record.identifiers.flatMap((identifier, index) =>
    checkIdentifier(identifier) === 'INVALID'
      ? [{ path: `identifiers.${index}`, reason: 'INVALID_AT_SOURCE' as const, until: null, howToRequest: null }]
      : [],
  );
}
