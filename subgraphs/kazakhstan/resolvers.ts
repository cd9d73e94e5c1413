import type { ExtensionResolvers, StoredRecord } from '@kopru/records';
import { checkIdentifier, normalizeIdentifier } from '@kopru/schema';

// The computed fields of extension.graphql.

const resolvers: ExtensionResolvers = {
  KazakhstanCompanyRecord: {
    registration: (_data, record) => readRegistration(findBin(record)),
  },
};

export default resolvers;

/** The digits of a record's BIN; null if it has none, or one that fails its check digit. */
function findBin(record: StoredRecord): string | null {
  const identifiers = 'identifiers' in record ? record.identifiers : [];
  const bin = identifiers.find(
    (each) => each.scheme.toUpperCase() === 'KZ-BIN' && checkIdentifier(each) === 'CHECKSUM',
  );
  return bin ? normalizeIdentifier(bin.value) : null;
}

const entities = new Map([
  ['4', 'RESIDENT'],
  ['5', 'NON_RESIDENT'],
  ['6', 'JOINT_ENTREPRENEURS'],
]);
const units = new Map([
  ['0', 'HEAD_UNIT'],
  ['1', 'BRANCH'],
  ['2', 'REPRESENTATIVE_OFFICE'],
  ['3', 'JOINT_FARM'],
]);

function readRegistration(bin: string | null) {
  if (bin === null) return null;
  // A BIN has two digits of the year. No registration on file is older than 1950.
  const year = Number(bin.slice(0, 2));
  return {
    month: `${year < 50 ? 2000 + year : 1900 + year}-${bin.slice(2, 4)}`,
    entity: entities.get(bin.charAt(4)),
    unit: units.get(bin.charAt(5)) ?? null,
  };
}
