import type { DocumentNode } from 'graphql';
import { contractVersion, registryExtensions, scalars } from '@kopru/schema';
import definition from '../registry.ts';
import { typeNames } from './contract-fields.ts';
import type { Journal } from './journal.ts';
import { createPartFields } from './part-fields.ts';
import { createRecordFields } from './record-fields.ts';
import { createRecordReader } from './record-reader.ts';
import type { RecordReader } from './record-reader.ts';
import { kindOf } from './record.ts';
import type { RegistryRecord } from './record.ts';
import { createRootFields } from './root-fields.ts';
import { inLanguage } from './texts.ts';

const { code } = definition;

/** Resolves the contract's fields from the journal. A field without a resolver is a property. */
export function createResolvers(
  journal: Journal,
  extension: DocumentNode,
): Readonly<Record<string, object>> {
  const reader = createRecordReader(journal);
  return {
    ...scalars,
    ...createRecordFields(reader, code, extension),
    ...createPartFields(reader, code),
    Query: createRootFields(reader, journal),
    Registry: createRegistryFields(reader, journal),
    Node: { __resolveType: typeOf },
    Organization: { __resolveType: typeOf },
    Change: {
      registry: () => code,
      record: ({ id }: { id: string }) => journal.records.get(id) ?? null,
    },
  };
}

const typeOf = ({ __typename }: RegistryRecord): string => __typename;

const createRegistryFields = (reader: RecordReader, journal: Journal) => ({
  __resolveReference: (reference: { code: string }) =>
    reference.code === code ? definition : null,
  name: (_: unknown, { language }: { language?: string | null }) =>
    inLanguage(definition.names, language),
  contractVersion: () => contractVersion,
  records: () =>
    [...typeNames]
      .map((type) => ({ kind: kindOf(type), count: reader.ofType(type).length }))
      .filter(({ count }) => count > 0),
  asOf: () => journal.entries.at(-1)?.at ?? null,
  extension: () => registryExtensions[code] ?? null,
});
