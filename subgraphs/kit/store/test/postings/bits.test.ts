import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as bits from '../../src/postings/bits.ts';

// Sets of record numbers are held against plain ones, and what is stored of a chunk against the edits that led to it.

const number = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 3 * bits.chunkSize }));
const crowd = fc
  .tuple(fc.nat({ max: 200_000 }), fc.nat({ max: 5_000 }))
  .map(([from, size]) => Array.from({ length: size }, (_, index) => from + index * 3));
const numbers = fc.oneof(fc.array(number), crowd);

const sorted = (list: Iterable<number>): number[] => [...new Set(list)].sort((a, b) => a - b);
const listOf = (set: bits.Bits): number[] => bits.numbersOf(set).sort((a, b) => a - b);

function bitsOf(list: Iterable<number>): bits.Bits {
  const chunks = Map.groupBy(list, bits.chunkOf);
  const set = new Map<number, Uint32Array>();
  for (const [chunk, own] of chunks) {
    const stored = bits.editStored(
      undefined,
      own.map((n) => n % bits.chunkSize),
    );
    bits.addStored(set, chunk, stored!);
  }
  return set;
}

describe('a set of numbers', () => {
  test('united, met with and taken from another is as plain sets are', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const [a, b] = [new Set(one), new Set(other)];
        const [left, right] = [bitsOf(one), bitsOf(other)];
        expect(listOf(bits.unite([left, right]))).toEqual(sorted(a.union(b)));
        expect(listOf(bits.intersect(left, right))).toEqual(sorted(a.intersection(b)));
        expect(listOf(bits.subtract(left, right))).toEqual(sorted(a.difference(b)));
        expect(bits.countBits(left)).toBe(a.size);
        for (const n of [...one.slice(0, 20), ...other.slice(0, 20)])
          expect(bits.hasBit(left, n)).toBe(a.has(n));
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is stored of a chunk', () => {
  const inChunk = fc.nat({ max: bits.chunkSize - 1 });
  const edits = fc.array(fc.tuple(inChunk, fc.boolean()), { maxLength: 300 });
  const many = fc
    .tuple(inChunk, fc.nat({ max: 3_000 }))
    .map(([from, size]) =>
      Array.from(
        { length: size },
        (_, index) => [(from + index * 7) % bits.chunkSize, true] as const,
      ),
    );

  test('after edits in several goes is what is left of them, in the shorter form', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(edits, many), { maxLength: 4 }), (goes) => {
        const plain = new Set<number>();
        let stored: bits.StoredChunk | null = null;
        for (const go of goes) {
          for (const [place, comes] of go)
            if (comes) plain.add(place);
            else plain.delete(place);
          stored = bits.editStored(
            stored ?? undefined,
            go.map(([place, comes]) => (comes ? place : -1 - place)),
          );
        }
        expect(stored === null).toBe(plain.size === 0);
        if (stored === null) return;
        const set = new Map<number, Uint32Array>();
        // As a database gives it: in the middle of something longer.
        const shifted = new Uint8Array(stored.byteLength + 1);
        shifted.set(stored, 1);
        bits.addStored(set, 0, shifted.subarray(1));
        expect(listOf(set)).toEqual(sorted(plain));
        expect(stored.byteLength).toBe(Math.min(plain.size * 2, bits.chunkSize / 8));
      }),
      { numRuns: 200 },
    );
  });
});
