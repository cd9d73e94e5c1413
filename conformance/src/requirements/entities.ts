import { kindShapes } from '../contract-shapes.ts';
import { same, show, single } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import type { Target } from '../target.ts';
import { withRecords } from './with-records.ts';

/** Resolves `_entities` of these representations. */
async function resolveEntities(
  target: Target,
  representations: readonly object[],
  selection: string,
): Promise<unknown[]> {
  const { data } = await target.request(
    `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${selection} } }`,
    { r: representations },
  );
  return (data?._entities ?? []) as unknown[];
}

/** Federation's `_entities`. */
export const entities: Requirement[] = [
  {
    id: '2V64',
    level: 'MUST',
    title:
      'gives records by _entities as its connections do, in the requested order, null for unknown ids',
    check: withRecords(async (target, kind, nodes) => {
      const requested = [...nodes].reverse();
      const ids = [...requested.map(({ id }) => id), 'KZ.nothing-of-this-id', requested[0]?.id];
      const representations = ids.map((id) => ({ __typename: kind.typeName, id }));
      const results = await resolveEntities(
        target,
        representations,
        `... on ${kind.typeName} { ${kind.selection} }`,
      );
      const expected = [...requested, null, requested[0]].map((node) =>
        node ? { __typename: kind.typeName, ...node } : null,
      );
      return single(
        same(results, expected)
          ? null
          : `_entities of ${kind.typeName}: expected ${show(expected)}, but got ${show(results)}`,
      );
    }),
  },
  {
    id: 'Q9YN',
    level: 'MUST',
    title: 'gives itself by _entities of Registry, and no other registry',
    check: async (target) => {
      const code = await target.code();
      const results = await resolveEntities(
        target,
        [
          { __typename: 'Registry', code },
          { __typename: 'Registry', code: code === 'KZ' ? 'TR' : 'KZ' },
        ],
        '... on Registry { code }',
      );
      return single(
        same(results, [{ __typename: 'Registry', code }, null])
          ? null
          : `expected ${code} and null, but got ${show(results)}`,
      );
    },
  },
  {
    id: 'HKTG',
    level: 'MUST',
    title: 'does not give a record of one kind as a record of another',
    check: withRecords(async (target, kind, [node]) => {
      const other = kindShapes.find(({ typeName }) => typeName !== kind.typeName)?.typeName ?? '';
      const results = await resolveEntities(
        target,
        [{ __typename: other, id: node?.id }],
        `... on ${other} { id }`,
      );
      return single(
        results.length === 1 && results[0] === null
          ? null
          : `expected null for ${String(node?.id)} as ${other}, but got ${show(results)}`,
      );
    }),
  },
];
