import { comparePositions, foldWords } from '@kopru/schema';
import { kindShapes } from '../contract-shapes.ts';
import type { KindShape } from '../contract-shapes.ts';
import { inspectEach, join, show } from '../requirement.ts';
import type { Finding, Requirement } from '../requirement.ts';
import { maxWalked } from '../target.ts';
import type { Node, Row, Target, Walk } from '../target.ts';
import { referenceFilters } from './reference-filters.ts';

const connectives = ['and', 'or', 'not', 'registries'];

/** The rows a filter finds, as far as the unfiltered walk went. */
async function find(
  subject: Target,
  kind: KindShape,
  where: object,
  walk: Walk,
): Promise<{ ids: string[]; total: number } | string> {
  const found: Row[] = [];
  const end = walk.isWhole ? null : (walk.rows.at(-1)?.place ?? null);
  const isBehind = (row: Row): boolean =>
    end !== null && row.place !== null && comparePositions(row.place, end, 'ASC') > 0;
  let total = 0;
  for (let after: string | null = null; found.length <= maxWalked;) {
    const page: Awaited<ReturnType<Target['page']>> = await subject.page(kind, { where, after });
    if (page.answer.errors.length > 0) return show(page.answer.errors[0]);
    total = page.totalCount;
    found.push(...page.rows);
    const last = page.rows.at(-1);
    if (page.pageInfo.hasNextPage !== true || !last || isBehind(last)) break;
    after = last.cursor;
  }
  return { ids: found.filter((row) => !isBehind(row)).map(({ node }) => node.id), total };
}

/** Holds a filter's answer against the records of the unfiltered walk. */
async function compare(
  subject: Target,
  kind: KindShape,
  where: object,
  holds: (node: Node) => boolean,
): Promise<Finding> {
  const walk = await subject.walk(kind);
  const found = await find(subject, kind, where, walk);
  const what = `${kind.page}(where: ${show(where)})`;
  if (typeof found === 'string')
    return { tested: 1, problems: [`${what}: expected rows, but got ${found}`] };
  const expected = walk.rows.filter(({ node }) => holds(node)).map(({ node }) => node.id);
  const missing = expected.filter((id) => !found.ids.includes(id));
  const extra = found.ids.filter((id) => !expected.includes(id));
  const problems = [
    ...(missing.length > 0 ? [`${what}: expected ${show(missing.slice(0, 3))} too`] : []),
    ...(extra.length > 0 ? [`${what}: expected no ${show(extra.slice(0, 3))}`] : []),
    ...(missing.length + extra.length === 0 && found.ids.some((id, index) => id !== expected[index])
      ? [`${what}: expected the rows in the order of the whole walk`]
      : []),
    ...(walk.isWhole && found.total !== expected.length
      ? [`${what}: expected totalCount ${expected.length}, but got ${found.total}`]
      : []),
  ];
  return { tested: 1, problems };
}

const meets = (field: string, node: Node, asked: unknown): boolean =>
  referenceFilters[field]?.holds(node, asked as never) ?? false;

/** Each of these filters, of each kind that has it, asked for values that are there. */
const filtersNamed = (fields: readonly string[]) => (subject: Target) =>
  inspectEach(kindShapes, async (kind) => {
    const { rows } = await subject.walk(kind);
    const nodes = rows.map(({ node }) => node);
    const asked = kind.filters
      .filter((field) => fields.includes(field))
      .flatMap((field) =>
        (referenceFilters[field]?.values(nodes) ?? []).map((value) => ({ field, value })),
      );
    return inspectEach(asked, ({ field, value }) =>
      compare(subject, kind, { [field]: value }, (node) => meets(field, node, value)),
    );
  });

const grouped: readonly [id: string, title: string, fields: readonly string[]][] = [
  [
    'G5ZX',
    'finds records by names: every word asked for begins a word of one of the names, by fold key, in whatever script',
    ['name'],
  ],
  [
    'V42H',
    'finds records by status, kind, size and the like: one of the values asked for',
    [
      'status',
      'kinds',
      'sizeClass',
      'stages',
      'programmes',
      'partnerships',
      'unLocodes',
      'target',
      'keywords',
    ],
  ],
  [
    'MMG6',
    'finds records by the sections and divisions of their activities, and by research fields, a shorter code covering the longer ones',
    ['sections', 'divisions', 'fields'],
  ],
  [
    'X3YC',
    'finds records by Harmonized System codes, a shorter code covering the longer ones',
    ['hs'],
  ],
  [
    'PHK3',
    'finds records by region and by the whole name of their place',
    ['regionCodes', 'locality'],
  ],
  [
    '3J4W',
    'finds records by ranges of dates, an end of less precision standing for its whole period',
    ['founded', 'started', 'announced', 'openOn'],
  ],
  [
    '8K5Z',
    'finds records by ranges of numbers and of money in US dollars, both ends belonging to them; a record without the value is in none',
    ['employees', 'turnoverUsd', 'budgetUsd', 'amountUsd', 'trl', 'capacity'],
  ],
  [
    'R37H',
    'finds records by identifiers, without regard to case, spaces and signs',
    ['identifier'],
  ],
  [
    'YB53',
    'finds records by a relation of which all that is asked holds of one and the same',
    ['related'],
  ],
  [
    '3V5X',
    'finds records by yes and no, of which one that does not say is neither',
    ['exporter', 'stateOwned', 'startup'],
  ],
  [
    'RYWJ',
    'finds records by the ids and registries of those they point at',
    [
      'parties',
      'ownerRegistries',
      'through',
      'owner',
      'participant',
      'participantRegistries',
      'company',
      'investor',
      'investorRegistries',
    ],
  ],
  [
    'WFVW',
    'finds records within a box of latitudes and longitudes, also where it lies across the 180th meridian',
    ['within'],
  ],
];

/** Of a kind that has records: two filters of it with a value each. */
async function twoFilters(subject: Target, kind: KindShape) {
  const nodes = (await subject.walk(kind)).rows.map(({ node }) => node);
  return kind.filters
    .filter((field) => field !== 'related' && !connectives.includes(field))
    .flatMap((field) =>
      (referenceFilters[field]?.values(nodes) ?? []).slice(0, 1).map((value) => ({ field, value })),
    )
    .slice(0, 2);
}

export const filters: Requirement[] = [
  ...grouped.map(([id, title, fields]): Requirement => ({
    id,
    level: 'MUST',
    title,
    check: filtersNamed(fields),
  })),
  {
    id: 'T9XD',
    level: 'MUST',
    title:
      'finds opportunities by words of their titles, in whatever language, and by no word that they do not have',
    check: (subject) =>
      inspectEach(
        kindShapes.filter((kind) => kind.filters.includes('text')),
        async (kind) => {
          const walk = await subject.walk(kind);
          const some = walk.rows.slice(0, 3).flatMap(({ node }) => {
            const word = foldWords(String(node.title)).find((each) => each.length > 3);
            return word === undefined ? [] : [{ id: node.id, word }];
          });
          const found = await inspectEach(some, async ({ id, word }) => {
            const rows = await find(subject, kind, { text: word }, walk);
            const isThere = typeof rows !== 'string' && rows.ids.includes(id);
            return {
              tested: 1,
              problems: isThere
                ? []
                : [`${kind.page}(where: {text: ${show(word)}}): expected ${id} too`],
            };
          });
          const none = await compare(subject, kind, { text: 'qwxyzzyq' }, () => false);
          return join([found, ...(some.length > 0 ? [none] : [])]);
        },
      ),
  },
  {
    id: 'GVX7',
    level: 'MUST',
    title:
      'takes and, or and not at any depth, not being the plain complement: also of records that do not say',
    check: (subject) =>
      inspectEach(kindShapes, async (kind) => {
        const [one, other] = await twoFilters(subject, kind);
        if (!one || !other) return { tested: 0, problems: [] };
        const [a, b] = [{ [one.field]: one.value }, { [other.field]: other.value }];
        const isA = (node: Node) => meets(one.field, node, one.value);
        const isB = (node: Node) => meets(other.field, node, other.value);
        const cases: [object, (node: Node) => boolean][] = [
          [{ and: [a, b] }, (node) => isA(node) && isB(node)],
          [{ ...a, ...b }, (node) => isA(node) && isB(node)],
          [{ or: [a, b] }, (node) => isA(node) || isB(node)],
          [{ not: a }, (node) => !isA(node)],
          [{ not: { or: [a, { not: b }] } }, (node) => !isA(node) && isB(node)],
        ];
        return inspectEach(cases, ([where, holds]) => compare(subject, kind, where, holds));
      }),
  },
  {
    id: 'DP8D',
    level: 'MUST',
    title: 'takes the filter of registries: its own code is all of it, another none',
    check: (subject) =>
      inspectEach(kindShapes, async (kind) => {
        const code = await subject.code();
        const other = code === 'KZ' ? 'TR' : 'KZ';
        return inspectEach(
          [
            [[code], true],
            [[other], false],
            [[other, code], true],
          ] as const,
          ([registries, isAll]) => compare(subject, kind, { registries }, () => isAll),
        );
      }),
  },
  {
    id: 'M6NQ',
    level: 'MUST',
    title: 'finds nothing by what nothing has, instead of everything',
    check: (subject) =>
      inspectEach(kindShapes, (kind) => {
        const where = kind.filters.includes('name')
          ? { name: 'qwxyzzyq' }
          : { not: { or: [{ not: { registries: ['KZ'] } }, { registries: ['KZ'] }] } };
        return compare(subject, kind, where, () => false);
      }),
  },
  {
    id: '8MQ3',
    level: 'MUST',
    title:
      'refuses an empty list in a filter (FILTER_LIST_EMPTY) and a filter that is nested or long beyond the caps (FILTER_TOO_LARGE)',
    check: (subject) =>
      inspectEach(kindShapes, async (kind) => {
        const deep = Array.from({ length: 14 }).reduce<object>((inner) => ({ not: inner }), {});
        return inspectEach(
          [
            [{ registries: [] }, 'FILTER_LIST_EMPTY'],
            [{ or: [] }, 'FILTER_LIST_EMPTY'],
            [deep, 'FILTER_TOO_LARGE'],
            [
              { or: Array.from({ length: 450 }, () => ({ registries: ['KZ'] })) },
              'FILTER_TOO_LARGE',
            ],
          ] as const,
          async ([where, expected]) => {
            const { answer } = await subject.page(kind, { where, first: 1 });
            const code = answer.errors[0]?.extensions?.code;
            return {
              tested: 1,
              problems:
                code === expected
                  ? []
                  : [
                      `${kind.page}(where: ${show(where)}): expected ${expected}, but got ${show(code)}`,
                    ],
            };
          },
        );
      }),
  },
];
