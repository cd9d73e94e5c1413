import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createRegistry, openStore } from '@kopru/registry';
import { importRor } from '../src/ror/import-ror.ts';
import { isOrganization, loadRegistryModule } from '@kopru/records';
import type { Registry } from '@kopru/registry';
import type { StoredOrganization } from '@kopru/records';

const at = '2026-11-23T12:00:00.000Z';
const kazakhstan = await loadRegistryModule(
  join(import.meta.dirname, '..', '..', '..', 'kazakhstan'),
);

let registry: Registry;
beforeEach(async () => {
  registry = createRegistry(kazakhstan, await openStore('memory:'));
});

/** A made-up organisation; the ids that the tests use have right check digits. */
const organization = (id: string, extra: object = {}): object => ({
  id: `https://ror.org/${id}`,
  names: [{ value: `SYNTHETIC ${id}`, lang: 'en', types: ['label', 'ror_display'] }],
  types: ['education'],
  established: 1934,
  status: 'active',
  links: [{ type: 'website', value: 'https://example.org' }],
  locations: [
    {
      city: 'Almaty',
      countryCode: 'KZ',
      subdivisionCode: '75',
      subdivisionName: 'Almaty',
      lat: 43.25,
      lng: 76.9,
    },
  ],
  relationships: [],
  lastModified: '2024-12-10',
  release: 'v2.0',
  ...extra,
});

/**
 * The same in the form of ROR's own dumps (schema 2.1), which tells of places and of its last
 * change elsewhere.
 */
const dumped = (id: string, extra: object = {}): object => {
  const { lastModified, ...rest } = organization(id, extra) as Record<string, unknown>;
  delete rest.release;
  const geonames = {
    continent_code: 'AS',
    country_code: 'KZ',
    country_name: 'Kazakhstan',
    country_subdivision_code: '75',
    country_subdivision_name: 'Almaty',
    lat: 43.25,
    lng: 76.9,
    name: 'Almaty',
  };
  return {
    ...rest,
    locations: [{ geonames_id: 1526384, geonames_details: geonames }],
    admin: {
      created: { date: '2018-11-14', schema_version: '1.0' },
      last_modified: { date: lastModified, schema_version: '2.1' },
    },
    domains: [],
    external_ids: [],
  };
};

const [a, b, c, d] = ['0aaaaaa42', '0bbbbbb17', '0cccccc89', '0dddddd64'] as const;

async function recordOf(rorId: string): Promise<StoredOrganization | undefined> {
  const [record] = await registry.store.getMany([`KZ.ror-${rorId}`]);
  return record && isOrganization(record) ? record : undefined;
}

async function kindOf(...types: string[]): Promise<unknown> {
  const { leftOut } = await importRor(registry, [organization(a, { types })], at);
  const record = await recordOf(a);
  return record?.kind === 'RESEARCH_CENTER'
    ? record.researchKind
    : (record?.kind ?? [...leftOut.keys()]);
}

async function namesOf(
  ...names: [value: string, lang: string | null, ...types: string[]][]
): Promise<unknown> {
  const given = names.map(([value, lang, ...types]) => ({ value, lang, types }));
  await importRor(registry, [organization(a, { names: given })], at);
  return (await recordOf(a))?.names.map(({ text, language, kind }) => [text, language, kind]);
}

test('an organisation of ROR becomes a record with its place, its age, its address and its source', async () => {
  const summary = await importRor(registry, [organization(a)], at);
  expect(summary).toEqual({ imported: 1, already: 0, leftOut: new Map() });
  expect(await recordOf(a)).toMatchObject({
    id: `KZ.ror-${a}`,
    kind: 'RESEARCH_CENTER',
    researchKind: 'UNIVERSITY',
    status: 'ACTIVE',
    founded: '1934',
    website: 'https://example.org',
    identifiers: [{ scheme: 'XI-ROR', value: a }],
    address: {
      country: 'KZ',
      regionCode: 'KZ-75',
      region: 'Almaty',
      locality: 'Almaty',
      location: { latitude: 43.25, longitude: 76.9 },
    },
    provenance: {
      source: 'OPEN_DATA',
      sourceName: 'ROR v2.0',
      licence: 'CC0-1.0',
      modifiedAt: at,
      asOf: '2024-12-10T00:00:00.000Z',
    },
  });
});

test("an organisation of ROR's own dump becomes the same record", async () => {
  await importRor(registry, [dumped(a)], at);
  const fromDump = await recordOf(a);
  await registry.write({ remove: [`KZ.ror-${a}`] });
  await importRor(registry, [organization(a)], at);
  const { provenance, ...rest } = (await recordOf(a))!;
  expect(fromDump).toEqual({
    ...rest,
    provenance: { ...provenance, sourceName: 'ROR schema 2.1' },
  });
});

test('tried only, nothing is written, and what does not fit is told', async () => {
  expect(await importRor(registry, [organization(a)], at, { dryRun: true })).toMatchObject({
    imported: 1,
  });
  expect(await recordOf(a)).toBeUndefined();
  const odd = organization(a, { names: [{ value: '=1+1', lang: 'en', types: ['label'] }] });
  await expect(importRor(registry, [odd], at, { dryRun: true })).rejects.toThrow(/no formula/);
});

describe('its kind', () => {
  test.each([
    [['education', 'healthcare'], 'UNIVERSITY'],
    [['facility', 'funder'], 'INSTITUTE'],
    [['facility', 'government'], 'GOVERNMENT_LABORATORY'],
    [['nonprofit'], 'INSTITUTE'],
    [['other'], 'INSTITUTE'],
    [['company', 'funder'], 'COMPANY'],
    [['healthcare'], ['of type healthcare']],
    [['archive', 'funder'], ['of type archive and funder']],
  ])('of types %j is %j', async (types, kind) => {
    expect(await kindOf(...types)).toEqual(kind);
  });
});

describe('its first name', () => {
  test('is the one in a language of the registry, in the order of those', async () => {
    expect(
      await namesOf(
        ['SYNTHETIC University', 'en', 'label', 'ror_display'],
        ['SYNTHETIC Университет', 'ru', 'label'],
        ['SYNTHETIC Қазақ университеті', 'kk', 'label'],
        ['SYNTHETIC Qazaq', 'kk', 'alias'],
        ['ҚУ', 'kk', 'acronym'],
      ),
    ).toEqual([
      ['SYNTHETIC Қазақ университеті', 'kk-Cyrl', 'LEGAL'],
      ['SYNTHETIC University', 'en', 'TRANSLATION'],
      ['SYNTHETIC Университет', 'ru', 'TRANSLATION'],
      ['SYNTHETIC Qazaq', 'kk-Latn', 'TRADE'],
      ['ҚУ', 'kk-Cyrl', 'ACRONYM'],
    ]);
  });

  test('is the one that ROR shows where there is none such', async () => {
    expect(
      await namesOf(
        ['SU', 'kk', 'acronym'],
        ['SYNTHETIC University', 'en', 'label', 'ror_display'],
      ),
    ).toEqual([
      ['SYNTHETIC University', 'en', 'TRADE'],
      ['SU', 'kk-Latn', 'ACRONYM'],
    ]);
  });
});

test('a name without a language gets the one that its letters or words show, else none', async () => {
  expect(
    await namesOf(
      ['Қазақ', null, 'alias'],
      ['Institute of Things', null, 'alias'],
      ['Болат', null, 'alias'],
      ['Bolat', null, 'alias'],
      ['Բաքու', null, 'alias'],
    ),
  ).toEqual([
    ['Қазақ', 'kk-Cyrl', 'TRADE'],
    ['Institute of Things', 'en', 'TRADE'],
    ['Болат', 'und', 'TRADE'],
    ['Bolat', 'und', 'TRADE'],
    ['Բաքու', 'und', 'TRADE'],
  ]);
});

test('relations lead to those of the file and to those held, and to nobody else', async () => {
  const provenance = { source: 'SYNTHETIC', licence: 'CC0-1.0', modifiedAt: at };
  const names = [{ text: 'SYNTHETIC held', language: 'en', kind: 'TRADE' }];
  await registry.write({
    put: [
      {
        id: 'KZ.held',
        kind: 'COMPANY',
        names,
        status: 'ACTIVE',
        identifiers: [{ scheme: 'XI-ROR', value: c }],
        provenance,
      },
    ],
  });
  const to = (type: string, id: string): object => ({
    type,
    id: `https://ror.org/${id}`,
    label: `SYNTHETIC ${type}`,
  });
  const file = [
    organization(a, { relationships: [to('child', b), to('parent', c), to('related', d)] }),
    organization(b, { relationships: [to('parent', a)], status: 'inactive' }),
    organization(c),
  ];
  expect(await importRor(registry, file, at)).toEqual({
    imported: 2,
    already: 1,
    leftOut: new Map(),
  });
  expect((await recordOf(a))?.relations).toMatchObject([
    {
      kind: 'PARENT_OF',
      party: { id: `KZ.ror-${b}`, kind: 'RESEARCH_CENTER', nameOnFile: 'SYNTHETIC child' },
      source: 'ROR v2.0',
    },
    { kind: 'SUBSIDIARY_OF', party: { id: 'KZ.held', kind: 'COMPANY' } },
  ]);
  expect(await recordOf(b)).toMatchObject({
    status: 'DISSOLVED',
    relations: [{ kind: 'SUBSIDIARY_OF' }],
  });
  // A second time all is there.
  expect(await importRor(registry, file, at)).toEqual({
    imported: 0,
    already: 3,
    leftOut: new Map(),
  });
});

test('what cannot become a record of this registry is counted, with the reason', async () => {
  const abroad = [
    {
      city: 'Wien',
      countryCode: 'AT',
      subdivisionCode: '9',
      subdivisionName: 'Wien',
      lat: null,
      lng: null,
    },
  ];
  const file = [
    organization(a, { status: 'withdrawn' }),
    organization(b, { locations: abroad }),
    organization('0aaaaaa43'),
    organization(c),
    organization(c),
  ];
  const { imported, leftOut } = await importRor(registry, file, at);
  expect([imported, Object.fromEntries(leftOut)]).toEqual([
    1,
    { withdrawn: 1, 'in another country': 1, 'of no valid ROR id': 1, 'in the file twice': 1 },
  ]);
});

test('a file that is of another form is refused whole, with the place', async () => {
  const file = [organization(a), { ...organization(b), names: [] }];
  await expect(importRor(registry, file, at)).rejects.toThrow(
    /^Expected a JSON array of ROR organisations, but at 1\.names: /,
  );
  await expect(importRor(registry, {}, at)).rejects.toThrow(
    /^Expected a JSON array of ROR organisations, but at its root: /,
  );
  expect(await recordOf(a)).toBeUndefined();
});
