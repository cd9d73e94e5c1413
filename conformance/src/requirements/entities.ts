import { spans } from '@kopru/schema';
import { contract, kindShapes } from '../contract-shapes.ts';
import type { KindShape } from '../contract-shapes.ts';
import { inspectEach, one, same, show } from '../requirement.ts';
import type { Finding, Requirement } from '../requirement.ts';
import type { Node, Target } from '../target.ts';
import { getNamedType } from 'graphql';

/** Some records of each kind that has any. */
const ofKinds =
  (look: (subject: Target, kind: KindShape, nodes: Node[]) => Promise<Finding>) =>
  (subject: Target) =>
    inspectEach(kindShapes, async (kind) => {
      const nodes = (await subject.walk(kind)).rows.slice(0, 5).map(({ node }) => node);
      return nodes.length === 0 ? { tested: 0, problems: [] } : look(subject, kind, nodes);
    });

const without = (text: unknown): string => show(text);

async function entities(
  subject: Target,
  representations: readonly object[],
  selection: string,
): Promise<unknown[]> {
  const { data } = await subject.ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${selection} } }`,
    { r: representations },
  );
  return (data?._entities ?? []) as unknown[];
}

/** Fields such as company(id): by the type they give. */
const singles = new Map(
  Object.values(contract.getQueryType()?.getFields() ?? {})
    .filter(
      ({ name, args }) =>
        spans.get(name)?.merge === 'OWNER' &&
        args.some((arg) => arg.name === 'id') &&
        name !== 'node',
    )
    .map((field) => [getNamedType(field.type).name, field.name]),
);

export const entityRequirements: Requirement[] = [
  {
    id: '2V64',
    level: 'MUST',
    title:
      'gives records by _entities as its connections give them, in the order asked, null for what it does not have',
    check: ofKinds(async (subject, kind, nodes) => {
      const asked = [...nodes].reverse();
      const representations = [
        ...asked.map(({ id }) => id),
        'KZ.nothing-of-this-id',
        asked[0]?.id,
      ].map((id) => ({
        __typename: kind.typeName,
        id,
      }));
      const found = await entities(
        subject,
        representations,
        `... on ${kind.typeName} { ${kind.selection} }`,
      );
      const expected = [...asked, null, asked[0]].map((node) =>
        node ? { __typename: kind.typeName, ...node } : null,
      );
      return one(
        JSON.stringify(found) === JSON.stringify(expected)
          ? null
          : `_entities of ${kind.typeName}: expected ${without(expected)}, but got ${without(found)}`,
      );
    }),
  },
  {
    id: 'Q9YN',
    level: 'MUST',
    title: 'gives itself by _entities of Registry, and nobody else',
    check: async (subject) => {
      const code = await subject.code();
      const found = await entities(
        subject,
        [
          { __typename: 'Registry', code },
          { __typename: 'Registry', code: code === 'KZ' ? 'TR' : 'KZ' },
        ],
        '... on Registry { code }',
      );
      return one(
        same(found, [{ __typename: 'Registry', code }, null])
          ? null
          : `expected ${code} and null, but got ${show(found)}`,
      );
    },
  },
  {
    id: 'HKTG',
    level: 'MUST',
    title: 'gives no record of one kind as one of another',
    check: ofKinds(async (subject, kind, [node]) => {
      const other = kindShapes.find(({ typeName }) => typeName !== kind.typeName)?.typeName ?? '';
      const found = await entities(
        subject,
        [{ __typename: other, id: node?.id }],
        `... on ${other} { id }`,
      );
      return one(
        found.length === 1 && found[0] === null
          ? null
          : `expected null for ${String(node?.id)} as ${other}, but got ${show(found)}`,
      );
    }),
  },
  {
    id: '5DYX',
    level: 'MUST',
    title:
      'gives records by node and by the field of their own kind, null for an id it does not have',
    check: ofKinds(async (subject, kind, nodes) => {
      const single = singles.get(kind.typeName);
      const [first] = nodes;
      const code = await subject.code();
      const fields = [
        `n: node(id: $id) { __typename id }`,
        `x: node(id: $none) { id }`,
        ...(single ? [`s: ${single}(id: $id) { id }`, `y: ${single}(id: $none) { id }`] : []),
      ];
      const { data } = await subject.ask(`query ($id: ID!, $none: ID!) { ${fields.join(' ')} }`, {
        id: first?.id,
        none: `${code}.nothing-of-this-id`,
      });
      const expected = {
        n: { __typename: kind.typeName, id: first?.id },
        x: null,
        ...(single ? { s: { id: first?.id }, y: null } : {}),
      };
      return one(same(data, expected) ? null : `expected ${show(expected)}, but got ${show(data)}`);
    }),
  },
  {
    id: 'VGFR',
    level: 'MUST',
    title: 'gives organisations by organization(id) whatever their kind, and no other record',
    check: ofKinds(async (subject, kind, [node]) => {
      const { data } = await subject.ask(
        'query ($id: ID!) { organization(id: $id) { __typename id } }',
        {
          id: node?.id,
        },
      );
      const isOrganization = contract
        .getPossibleTypes(contract.getType('Organization') as never)
        .some(({ name }) => name === kind.typeName);
      const expected = {
        organization: isOrganization ? { __typename: kind.typeName, id: node?.id } : null,
      };
      return one(same(data, expected) ? null : `expected ${show(expected)}, but got ${show(data)}`);
    }),
  },
  {
    id: '53AM',
    level: 'MUST',
    title: 'gives nodes in the order asked, null where there is no such record',
    check: async (subject) => {
      const records = (await subject.records())
        .filter((_, index) => index % 7 === 0)
        .slice(0, 20)
        .map(({ node }) => node.id);
      const code = await subject.code();
      const ids = [...records.reverse(), `${code}.nothing-of-this-id`, ...records.slice(0, 1)];
      const { data } = await subject.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        ids,
      });
      const found = ((data?.nodes ?? []) as ({ id: string } | null)[]).map(
        (node) => node?.id ?? null,
      );
      const expected = ids.map((id) => (id.endsWith('nothing-of-this-id') ? null : id));
      return {
        tested: records.length,
        problems: same(found, expected)
          ? []
          : [`expected ${show(expected)}, but got ${show(found)}`],
      };
    },
  },
  {
    id: 'JTJX',
    level: 'MUST',
    title: 'refuses what is no id (ID_MALFORMED), and more than 200 ids (TOO_MANY_IDS)',
    check: async (subject) => {
      const code = await subject.code();
      const many = Array.from({ length: 201 }, (_, index) => `${code}.x${index}`);
      return inspectEach(
        [
          ['query ($id: ID!) { node(id: $id) { id } }', { id: 'nothing' }, 'ID_MALFORMED'],
          [
            'query ($id: ID!) { organization(id: $id) { id } }',
            { id: `${code}.a b` },
            'ID_MALFORMED',
          ],
          ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: many }, 'TOO_MANY_IDS'],
        ] as const,
        async ([query, variables, expected]) => {
          const { errors } = await subject.ask(query, variables);
          const found = errors[0]?.extensions?.code;
          return one(found === expected ? null : `expected ${expected}, but got ${show(found)}`);
        },
      );
    },
  },
  {
    id: '6FW3',
    level: 'MUST',
    title:
      'gives its national extension as an object on its own records, and null where a record has none',
    check: async (subject) => {
      const { data } = await subject.ask(
        '{ registries { extension } __schema { types { name fields { name type { name kind } } } } }',
      );
      const [{ extension } = { extension: null }] = (data?.registries ?? []) as {
        extension: string | null;
      }[];
      const types =
        (
          Object(data?.__schema) as {
            types?: { name: string; fields: { name: string; type: { kind: string } }[] | null }[];
          }
        ).types ?? [];
      if (extension === null) return { tested: 0, problems: [] };
      const extended = types.filter(({ fields }) => fields?.some(({ name }) => name === extension));
      if (extended.length === 0)
        return one(`expected the field ${extension} on a kind, but it is on none`);
      return inspectEach(
        kindShapes.filter(({ typeName }) => extended.some(({ name }) => name === typeName)),
        async (kind) => {
          const { data: asked, errors } = await subject.ask(
            `{ ${kind.page}(first: 50) { nodes { ${extension} { __typename } } } }`,
          );
          const nodes =
            (Object(asked?.[kind.page]) as { nodes?: Record<string, unknown>[] }).nodes ?? [];
          const wrong = nodes.find(
            (node) => node[extension] !== null && typeof node[extension] !== 'object',
          );
          return one(
            errors.length === 0 && !wrong
              ? null
              : `${kind.page} { ${extension} }: expected objects or null, but got ${show(errors[0] ?? wrong)}`,
          );
        },
      );
    },
  },
];
