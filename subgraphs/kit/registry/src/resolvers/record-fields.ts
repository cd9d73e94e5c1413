import { checkIdentifier, isLatin, pageSize, transliterate } from '@kopru/schema';
import type { RegistryContext } from '../context.ts';
import type {
  RecordKindName,
  StoredRecord,
  NamedRecord,
  OrganizationRecord,
  AnyRecord,
  Texts,
} from '@kopru/records';

type Script = 'NATIVE' | 'LATIN' | 'COMMON_TURKIC';
interface InLanguage {
  language?: string | null;
}
interface First {
  first?: number | null;
}

/** Resolvers of the fields that mean the same on every kind that has them. */
export const commonResolvers = {
  registry: (_record: AnyRecord, _args: object, context: RegistryContext) =>
    context.module.definition.code,
  name: (record: NamedRecord & AnyRecord, { script }: { script?: Script | null }) =>
    nameInScript(record, script ?? 'NATIVE'),
  title: ({ titles }: { titles: Texts }, { language }: InLanguage) => inLanguage(titles, language),
  summary: ({ summaries }: { summaries: Texts }, { language }: InLanguage) =>
    inLanguage(summaries, language),
  description: ({ descriptions }: OrganizationRecord, { language }: InLanguage) =>
    inLanguage(descriptions, language),
  relations: (
    { relations }: OrganizationRecord,
    { kinds }: { kinds?: readonly string[] | null },
  ) => (kinds ? relations.filter((relation) => kinds.includes(relation.kind)) : relations),
  projects: ({ participations }: OrganizationRecord, { first }: First) =>
    participations.slice(0, pageSize(first)),
  opportunities: ({ id }: AnyRecord, { first }: First, context: RegistryContext) =>
    listOf(context, 'OPPORTUNITY', 'owner', first).load(id),
  notices: (record: AnyRecord & Partial<OrganizationRecord>) => [
    ...record.notices,
    ...invalidIdentifiers(record),
  ],
};

/** Loads the first records of a kind that have an id in a field. */
export const listOf = <K extends RecordKindName>(
  context: RegistryContext,
  kind: K,
  field: string,
  first: number | null | undefined,
) => context.listOf(kind, field, pageSize(first)) as unknown as ListLoader<K>;

interface ListLoader<K extends RecordKindName> {
  load(id: string): Promise<Extract<StoredRecord, { kind: K }>[]>;
}

function nameInScript({ id, names }: NamedRecord & AnyRecord, script: Script): string {
  const [native] = names;
  if (!native) throw new Error(`Expected a name in ${id}, but it has none`);
  if (script === 'NATIVE') return native.text;
  if (script === 'COMMON_TURKIC')
    return transliterate(native.text, native.language, 'COMMON_TURKIC');
  const language = languageOf(native.language);
  const registered = names.find(
    (name) => languageOf(name.language) === language && isLatin(name.text),
  );
  return registered?.text ?? transliterate(native.text, native.language, 'LATIN');
}

const languageOf = (tag: string): string | undefined => tag.split('-')[0];

/** The text in the requested language, else in English, else the first text. */
export function inLanguage(
  texts: readonly { language: string; text: string }[],
  language: string | null | undefined,
): string | null {
  const find = (wanted: string) =>
    texts.find((each) => each.language === wanted) ??
    texts.find((each) => languageOf(each.language) === languageOf(wanted));
  return ((language && find(language)) || find('en') || texts[0])?.text ?? null;
}

/** An identifier that fails its check stays as its source gave it, with a notice. */
function invalidIdentifiers({
  identifiers = [],
}: Partial<OrganizationRecord>): AnyRecord['notices'] {
  return identifiers.flatMap((identifier, index) =>
    checkIdentifier(identifier) === 'INVALID'
      ? [
          {
            path: `identifiers.${index}`,
            reason: 'INVALID_AT_SOURCE' as const,
            until: null,
            howToRequest: null,
          },
        ]
      : [],
  );
}
