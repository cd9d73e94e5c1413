import fc from 'fast-check';
import type { PageRequest, Store, Write } from '../src/store.ts';
import type { FieldCondition, Filter } from '@kopru/records';
import { indexed } from './indexed.ts';
import type { Shape } from './indexed.ts';

// The sets of values are small, so that ties, nulls, hits and misses are all common.

const values = ['a', 'ab', 'abc', 'b', 'p1', 'p2', 'p3'] as const;
const fields = ['x', 'y', 'part.x', 'part.y', 'part', 'absent'] as const;
const value = fc.constantFrom(...values);
const kind = fc.constantFrom('COMPANY' as const, 'COMPANY' as const, 'INVESTOR' as const);
const id = fc.nat({ max: 29 }).map((number) => `KZ.r${number}`);
const key = fc.constantFrom(null, null, '', 'a', 'ab', 'b', 'c');

const some = <T>(arbitrary: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> =>
  fc.array(arbitrary, { maxLength });
const terms = fc.record({ x: some(value), y: some(value) });
const shape: fc.Arbitrary<Shape> = fc.record({
  kind,
  terms,
  parts: some(terms, 3),
  first: key,
  second: key,
});

const write: fc.Arbitrary<Write> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(id, shape).map(([each, options]) => ({ put: indexed(each, options) })),
  },
  { weight: 1, arbitrary: id.map((remove) => ({ remove })) },
);
export const batch: fc.Arbitrary<Write[]> = fc.array(write, { maxLength: 30 });

export const position = fc.record({ key, id: fc.oneof(id, fc.constantFrom('KZ.', 'KZ.zzz')) });

const bound = fc.option(value, { nil: undefined });
const condition: fc.Arbitrary<FieldCondition> = fc.oneof(
  fc.record({ field: fc.constantFrom(...fields), oneOf: some(value, 3) }),
  fc.record({
    field: fc.constantFrom(...fields),
    startsWith: fc.constantFrom('', 'a', 'ab', 'p', 'z'),
  }),
  fc.tuple(fc.constantFrom(...fields), bound, bound).map(([field, gte, lte]) => ({
    field,
    ...(gte !== undefined && { gte }),
    ...(lte !== undefined && { lte }),
  })),
);

const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    some(condition, 3).map((onePart) => ({ onePart })),
    fc.boolean().map((always) => ({ always })),
    some(tie('filter'), 3).map((all) => ({ all })),
    some(tie('filter'), 3).map((any) => ({ any })),
    tie('filter').map((not) => ({ not })),
  ),
}));

/** A request, and the page sizes with which it is read to the end. */
export const pagedRequest: fc.Arbitrary<PageRequest & { pageSizes: number[] }> = fc.record({
  kind,
  filter,
  order: fc.record({
    field: fc.constantFrom('FIRST', 'SECOND'),
    direction: fc.constantFrom('ASC' as const, 'DESC' as const),
  }),
  first: fc.constantFrom(0, 1, 7, 200),
  pageSizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
});

export const listsRequest: fc.Arbitrary<Parameters<Store['lists']>[0]> = fc.record({
  kind,
  field: fc.constantFrom(...fields),
  values: some(value, 4),
  order: fc.record({
    field: fc.constantFrom('FIRST', 'SECOND'),
    direction: fc.constantFrom('ASC', 'DESC'),
  }),
  first: fc.nat({ max: 5 }),
});

/** Records with rare and common terms, long ties, and keys that correlate with a term or do not. */
export function manyRecords(count: number): Write[] {
  return Array.from({ length: count }, (_, index) => {
    const pick = (step: number): string => values[Math.floor(index / step) % values.length]!;
    const shape = {
      kind: index % 10 === 0 ? ('INVESTOR' as const) : ('COMPANY' as const),
      terms: {
        x: index % 500 === 1 ? ['abc'] : index % 2 === 0 ? ['a', pick(1)] : ['b'],
        y: index < count / 2 ? ['p1'] : ['p2', pick(3)],
      },
      parts: index % 3 === 0 ? [{ x: [pick(1)], y: [pick(2)] }, { x: ['a'] }] : [],
      first: index % 4 === 0 ? null : pick(count / 7),
      second: String(index).padStart(6, '0'),
    };
    return { put: indexed(`KZ.m${(index * 7919) % count}`, shape) };
  });
}
