import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantKey, numberKey } from '@kopru/schema';
import { coarseBucket, endOf, fineBucket, lastOf } from '../../src/bitmaps/buckets.ts';

const digits = fc.stringMatching(/^[pn]?[0-9.]{0,6}$/);
const near = fc.stringMatching(/^[pn0-9a.\- ~]{0,9}$/);
const value = fc.oneof(
  near,
  digits,
  fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
  fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map(numberKey),
  fc.integer({ min: -200, max: 200 }).map(numberKey),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 7)),
);

describe.each([coarseBucket, fineBucket])('%o', (bucketOf) => {
  test('keeps the order of values, and each bucket ends after its own values and before all others', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(bucketOf(low) <= bucketOf(high)).toBe(true);
        expect(low.startsWith(bucketOf(low))).toBe(true);
        expect(low < endOf(bucketOf(low))).toBe(true);
        const bucket = bucketOf(a);
        expect(b >= bucket && b <= lastOf(bucket, bucketOf)).toBe(bucketOf(b) === bucket);
      }),
      { numRuns: 20_000 },
    );
  });
});

test.each([
  [numberKey(1_500), 'p000000000000000015', 'p00000000000000001'],
  [numberKey(0.25), 'p00000000000000000000.25', 'p00000000000000000000.2'],
  [numberKey(-7), 'n99999999999999999992.9', 'n99999999999999999992'],
  ['1999-05-03', '1999-05', '1999'],
  [instantKey('2026-11-23T00:00:00.000Z'), '2026-11', '2026'],
  ['1999', '1999', '1999'],
  ['almaty', 'al', 'a'],
  ['pavlodar', 'pav', 'pa'],
  ['2gis', '2gi', '2g'],
  ['', '', ''],
])('%s lies in the fine bucket %s and the coarse bucket %s', (given, fine, coarse) => {
  expect([fineBucket(given), coarseBucket(given)]).toEqual([fine, coarse]);
});
