import { GraphQLError } from 'graphql';
import { normalizeIdentifier } from '@kopru/schema';
import type { Registry } from '../../registry.ts';
import { findByIdentifier } from './find-by-identifier.ts';
import { RorFileError, readRorFile, rorIdOf } from './ror-file.ts';
import type { RorOrganization } from './ror-file.ts';
import { mapRor, mapRorRelations } from './ror.ts';

export interface ImportSummary {
  imported: number;
  /** Records that the store holds already under their ROR id, be they curated or of an earlier import. */
  already: number;
  /** How many became no record, by reason. */
  leftOut: ReadonlyMap<string, number>;
}

/**
 * Writes the organisations of a ROR file into a registry, in one batch: all of them or, where one does not fit the contract, none. Throws
 * a RorFileError. `at` is the instant the records bear.
 */
export async function importRor(registry: Registry, content: unknown, at: string): Promise<ImportSummary> {
  const organizations = readRorFile(content);
  const held = await findByIdentifier(registry.store, 'XI-ROR', mentioned(organizations));
  const known = new Map<string, { id: string; kind: string }>(
    [...held].map(([rorId, { id, kind }]) => [rorId, { id, kind }]),
  );
  const accepted: { organization: RorOrganization; record: Record<string, unknown> }[] = [];
  const leftOut = new Map<string, number>();
  let already = 0;

  for (const organization of organizations) {
    const rorId = normalizeIdentifier(organization.id);
    const mapping = mapRor(organization, registry.national.definition, at);
    if (held.has(rorId)) already += 1;
    else if ('leftOut' in mapping) leftOut.set(mapping.leftOut, (leftOut.get(mapping.leftOut) ?? 0) + 1);
    else if (known.has(rorId)) leftOut.set('in the file twice', (leftOut.get('in the file twice') ?? 0) + 1);
    else {
      known.set(rorId, { id: String(mapping.record.id), kind: mapping.kind });
      accepted.push({ organization, record: mapping.record });
    }
  }
  // Only now is it known whom a relation can point at.
  const put = accepted.map(({ organization, record }) => ({
    ...record,
    relations: mapRorRelations(organization, known),
  }));
  await write(registry, put);
  return { imported: put.length, already, leftOut };
}

async function write(registry: Registry, put: readonly object[]): Promise<void> {
  try {
    await registry.write({ put });
  } catch (error) {
    throw error instanceof GraphQLError ? new RorFileError(error.message) : error;
  }
}

/** The ROR ids of the organisations, and of those they are related to. */
function mentioned(organizations: readonly RorOrganization[]): string[] {
  const addresses = organizations.flatMap(({ id, relationships }) => [id, ...relationships.map((each) => each.id)]);
  return [...new Set(addresses.map(rorIdOf))];
}
