// Made-up records for tests. They describe nobody.

interface Extra extends Record<string, unknown> {
  language?: string;
}

const provenance = {
  source: 'SYNTHETIC',
  licence: 'CC0-1.0',
  modifiedAt: '2026-11-23T00:00:00.000Z',
};

export function companyOf(
  id: string,
  name: string,
  { language = 'tr', ...extra }: Extra = {},
): Record<string, unknown> {
  return {
    id,
    kind: 'COMPANY',
    names: [{ text: name, language, kind: 'LEGAL' }],
    status: 'ACTIVE',
    provenance,
    ...extra,
  };
}

export function hubOf(id: string, name: string): Record<string, unknown> {
  return {
    id,
    kind: 'INNOVATION_HUB',
    hubKind: 'INCUBATOR',
    names: [{ text: name, language: 'az', kind: 'LEGAL' }],
    status: 'ACTIVE',
    provenance,
  };
}

/** A Turkish owner of a plant operator in Kazakhstan, asserted on both sides. */
export const owner = companyOf('TR.owner', 'Şişe A.Ş. (SYNTHETIC)', {
  relations: [
    {
      kind: 'PARENT_OF',
      party: { id: 'KZ.operator', kind: 'COMPANY', nameOnFile: 'SYNTHETIC Қазшыны' },
      share: 0.7,
      source: 'SYNTHETIC',
    },
  ],
});
export const operator = companyOf('KZ.operator', 'Қазшыны ЖШС (SYNTHETIC)', {
  language: 'kk-Cyrl',
  extension: { oked: '23110' },
  relations: [
    {
      kind: 'SUBSIDIARY_OF',
      party: { id: 'TR.owner', kind: 'COMPANY', nameOnFile: 'SYNTHETIC Sise' },
      share: 0.7,
      source: 'SYNTHETIC',
    },
  ],
});
/** A branch of a party outside the union. */
export const outsider = companyOf('AZ.branch', 'Bakı Filialı (SYNTHETIC)', {
  relations: [
    {
      kind: 'BRANCH_OF',
      party: { id: 'EXT.somebody', kind: 'COMPANY', nameOnFile: 'SYNTHETIC Somebody Ltd' },
      source: 'SYNTHETIC',
    },
  ],
});
