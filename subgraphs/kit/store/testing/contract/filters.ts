import { describe, expect, test } from 'vitest';
import type { Filter } from '@kopru/records';
import { indexed } from '../indexed.ts';
import type { Opened } from '../opened-store.ts';

const world = [
  indexed('KZ.a', {
    first: '1',
    terms: { status: ['ACTIVE'], size: ['p0010'], word: ['alma', 'qala'] },
  }),
  indexed('KZ.b', { first: '2', terms: { status: ['CLOSED'], size: ['p0020'], word: ['almaty'] } }),
  indexed('KZ.c', {
    first: '3',
    terms: {
      status: ['ACTIVE'],
      size: ['p0030', 'p0005'],
      word: ['al%', 'a_b', "o'q", '"q"', 'Alma'],
    },
    parts: [
      { kind: ['OWNS'], party: ['KZ.a'], share: ['p0010'] },
      { kind: ['OWNS', 'SUPPLIES'], party: ['KZ.b'] },
    ],
  }),
  indexed('KZ.d', {
    first: '4',
    parts: [{ kind: ['OWNS'], party: ['KZ.b'], share: ['p0050'] }, {}],
    terms: { 'part.kind': ['SUPPLIES'] },
  }),
  indexed('KZ.i', { kind: 'INVESTOR', first: '0', terms: { status: ['ACTIVE'], only: ['x'] } }),
];

const eq = (field: string, ...oneOf: string[]) => ({ field, oneOf });
const prefix = (startsWith: string) => ({ field: 'word', startsWith });

const cases: readonly (readonly [title: string, filter: Filter, letters: string])[] = [
  ['all of nothing', { all: [] }, 'abcd'],
  ['any of nothing', { any: [] }, ''],
  ['always', { always: true }, 'abcd'],
  ['never', { always: false }, ''],
  ['not never', { not: { always: false } }, 'abcd'],
  ['one value', eq('status', 'ACTIVE'), 'ac'],
  ['one of several values', eq('status', 'CLOSED', 'ACTIVE', 'ACTIVE', 'OTHER'), 'abc'],
  ['one of no values', eq('status'), ''],
  ['a value of another kind', eq('only', 'x'), ''],
  ['a field that no record has', eq('nothing', 'x'), ''],
  ['not a field that no record has', { not: eq('nothing', 'x') }, 'abcd'],
  ['not a value, including records without one', { not: eq('status', 'ACTIVE') }, 'bd'],
  ['a value in another case', eq('status', 'active'), ''],
  ['a prefix of a word', prefix('alma'), 'ab'],
  ['a prefix that is the whole word', prefix('almaty'), 'b'],
  ['a prefix in another case', prefix('ALMA'), ''],
  ['an empty prefix', prefix(''), 'abc'],
  ['a prefix with %', prefix('al%'), 'c'],
  ['a prefix with _', prefix('a_'), 'c'],
  ["a prefix with '", prefix("o'"), 'c'],
  ['a prefix with "', prefix('"q'), 'c'],
  ['from a bound on', { field: 'size', gte: 'p0020' }, 'bc'],
  ['up to a bound', { field: 'size', lte: 'p0010' }, 'ac'],
  ['between two bounds', { field: 'size', gte: 'p0010', lte: 'p0020' }, 'ab'],
  ['between crossed bounds', { field: 'size', gte: 'p0020', lte: 'p0010' }, ''],
  ['any value of a field', { field: 'size' }, 'abc'],
  [
    'both bounds, by different values of a record',
    {
      all: [
        { field: 'size', gte: 'p0030' },
        { field: 'size', lte: 'p0005' },
      ],
    },
    'c',
  ],
  ['all', { all: [eq('status', 'ACTIVE'), prefix('alma')] }, 'a'],
  ['any', { any: [eq('status', 'CLOSED'), prefix('q')] }, 'ab'],
  ['any of a condition and its opposite', { any: [prefix('a'), { not: prefix('a') }] }, 'abcd'],
  ['not all', { not: { all: [eq('status', 'ACTIVE'), prefix('alma')] } }, 'bcd'],
  ['not any', { not: { any: [eq('status', 'CLOSED'), prefix('q')] } }, 'cd'],
  ['not not', { not: { not: eq('status', 'ACTIVE') } }, 'ac'],
  ['a condition and its opposite', { all: [prefix('a'), { not: prefix('a') }] }, ''],
  ['a value that some part has', eq('part.party', 'KZ.b'), 'cd'],
  ['one part', { onePart: [eq('part.kind', 'OWNS'), eq('part.party', 'KZ.b')] }, 'cd'],
  ['one part, not two', { onePart: [eq('part.kind', 'SUPPLIES'), eq('part.party', 'KZ.a')] }, ''],
  ['one part, not the record itself', { onePart: [eq('part.kind', 'SUPPLIES')] }, 'c'],
  [
    'one part with a range',
    { onePart: [eq('part.kind', 'OWNS'), { field: 'part.share', gte: 'p0020' }] },
    'd',
  ],
  [
    'one part of two kinds',
    { onePart: [eq('part.kind', 'OWNS'), eq('part.kind', 'SUPPLIES')] },
    'c',
  ],
  [
    'one part with a prefix',
    { onePart: [{ field: 'part.party', startsWith: 'KZ.' }, eq('part', '')] },
    'cd',
  ],
  ['one part of any kind', { onePart: [eq('part', '')] }, 'cd'],
  ['one part without conditions', { onePart: [] }, 'cd'],
  [
    'no such part',
    { not: { onePart: [eq('part.kind', 'OWNS'), eq('part.party', 'KZ.a')] } },
    'abd',
  ],
  [
    'two parts',
    { all: [{ onePart: [eq('part.party', 'KZ.a')] }, { onePart: [eq('part.party', 'KZ.b')] }] },
    'c',
  ],
  ['a value that would end the statement', eq('status', "ACTIVE'; DROP TABLE record; --"), ''],
];

export function describeFilters(opened: Opened): void {
  const matches = async (filter: Filter) => {
    const { store } = opened();
    const order = { field: 'FIRST', direction: 'ASC' } as const;
    const { rows } = await store.page({ kind: 'COMPANY', filter, order, first: 50 });
    expect(await store.count('COMPANY', filter), 'count').toBe(rows.length);
    return rows.map(({ record }) => record.id.slice(3)).join('');
  };
  const putWorld = () => opened().store.apply(world.map((put) => ({ put })));

  describe('a filter', () => {
    test.each(cases)('for %s', async (_, filter, letters) => {
      await putWorld();
      expect(await matches(filter)).toBe(letters);
    });

    test('on an empty store matches nothing', async () => {
      for (const [, filter] of cases) expect(await matches(filter)).toBe('');
    });
  });

  describe('a large filter', () => {
    const leaves = Array.from({ length: 200 }, (_, index) => eq('status', `S${index}`));

    test.each<[string, Filter, string]>([
      ['200 alternatives', { any: [...leaves, eq('status', 'CLOSED')] }, 'b'],
      [
        '200 alternatives of several conditions',
        { any: [...leaves.map((leaf) => ({ all: [leaf, prefix('a')] })), eq('status', 'CLOSED')] },
        'b',
      ],
      ['200 conditions that all hold', { all: leaves.map((leaf) => ({ not: leaf })) }, 'abcd'],
      [
        '200 positive conditions that all hold',
        { all: leaves.map((_, index) => eq('status', 'ACTIVE', `S${index}`)) },
        'ac',
      ],
      [
        '200 parts',
        {
          all: leaves.map((_, index) => ({
            onePart: [eq('part.party', 'KZ.b', `S${index}`), eq('part', '')],
          })),
        },
        'cd',
      ],
      [
        '100 conditions on one part',
        { onePart: leaves.slice(0, 100).map((_, index) => eq('part.party', 'KZ.a', `S${index}`)) },
        'c',
      ],
      [
        '50,000 values',
        eq('status', 'CLOSED', ...Array.from({ length: 50_000 }, (_, index) => `S${index}`)),
        'b',
      ],
    ])('of %s is answered', async (_, filter, letters) => {
      await putWorld();
      expect(await matches(filter)).toBe(letters);
    });

    test('of 200 conditions nested eight levels deep is answered', async () => {
      await putWorld();
      const wrap = [
        (filter: Filter, leaf: Filter): Filter => ({ any: [leaf, filter] }),
        (filter: Filter, leaf: Filter): Filter => ({ all: [{ not: leaf }, filter] }),
        (filter: Filter): Filter => ({ not: { not: filter } }),
      ];
      const nested = Array.from({ length: 25 }, (_, tree) =>
        Array.from({ length: 8 }, (_, level) => level).reduce<Filter>(
          (filter, level) => wrap[level % wrap.length]!(filter, leaves[tree * 8 + level]!),
          eq('status', 'ACTIVE'),
        ),
      );
      expect(await matches({ all: nested })).toBe('ac');
      expect(await matches({ any: nested })).toBe('ac');
      expect(await matches({ not: { any: nested } })).toBe('bd');
    });

    test('of 2,000 constants is answered', async () => {
      await putWorld();
      const constants = Array.from({ length: 2_000 }, (): Filter => ({ all: [] }));
      expect(await matches({ all: [...constants, eq('status', 'CLOSED')] })).toBe('b');
      expect(
        await matches({ any: [...constants.map((not) => ({ not })), eq('status', 'CLOSED')] }),
      ).toBe('b');
    });
  });
}
