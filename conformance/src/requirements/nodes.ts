import { getNamedType } from 'graphql';
import { spans } from '@kopru/schema';
import { contract } from '../contract-shapes.ts';
import { inspectEach, same, show, single } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import { withRecords } from './with-records.ts';

/** Root fields that read one record of a kind, such as company(id), by type name. */
const singleFields = new Map(
  Object.values(contract.getQueryType()?.getFields() ?? {})
    .filter(
      ({ name, args }) =>
        spans.get(name)?.merge === 'OWNER' &&
        args.some((arg) => arg.name === 'id') &&
        name !== 'node',
    )
    .map((field) => [getNamedType(field.type).name, field.name]),
);

/** The root fields that read records by id. */
export const nodes: Requirement[] = [
  {
    id: '5DYX',
    level: 'MUST',
    title: 'gives records by node and by the field of their kind, null for an unknown id',
    check: withRecords(async (target, kind, [node]) => {
      const field = singleFields.get(kind.typeName);
      const code = await target.code();
      const fields = [
        `n: node(id: $id) { __typename id }`,
        `x: node(id: $none) { id }`,
        ...(field ? [`s: ${field}(id: $id) { id }`, `y: ${field}(id: $none) { id }`] : []),
      ];
      const { data } = await target.request(
        `query ($id: ID!, $none: ID!) { ${fields.join(' ')} }`,
        {
          id: node?.id,
          none: `${code}.nothing-of-this-id`,
        },
      );
      const expected = {
        n: { __typename: kind.typeName, id: node?.id },
        x: null,
        ...(field ? { s: { id: node?.id }, y: null } : {}),
      };
      return single(
        same(data, expected) ? null : `expected ${show(expected)}, but got ${show(data)}`,
      );
    }),
  },
  {
    id: 'VGFR',
    level: 'MUST',
    title: 'gives organisations of every kind by organization(id), and no other record',
    check: withRecords(async (target, kind, [node]) => {
      const { data } = await target.request(
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
      return single(
        same(data, expected) ? null : `expected ${show(expected)}, but got ${show(data)}`,
      );
    }),
  },
  {
    id: '53AM',
    level: 'MUST',
    title: 'gives nodes in the requested order, null for an unknown id',
    check: async (target) => {
      const records = (await target.records())
        .filter((_, index) => index % 7 === 0)
        .slice(0, 20)
        .map(({ node }) => node.id);
      const code = await target.code();
      const ids = [...records.reverse(), `${code}.nothing-of-this-id`, ...records.slice(0, 1)];
      const { data } = await target.request('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        ids,
      });
      const actual = ((data?.nodes ?? []) as ({ id: string } | null)[]).map(
        (node) => node?.id ?? null,
      );
      const expected = ids.map((id) => (id.endsWith('nothing-of-this-id') ? null : id));
      return {
        tested: records.length,
        problems: same(actual, expected)
          ? []
          : [`expected ${show(expected)}, but got ${show(actual)}`],
      };
    },
  },
  {
    id: 'JTJX',
    level: 'MUST',
    title: 'rejects a malformed id (ID_MALFORMED) and more than 200 ids (TOO_MANY_IDS)',
    check: async (target) => {
      const registry = await target.code();
      const tooMany = Array.from({ length: 201 }, (_, index) => `${registry}.x${index}`);
      return inspectEach(
        [
          ['query ($id: ID!) { node(id: $id) { id } }', { id: 'nothing' }, 'ID_MALFORMED'],
          [
            'query ($id: ID!) { organization(id: $id) { id } }',
            { id: `${registry}.a b` },
            'ID_MALFORMED',
          ],
          ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: tooMany }, 'TOO_MANY_IDS'],
        ] as const,
        async ([query, variables, expected]) => {
          const { errors } = await target.request(query, variables);
          const code = errors[0]?.extensions?.code;
          return single(code === expected ? null : `expected ${expected}, but got ${show(code)}`);
        },
      );
    },
  },
];
