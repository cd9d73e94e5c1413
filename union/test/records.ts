// Made-up records for tests: they stand for nobody.

interface Extra extends Record<string, unknown> {
  language?: string;
}

const provenance = { source: 'SYNTHETIC', licence: 'CC0-1.0', modifiedAt: '2026-11-23T00:00:00.000Z' };

export function companyOf(id: string, name: string, { language = 'tr', ...extra }: Extra = {}): Record<string, unknown> {
  return { id, kind: 'COMPANY', names: [{ text: name, language, kind: 'LEGAL' }], status: 'ACTIVE', provenance, ...extra };
}

export function hubOf(id: string, name: string): Record<string, unknown> {
  return { id, kind: 'INNOVATION_HUB', hubKind: 'INCUBATOR', names: [{ text: name, language: 'az', kind: 'LEGAL' }], status: 'ACTIVE', provenance };
}
