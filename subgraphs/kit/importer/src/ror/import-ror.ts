import { GraphQLError } from 'graphql';
import { normalizeIdentifier } from '@kopru/schema';
import type { ImportTarget } from '../import-target.ts';
import { readRecord } from '@kopru/records';
import { findByIdentifier } from './find-by-identifier.ts';
import { RorFileError, readRorFile, rorIdOf } from './ror-file.ts';
import type { RorOrganization } from './ror-file.ts';
import { elsewhere, mapRor, mapRorRelations } from './ror.ts';
import type { RorMapping } from './ror.ts';

export interface ImportSummary {
  imported: number;
  /**
   * Records that the store holds already under their ROR id, be they curated or of an earlier
   * import.
   */
  already: number;
  /** How many became no record, by reason. */
  leftOut: ReadonlyMap<string, number>;
}

/**
 * Writes the organisations of a ROR file into a registry, in one batch: all of them or, where one
 * does not fit the contract, none. `content`
 * is a list of them, or gives them one by one: those of other countries are counted and forgotten,
 * for a dump has all the world's. Throws a
 * RorFileError. `at` is the instant the records bear.
 */
export async function importRor(
  registry: ImportTarget,
  content: unknown,
  at: string,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<ImportSummary> {
  const leftOut = new Map<string, number>();
  const skip = (reason: string) => leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  const organizations: { organization: RorOrganization; mapping: RorMapping }[] = [];
  for await (const organization of readRorFile(content)) {
    const mapping = mapRor(organization, registry.module.definition, at);
    if ('leftOut' in mapping && mapping.leftOut === elsewhere) skip(elsewhere);
    else organizations.push({ organization, mapping });
  }
  const held = await findByIdentifier(
    registry.store,
    'XI-ROR',
    mentioned(organizations.map(({ organization }) => organization)),
  );
  const known = new Map<string, { id: string; kind: string }>(
    [...held].map(([rorId, { id, kind }]) => [rorId, { id, kind }]),
  );
  const accepted: { organization: RorOrganization; record: Record<string, unknown> }[] = [];
  let already = 0;

  for (const { organization, mapping } of organizations) {
    const rorId = normalizeIdentifier(organization.id);
    if (held.has(rorId)) already += 1;
    else if ('leftOut' in mapping) skip(mapping.leftOut);
    else if (known.has(rorId)) skip('in the file twice');
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
  await write(registry, put, dryRun);
  return { imported: put.length, already, leftOut };
}

async function write(
  registry: ImportTarget,
  put: readonly object[],
  dryRun: boolean,
): Promise<void> {
  try {
    if (dryRun)
      put.forEach((record) => readRecord(registry.module.definition.code, registry.schema, record));
    else await registry.write({ put });
  } catch (error) {
    throw error instanceof GraphQLError ? new RorFileError(error.message) : error;
  }
}

/** The ROR ids of the organisations, and of those they are related to. */
function mentioned(organizations: readonly RorOrganization[]): string[] {
  const addresses = organizations.flatMap(({ id, relationships }) => [
    id,
    ...relationships.map((each) => each.id),
  ]);
  return [...new Set(addresses.map(rorIdOf))];
}
