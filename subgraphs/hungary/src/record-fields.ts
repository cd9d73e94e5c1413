import { Kind } from 'graphql';
import type { DocumentNode } from 'graphql';
import { checkIdentifier, registryExtensions } from '@kopru/schema';
import { hasField, listFields, typeNames } from './contract-fields.ts';
import { matchesFilter } from './filters.ts';
import { pageSize } from './record-reader.ts';
import type { RecordReader } from './record-reader.ts';
import type { RegistryRecord } from './record.ts';
import { inLanguage, nameInScript } from './texts.ts';

interface First {
  first?: number | null;
}
interface InLanguage {
  language?: string | null;
}

/** Resolvers of each type of record: lists, shared fields, the extension, fields of one type. */
export function createRecordFields(
  reader: RecordReader,
  code: string,
  extension: DocumentNode,
): Readonly<Record<string, object>> {
  const shared = { ...createSharedFields(reader), registry: () => code };
  const own = createOwnFields(reader);
  const extended = extensionFields(code, extension);
  return Object.fromEntries(
    [...typeNames].map((typeName) => [
      typeName,
      {
        ...emptyLists(typeName),
        ...Object.fromEntries(
          Object.entries(shared).filter(([field]) => hasField(typeName, field)),
        ),
        ...extended[typeName],
        __resolveReference: ({ id }: { id: string }) => reader.readAs(typeName, id),
        ...own[typeName],
      },
    ]),
  );
}

/** A record does not store an empty list, where the contract wants one. */
const emptyLists = (typeName: string): object =>
  Object.fromEntries(
    listFields
      .filter(([type]) => type === typeName)
      .map(([, field]) => [
        field,
        (record: Readonly<Record<string, unknown>>) => record[field] ?? [],
      ]),
  );

/** The one field of the national extension, on each type that the extension extends. */
const extensionFields = (code: string, extension: DocumentNode): Record<string, object> =>
  Object.fromEntries(
    extension.definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_EXTENSION
        ? [
            [
              definition.name.value,
              {
                [registryExtensions[code] ?? '']: ({ extension = null }: RegistryRecord) =>
                  extension,
              },
            ],
          ]
        : [],
    ),
  );

/** Fields that mean the same on every type of record that has them. */
const createSharedFields = (reader: RecordReader) => ({
  name: nameInScript,
  title: ({ titles = [] }: RegistryRecord, { language }: InLanguage) =>
    inLanguage(titles, language),
  summary: ({ summaries = [] }: RegistryRecord, { language }: InLanguage) =>
    inLanguage(summaries, language),
  description: ({ descriptions = [] }: RegistryRecord, { language }: InLanguage) =>
    inLanguage(descriptions, language),
  relations: (
    { relations = [] }: RegistryRecord,
    { kinds }: { kinds?: readonly string[] | null },
  ) => relations.filter(({ kind }) => kinds?.includes(kind) ?? true),
  projects: ({ participations = [] }: RegistryRecord, { first }: First) =>
    participations.slice(0, pageSize(first)),
  opportunities: ({ id }: RegistryRecord, { first }: First) =>
    reader.list('Opportunity', first, (each) => each.anonymous !== true && each.owner?.id === id),
  notices: ({ notices = [], identifiers = [] }: RegistryRecord) => [
    ...notices,
    ...identifiers.flatMap((identifier, index) =>
      checkIdentifier(identifier) === 'INVALID'
        ? [{ path: `identifiers.${index}`, reason: 'INVALID_AT_SOURCE' }]
        : [],
    ),
  ],
});

/** Fields that one type of record has. */
const createOwnFields = (reader: RecordReader): Readonly<Record<string, object>> => ({
  Company: {
    facilities: ({ id }: RegistryRecord, { first }: First) =>
      reader.list('Facility', first, (each) => matchesFilter(each, { parties: [id] })),
    startup: ({ id, startup }: RegistryRecord) => startup && { ...startup, company: id },
  },
  InnovationHub: {
    startups: ({ id }: RegistryRecord, { first }: First) =>
      reader.list('Company', first, (each) => each.startup?.hub?.id === id),
  },
  Investor: {
    investments: ({ investments = [] }: RegistryRecord, { first }: First) =>
      investments.slice(0, pageSize(first)),
  },
  Opportunity: {
    owner: ({ owner, anonymous }: RegistryRecord) => (anonymous === true ? null : owner),
  },
});
