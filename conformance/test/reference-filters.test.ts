import { describe, expect, test } from 'vitest';
import { kindShapes } from '../src/contract-shapes.ts';
import { referenceFilters } from '../src/requirements/reference-filters/index.ts';

const matches = (field: string, record: object, argument: unknown): boolean =>
  referenceFilters[field]!.matches({ id: 'KZ.a', ...record }, argument as never);

const party = (id: string): object => ({ id, kind: 'COMPANY', nameOnFile: 'A' });

describe('a reference filter', () => {
  test.each<[string, object, unknown, boolean]>([
    ['status', { status: 'ACTIVE' }, ['ACTIVE', 'DISSOLVED'], true],
    ['status', { status: 'ACTIVE' }, ['DISSOLVED'], false],
    ['name', { names: [{ text: 'Қазақ мұнай', language: 'kk' }] }, 'qaz mun', true],
    ['name', { names: [{ text: 'Қазақ мұнай', language: 'kk' }] }, 'unai', false],
    ['employees', { employees: 50 }, { gte: 50, lte: 50 }, true],
    ['employees', { employees: null }, {}, false],
    ['founded', { founded: '1999-05' }, { from: '1999', to: '1999' }, true],
    ['founded', { founded: '2000-01-01' }, { to: '1999' }, false],
    ['exporter', { exportShare: 0.1 }, true, true],
    ['exporter', { exportShare: null }, false, false],
    ['hs', { products: [{ hs: '271012' }] }, ['27'], true],
    ['fields', { fields: [{ code: '2.10' }] }, ['2'], true],
    ['capacity', { capacity: { value: 9, unit: 'MEGAWATT' } }, { unit: 'MEGAWATT', gte: 9 }, true],
    ['capacity', { capacity: { value: 9, unit: 'MEGAWATT' } }, { unit: 'BARRELS_PER_DAY' }, false],
    ['ownerRegistries', { owners: [{ party: party('TR.a') }] }, ['TR'], true],
    ['ownerRegistries', { owners: [{ party: party('EXT.a') }] }, ['EXT'], false],
    ['trl', { trl: { from: 3, to: 5 } }, { gte: 5 }, true],
    ['trl', { trl: null }, {}, false],
  ])('on %s: %j with %j is %s', (field, record, argument, expected) => {
    expect(matches(field, record, argument)).toBe(expected);
  });

  test('on relations takes all conditions from one and the same relation', () => {
    const relations = [
      { kind: 'PARENT_OF', party: party('TR.a'), share: 1 },
      { kind: 'SUBSIDIARY_OF', party: party('UZ.b'), share: 0.2 },
    ];
    expect(matches('related', { relations }, { kinds: ['PARENT_OF'], party: 'TR.a' })).toBe(true);
    expect(matches('related', { relations }, { kinds: ['PARENT_OF'], party: 'UZ.b' })).toBe(false);
  });

  test('on a box crosses the 180th meridian if west is greater than east', () => {
    const box = { south: -10, north: 10, west: 170, east: -170 };
    expect(matches('within', { location: { latitude: 0, longitude: 175 } }, box)).toBe(true);
    expect(matches('within', { location: { latitude: 0, longitude: -175 } }, box)).toBe(true);
    expect(matches('within', { location: { latitude: 0, longitude: 0 } }, box)).toBe(false);
  });

  test('exists for every filter field of the contract that no requirement of its own tests', () => {
    const others = ['text', 'and', 'or', 'not', 'registries'];
    const fields = new Set(kindShapes.flatMap(({ filters }) => filters));
    const missing = [...fields].filter(
      (field) => !others.includes(field) && !Object.hasOwn(referenceFilters, field),
    );
    expect(missing).toEqual([]);
  });

  test('draws arguments from the records, and each argument matches one of them', () => {
    const records = [
      { id: 'KZ.a', status: 'ACTIVE', employees: 10, founded: '1999' },
      { id: 'KZ.b', status: 'DISSOLVED', employees: 20, founded: '2001-02' },
    ];
    for (const field of ['status', 'employees', 'founded']) {
      const filter = referenceFilters[field]!;
      const values = filter.values(records);
      expect(values.length).toBeGreaterThan(0);
      for (const value of values)
        expect(records.some((record) => filter.matches(record, value as never))).toBe(true);
    }
  });
});
