import { foldWords } from '@kopru/schema';
import { kindShapes } from '../contract-shapes.ts';
import type { KindShape } from '../contract-shapes.ts';
import { inspectEach, joinFindings, notApplicable, show, single } from '../requirement.ts';
import type { Finding, Requirement } from '../requirement.ts';
import type { Node, Target } from '../target.ts';
import { compareWithScan, findRows } from './compare-filter.ts';
import { meets } from './filters-by-field.ts';
import { referenceFilters } from './reference-filters/index.ts';

const connectives = ['and', 'or', 'not', 'registries'];

/** Two filter fields of a kind with an argument each; fewer if its records have no values. */
async function twoFilters(target: Target, kind: KindShape) {
  const nodes = (await target.scan(kind)).rows.map(({ node }) => node);
  return kind.filters
    .filter((field) => field !== 'related' && !connectives.includes(field))
    .flatMap((field) =>
      (referenceFilters[field]?.values(nodes) ?? []).slice(0, 1).map((value) => ({ field, value })),
    )
    .slice(0, 2);
}

/** Finds three records by a word of their title, and none by a word that no title has. */
async function checkTitles(target: Target, kind: KindShape): Promise<Finding> {
  const scan = await target.scan(kind);
  const words = scan.rows.slice(0, 3).flatMap(({ node }) => {
    const word = foldWords(String(node.title)).find((each) => each.length > 3);
    return word === undefined ? [] : [{ id: node.id, word }];
  });
  if (words.length === 0) return notApplicable;
  const findings = await inspectEach(words, async ({ id, word }) => {
    const rows = await findRows(target, kind, { text: word }, scan);
    return single(
      typeof rows !== 'string' && rows.ids.includes(id)
        ? null
        : `${kind.page}(where: {text: ${show(word)}}): expected ${id} too`,
    );
  });
  const absent = await compareWithScan(target, kind, { text: 'qwxyzzyq' }, () => false);
  return joinFindings([findings, absent]);
}

/** Filters of text, connectives, registries, and filters that must be rejected. */
export const filters: Requirement[] = [
  {
    id: 'T9XD',
    level: 'MUST',
    title: 'finds opportunities by words of their titles in any language, and by no other word',
    check: (target) =>
      inspectEach(
        kindShapes.filter((kind) => kind.filters.includes('text')),
        (kind) => checkTitles(target, kind),
      ),
  },
  {
    id: 'GVX7',
    level: 'MUST',
    title:
      'accepts and, or and not at any depth; not is the full complement, including missing values',
    check: (target) =>
      inspectEach(kindShapes, async (kind) => {
        const [one, other] = await twoFilters(target, kind);
        if (!one || !other) return notApplicable;
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
        return inspectEach(cases, ([where, matches]) =>
          compareWithScan(target, kind, where, matches),
        );
      }),
  },
  {
    id: 'DP8D',
    level: 'MUST',
    title: 'accepts the registries filter: its own code matches every record, another code none',
    check: (target) =>
      inspectEach(kindShapes, async (kind) => {
        const code = await target.code();
        const other = code === 'KZ' ? 'TR' : 'KZ';
        return inspectEach(
          [
            [[code], true],
            [[other], false],
            [[other, code], true],
          ] as const,
          ([registries, isAll]) => compareWithScan(target, kind, { registries }, () => isAll),
        );
      }),
  },
  {
    id: 'M6NQ',
    level: 'MUST',
    title: 'finds nothing if nothing matches, instead of everything',
    check: (target) =>
      inspectEach(kindShapes, (kind) => {
        const where = kind.filters.includes('name')
          ? { name: 'qwxyzzyq' }
          : { not: { or: [{ not: { registries: ['KZ'] } }, { registries: ['KZ'] }] } };
        return compareWithScan(target, kind, where, () => false);
      }),
  },
  {
    id: '8MQ3',
    level: 'MUST',
    title:
      'rejects an empty list (FILTER_LIST_EMPTY) and a filter that is too deep or too long (FILTER_TOO_LARGE)',
    check: (target) =>
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
            const { response } = await target.page(kind, { where, first: 1 });
            const code = response.errors[0]?.extensions?.code;
            return single(
              code === expected
                ? null
                : `${kind.page}(where: ${show(where)}): expected ${expected}, but got ${show(code)}`,
            );
          },
        );
      }),
  },
];
