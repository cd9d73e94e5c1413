import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRegistry, openStore } from '@kopru/registry';
import { isOrganization, kindOf, kinds, loadRegistryModule } from '@kopru/records';
import type { StoredRecord } from '@kopru/records';
import {
  checkIdentifier,
  foldKey,
  isLatin,
  parseGlobalId,
  registryExtensions,
} from '@kopru/schema';
import { generateSynthetic } from '../src/synthetic.ts';

const codes = Object.keys(registryExtensions);
const seed = 20_261_123;
const generate = (registry: string, count: number, startAt = 0): Input[] =>
  [...generateSynthetic({ registry, seed, count, startAt })] as Input[];
const parse = (input: Input): StoredRecord => kindOf(input.kind).schema.parse(input);

type Input = Record<string, unknown> & { id: string; kind: string };

const records = new Map(codes.map((code) => [code, generate(code, 2_000)]));
const all = [...records.values()].flat();
const parsed = all.map(parse);
const organizations = parsed.filter(isOrganization);

describe('a synthetic record', () => {
  test('fits the schema of its kind', () => {
    for (const input of all)
      expect(kindOf(input.kind).schema.safeParse(input).error?.issues ?? [], input.id).toEqual([]);
  });

  test('says SYNTHETIC in its provenance and its id, and in what it is called by', () => {
    for (const [code, inputs] of records) {
      for (const record of inputs.map(parse)) {
        const { id, provenance } = record;
        expect(calledBy(record), id).toMatch(/\bSYNTHETIC\b/);
        expect(provenance, id).toMatchObject({ source: 'SYNTHETIC', licence: 'CC0-1.0' });
        expect(id).toMatch(new RegExp(`^${code}\\.syn-\\d{7}$`));
      }
    }
  });

  test('has an id that no other record has', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(2_000 * codes.length);
  });

  test('points at records by the kind and the name that they have on file', () => {
    const parties = organizations.flatMap(({ relations }) => relations.map(({ party }) => party));
    const byId = new Map(organizations.map((record) => [record.id, record]));
    const inside = parties.filter(({ id }) => parseGlobalId(id)?.registry !== 'EXT');
    for (const { id, kind, nameOnFile } of inside) {
      expect(byId.get(id), id).toMatchObject({ kind });
      expect(byId.get(id)?.names[0]?.text, id).toBe(nameOnFile);
    }
    expect(parties.length - inside.length).toBeGreaterThan(100);
  });
});

describe('a run of synthetic records', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(generate('KZ', 300)).toEqual(generate('KZ', 300));
    const other = [...generateSynthetic({ registry: 'KZ', seed: seed + 1, count: 300 })] as Input[];
    expect(other).not.toEqual(generate('KZ', 300));
  });

  test('can be made in pieces', () => {
    expect([...generate('TR', 100), ...generate('TR', 200, 100)]).toEqual(generate('TR', 300));
  });

  test('has all kinds, companies by far the most', () => {
    for (const inputs of records.values()) {
      const counts = kinds.map(({ name }) => inputs.filter(({ kind }) => kind === name).length);
      expect(Math.min(...counts)).toBeGreaterThan(0);
      expect(counts[kinds.findIndex(({ name }) => name === 'COMPANY')]).toBeGreaterThan(1_400);
    }
  });

  test.each(kinds.map(({ name, schema }) => [name, schema] as const))(
    'of %s fills and leaves out every field that may be left out',
    (name, schema) => {
      const inputs = all.filter(({ kind }) => kind === name);
      const fields = Object.keys(parse(inputs[0]!)).filter((field) => field !== 'extension');
      for (const field of fields) {
        const complete = inputs.find((input) => field in input) ?? inputs[0]!;
        const without = Object.fromEntries(
          Object.entries(complete).filter(([each]) => each !== field),
        );
        const present = inputs.filter((input) => field in input).length;
        expect(present, field).toBeGreaterThan(0);
        if (schema.safeParse(without).success) expect(present, field).toBeLessThan(inputs.length);
        else expect(present, field).toBe(inputs.length);
      }
      expect(inputs.filter((input) => 'extension' in input)).toEqual([]);
    },
  );

  test('names its first names in a language of the registry, in both scripts where the country has two', async () => {
    for (const [code, inputs] of records) {
      const { definition } = await module(code);
      const names = inputs
        .map(parse)
        .flatMap((record) => ('names' in record ? record.names.slice(0, 1) : []));
      expect(
        names.filter(({ language }) => !definition.languages.includes(language)),
        code,
      ).toEqual([]);
      const twoScripts = definition.languages.includes('ru');
      const cyrillic = names.filter(({ text }) => !isLatin(text)).length;
      if (twoScripts) expect(cyrillic, code).toBeGreaterThan(100);
    }
  });

  test('has the dirt of real registers', () => {
    const texts = organizations.flatMap(({ names }) => names.map(({ text }) => text));
    for (const dirt of [/İ/, /ı/, /ʻ/, /[‘’`]/, /«.+»/, / {2}/]) {
      expect(texts.filter((text) => dirt.test(text)).length, String(dirt)).toBeGreaterThan(20);
    }
    const dates = new Set(
      organizations.flatMap(({ founded }) => (founded === null ? [] : [founded.length])),
    );
    expect([...dates].sort()).toEqual([10, 4, 7]);
    const verdicts = Map.groupBy(
      organizations.flatMap(({ identifiers }) => identifiers).map(checkIdentifier),
      (verdict) => verdict,
    );
    expect([...verdicts.keys()].sort()).toEqual(['CHECKSUM', 'FORMAT', 'INVALID']);
    expect(verdicts.get('CHECKSUM')!.length).toBeGreaterThan(10 * verdicts.get('INVALID')!.length);
  });

  test('has ties, and names that several registries share', () => {
    const instants = new Set(parsed.map(({ provenance }) => provenance.modifiedAt));
    expect(instants.size).toBeLessThan(parsed.length / 2);
    const owners = Map.groupBy(organizations, ({ names }) =>
      foldKey(names[0]!.text, names[0]!.language),
    );
    const shared = [...owners.values()].filter(
      (same) => new Set(same.map(({ id }) => parseGlobalId(id)?.registry)).size > 2,
    );
    expect(shared.length).toBeGreaterThan(5);
  });

  test('is taken whole by the registry it is made for', async () => {
    for (const code of codes) {
      const registry = createRegistry(await module(code), await openStore('memory:'));
      await registry.write({ put: generate(code, 300) });
      const { counts } = await registry.store.summary();
      expect(
        counts.reduce((sum, { count }) => sum + count, 0),
        code,
      ).toBe(300);
    }
  });

  test('is refused for a registry that there is not', () => {
    expect(() => generate('XX', 1)).toThrow('Expected a registry of AZ, KZ');
  });
});

/** A funding round goes by its company. */
function calledBy(record: StoredRecord): string | undefined {
  if ('names' in record) return record.names[0]?.text;
  return 'titles' in record ? record.titles[0]?.text : record.company.nameOnFile;
}

const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const module = (code: string) =>
  loadRegistryModule(
    join(import.meta.dirname, '..', '..', 'subgraphs', kebab(registryExtensions[code] ?? '')),
  );
