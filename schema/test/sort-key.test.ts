import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparePositions,
  dateKey,
  dateRangeKeys,
  instantKey,
  numberKey,
  textKey,
} from '../src/sort-key.ts';
import { foldKey } from '../src/fold-key.ts';
import type { Position } from '../src/sort-key.ts';

const byCodeUnit = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Decimals that a key holds exactly, as text and as their value in millionths. */
const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 26n - 1n }))
  .map(([negative, millionths]) => {
    const digits = millionths.toString().padStart(7, '0');
    const text = `${negative ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
    return { text, millionths: negative ? -millionths : millionths };
  });

describe('the key of a number', () => {
  test('is a letter for the sign, 20 integer digits, a point and 6 fraction digits', () => {
    expect(numberKey(12)).toBe('p00000000000000000012.000000');
    expect(numberKey('1.5')).toBe('p00000000000000000001.500000');
    expect(numberKey(-12)).toBe('n99999999999999999987.999999');
  });

  test.each([
    ['1.50', '1.5'],
    ['-0', '0'],
    [-0, 0],
    [1e-7, 0],
    ['-0.0000004', '0'],
    ['0.0000005', '0.000001'],
    ['1e3', 1000],
    ['007', 7],
  ])('is the same for %s and %s', (a, b) => {
    expect(numberKey(a)).toBe(numberKey(b));
  });

  test('orders as the numbers do, negative ones and fractions too', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const order = a.millionths === b.millionths ? 0 : a.millionths < b.millionths ? -1 : 1;
        expect(byCodeUnit(numberKey(a.text), numberKey(b.text))).toBe(order);
      }),
    );
  });

  test('orders JavaScript numbers that differ by more than a millionth', () => {
    const float = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(float, float, (a, b) => {
        fc.pre(Math.abs(a - b) > 1e-6);
        expect(byCodeUnit(numberKey(a), numberKey(b))).toBe(a < b ? -1 : 1);
      }),
    );
  });

  test('of a number beyond 20 digits is that of the last within', () => {
    expect(numberKey(1e300)).toBe('p99999999999999999999.999999');
    expect(numberKey(-1e300)).toBe('n00000000000000000000.000000');
  });

  test('is refused where the text is no number', () => {
    expect(() => numberKey('twelve')).toThrow('Invalid number');
    expect(() => numberKey(NaN)).toThrow('Invalid number');
  });
});

describe('the key of a date', () => {
  test('puts a year before its months and a month before its days', () => {
    const dates = ['2001', '2000-12-31', '2000', '1999-12-31', '2000-12', '2000-01'];
    expect(dates.map(dateKey).sort(byCodeUnit)).toEqual([
      '1999-12-31',
      '2000',
      '2000-01',
      '2000-12',
      '2000-12-31',
      '2001',
    ]);
  });

  const within = (date: string, range: { from?: string | null; to?: string | null }): boolean => {
    const { gte, lte } = dateRangeKeys(range);
    const key = dateKey(date);
    return (gte === undefined || key >= gte) && (lte === undefined || key <= lte);
  };

  test.each([
    ['2000-12-31', { to: '2000' }, true],
    ['2000', { to: '2000' }, true],
    ['2001', { to: '2000' }, false],
    ['2001-01-01', { to: '2000-12' }, false],
    ['2000-02-29', { to: '2000-02' }, true],
    ['2000-02-29', { from: '2000-02', to: '2000-02' }, true],
    ['2000', { from: '2000-02' }, false],
    ['1999-12-31', { from: '2000', to: null }, false],
    ['1851', { from: null, to: null }, true],
  ])('%s in %j: %s', (date, range, expected) => {
    expect(within(date, range)).toBe(expected);
  });
});

test('instants of different zones order by the moment they name', () => {
  expect(instantKey('2026-03-01T12:00:00+04:00')).toBe('2026-03-01T08:00:00.000Z');
  expect(instantKey('2026-03-01T12:00:00+04:00') < instantKey('2026-03-01T09:00:00Z')).toBe(true);
  expect(() => instantKey('2026-03-01')).toThrow('Expected an RFC 3339 instant');
});

test('a text key is cut at 200 characters', () => {
  expect(textKey('a'.repeat(300))).toBe('a'.repeat(200));
});

test('every key is ASCII, so that code units and UTF-8 bytes give one order', () => {
  const names = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(names, names, decimal, (a, b, number) => {
      const [keyA, keyB] = [textKey(foldKey(a, 'kk')), textKey(foldKey(b, 'tr'))];
      for (const key of [keyA, keyB, numberKey(number.text)]) expect(key).toMatch(/^[\x20-\x7e]*$/);
      expect(byCodeUnit(keyA, keyB)).toBe(byBytes(keyA, keyB));
    }),
  );
  expect(dateRangeKeys({ to: '2000' }).lte).toMatch(/^[\x20-\x7e]*$/);
});

describe('positions', () => {
  const direction = fc.constantFrom('ASC' as const, 'DESC' as const);
  const position: fc.Arbitrary<Position> = fc.record({
    key: fc.option(fc.string({ maxLength: 2 }), { nil: null }),
    id: fc.constantFrom('AZ.1', 'AZ.2', 'KZ.1', 'TR.10', 'TR.9'),
  });
  const sorted = (positions: Position[], way: 'ASC' | 'DESC'): Position[] =>
    positions.toSorted((a, b) => comparePositions(a, b, way));

  test('are in one total order', () => {
    fc.assert(
      fc.property(position, position, position, direction, (a, b, c, way) => {
        const order = (x: Position, y: Position) => Math.sign(comparePositions(x, y, way));
        expect(order(a, a)).toBe(0);
        expect(order(a, b) + order(b, a)).toBe(0);
        expect(order(a, b) === 0).toBe(a.key === b.key && a.id === b.id);
        if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('without a key come last in both directions', () => {
    fc.assert(
      fc.property(fc.array(position), direction, (positions, way) => {
        const keys = sorted(positions, way).map(({ key }) => key);
        const firstNull = keys.indexOf(null);
        if (firstNull >= 0) expect(keys.slice(firstNull).every((key) => key === null)).toBe(true);
      }),
    );
  });

  test('of equal keys go by ascending id in both directions', () => {
    const positions = ['TR.9', 'AZ.2', 'TR.10'].map((id) => ({ key: 'x', id }));
    for (const way of ['ASC', 'DESC'] as const)
      expect(sorted(positions, way).map(({ id }) => id)).toEqual(['AZ.2', 'TR.10', 'TR.9']);
  });
});
