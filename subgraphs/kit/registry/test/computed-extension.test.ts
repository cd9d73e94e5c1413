import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadRegistryModule } from '@kopru/records';
import { openStore } from '../src/open-store.ts';
import { createRegistry } from '../src/registry.ts';

// A country computes fields of its own extension types: the resolvers.ts of a country folder.

const kazakhstan = join(import.meta.dirname, '..', '..', '..', 'kazakhstan');

describe('what Kazakhstan computes from a BIN', () => {
  const registration = async (company: object): Promise<unknown> => {
    const registry = createRegistry(
      await loadRegistryModule(kazakhstan),
      await openStore('memory:'),
    );
    await registry.write({ put: [{ ...synthetic, ...company }] });
    const { data, errors } = await graphql({
      schema: registry.schema,
      source: '{ companies { nodes { kazakhstan { oked registration { month entity unit } } } } }',
      contextValue: registry.createContext(),
    });
    expect(errors).toBeUndefined();
    const { companies } = JSON.parse(JSON.stringify(data)) as {
      companies: { nodes: { kazakhstan: unknown }[] };
    };
    return companies.nodes[0]?.kazakhstan;
  };
  const synthetic = {
    id: 'KZ.a',
    kind: 'COMPANY',
    names: [{ text: 'SYNTHETIC', language: 'ru', kind: 'LEGAL' }],
    status: 'ACTIVE',
    provenance: {
      source: 'SYNTHETIC',
      licence: 'CC0-1.0',
      modifiedAt: '2026-11-23T00:00:00.000Z',
    },
  };
  const bin = (value: string) => ({ identifiers: [{ scheme: 'KZ-BIN', value }] });

  test.each([
    ['950440001673', { month: '1995-04', entity: 'RESIDENT', unit: 'HEAD_UNIT' }],
    ['020241000005', { month: '2002-02', entity: 'RESIDENT', unit: 'BRANCH' }],
    ['231252000001', { month: '2023-12', entity: 'NON_RESIDENT', unit: 'REPRESENTATIVE_OFFICE' }],
    ['110763000002', { month: '2011-07', entity: 'JOINT_ENTREPRENEURS', unit: 'JOINT_FARM' }],
    ['110749000006', { month: '2011-07', entity: 'RESIDENT', unit: null }],
  ])('%s gives the month, the entity and the unit', async (value, expected) => {
    expect(await registration(bin(value))).toEqual({ oked: null, registration: expected });
  });

  test('stored fields stand beside the computed one', async () => {
    const company = { ...bin('950440001673'), extension: { oked: '0610' } };
    expect(await registration(company)).toMatchObject({
      oked: '0610',
      registration: { month: '1995-04' },
    });
  });

  test('without a BIN the computed field is null, and so is an extension without stored data', async () => {
    expect(await registration({ extension: { oked: '0610' } })).toEqual({
      oked: '0610',
      registration: null,
    });
    expect(await registration({})).toBeNull();
  });

  test('a BIN that fails its check digit gives nothing', async () => {
    expect(await registration(bin('950440001674'))).toBeNull();
  });

  test('a stored value of the computed field is refused', async () => {
    await expect(
      registration({ extension: { registration: { month: '1995-04', entity: 'RESIDENT' } } }),
    ).rejects.toThrow(
      'extension.registration: expected no value, because the registry computes this field',
    );
  });
});

describe('the resolvers.ts of a country folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kopru-country-'));
    await writeFile(join(folder, 'registry.ts'), "export default { code: 'KZ' };");
    await writeFile(
      join(folder, 'extension.graphql'),
      'extend type Company { kazakhstan: KazakhstanX } type KazakhstanX { a: String b: Int }',
    );
  });
  afterEach(() => rm(folder, { recursive: true }));
  const load = async (resolvers: string) => {
    await writeFile(join(folder, 'resolvers.ts'), `export default ${resolvers};`);
    return loadRegistryModule(folder);
  };

  test('may be missing, and may compute a field of an extension type', async () => {
    expect(await loadRegistryModule(folder)).not.toHaveProperty('resolvers');
    expect(await load('{ KazakhstanX: { a: () => "1" } }')).toHaveProperty(
      'resolvers.KazakhstanX.a',
    );
  });

  test.each([
    [
      '{ Company: { name: () => "x" } }',
      'to resolve types of extension.graphql (KazakhstanX), but got Company. Compute fields of',
    ],
    [
      '{ KazakhstanX: { c: () => 1 } }',
      'to resolve fields that KazakhstanX has (a, b), but got KazakhstanX.c. Add the field to',
    ],
    [
      '{ KazakhstanX: { a: 1 } }',
      'to resolve KazakhstanX.a by a function, but got number. Give a function.',
    ],
    ['undefined', 'to export resolvers by default, but got undefined. Export an object of types.'],
  ])('is refused if it exports %s', async (resolvers, message) => {
    await expect(load(resolvers)).rejects.toThrow(message);
  });
});
