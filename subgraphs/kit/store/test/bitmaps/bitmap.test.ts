import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as bitmaps from '../../src/bitmaps/bitmap.ts';

// Bitmaps are compared with plain sets, and stored containers with the edits that led to them.

const number = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 3 * bitmaps.containerSize }));
const dense = fc
  .tuple(fc.nat({ max: 200_000 }), fc.nat({ max: 5_000 }))
  .map(([from, size]) => Array.from({ length: size }, (_, index) => from + index * 3));
const numbers = fc.oneof(fc.array(number), dense);

const sorted = (list: Iterable<number>): number[] => [...new Set(list)].sort((a, b) => a - b);
const listOf = (set: bitmaps.Bitmap): number[] => bitmaps.numbersOf(set).sort((a, b) => a - b);

function bitmapOf(list: Iterable<number>): bitmaps.Bitmap {
  const containers = Map.groupBy(list, bitmaps.containerOf);
  const set = new Map<number, Uint32Array>();
  for (const [container, members] of containers) {
    const stored = bitmaps.editSerialized(
      undefined,
      members.map((n) => n % bitmaps.containerSize),
    );
    bitmaps.addSerialized(set, container, stored!);
  }
  return set;
}

describe('a bitmap', () => {
  test('united with, intersected with and subtracted from another equals plain sets', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const [a, b] = [new Set(one), new Set(other)];
        const [left, right] = [bitmapOf(one), bitmapOf(other)];
        expect(listOf(bitmaps.unite([left, right]))).toEqual(sorted(a.union(b)));
        expect(listOf(bitmaps.intersect(left, right))).toEqual(sorted(a.intersection(b)));
        expect(listOf(bitmaps.subtract(left, right))).toEqual(sorted(a.difference(b)));
        expect(bitmaps.countNumbers(left)).toBe(a.size);
        for (const n of [...one.slice(0, 20), ...other.slice(0, 20)])
          expect(bitmaps.hasBit(left, n)).toBe(a.has(n));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a stored container', () => {
  const inContainer = fc.nat({ max: bitmaps.containerSize - 1 });
  const edits = fc.array(fc.tuple(inContainer, fc.boolean()), { maxLength: 300 });
  const denseEdits = fc
    .tuple(inContainer, fc.nat({ max: 3_000 }))
    .map(([from, size]) =>
      Array.from(
        { length: size },
        (_, index) => [(from + index * 7) % bitmaps.containerSize, true] as const,
      ),
    );

  test('after several rounds of edits has the remaining numbers in the shorter form', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(edits, denseEdits), { maxLength: 4 }), (rounds) => {
        const plain = new Set<number>();
        let stored: bitmaps.SerializedContainer | null = null;
        for (const round of rounds) {
          for (const [offset, isAdded] of round)
            if (isAdded) plain.add(offset);
            else plain.delete(offset);
          stored = bitmaps.editSerialized(
            stored ?? undefined,
            round.map(([offset, isAdded]) => (isAdded ? offset : -1 - offset)),
          );
        }
        expect(stored === null).toBe(plain.size === 0);
        if (stored === null) return;
        const set = new Map<number, Uint32Array>();
        // Databases return bytes at any offset of a longer buffer.
        const shifted = new Uint8Array(stored.byteLength + 1);
        shifted.set(stored, 1);
        bitmaps.addSerialized(set, 0, shifted.subarray(1));
        expect(listOf(set)).toEqual(sorted(plain));
        expect(stored.byteLength).toBe(Math.min(plain.size * 2, bitmaps.containerSize / 8));
      }),
      { numRuns: 200 },
    );
  });
});
