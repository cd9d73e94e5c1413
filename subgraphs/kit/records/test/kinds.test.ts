import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLInputObjectType, GraphQLSchema } from 'graphql';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, test } from 'vitest';
import { contractDocument } from '@kopru/schema';
import { kindOf, kinds } from '../src/kinds/index.ts';
import { companies } from '@kopru/store/testing';

// What a new kind needs in addition to its SDL. These tests name what is missing.

const schema: GraphQLSchema = buildSubgraphSchema([{ typeDefs: contractDocument, resolvers: {} }]);
const common = ['and', 'or', 'not', 'registries'];

function inputOf(name: string): GraphQLInputObjectType {
  const type = schema.getType(name);
  if (!isInputObjectType(type)) throw new Error(`Expected an input ${name} in the contract`);
  return type;
}

test('the kinds of the contract and of the kit are the same', () => {
  const recordKind = schema.getType('RecordKind');
  if (!isEnumType(recordKind)) throw new Error('Expected an enum RecordKind');
  expect(kinds.map((kind) => kind.name).sort()).toEqual(
    recordKind
      .getValues()
      .map((value) => value.name)
      .sort(),
  );
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('Expected an interface Node');
  expect(kinds.map((kind) => kind.typeName).sort()).toEqual(
    schema
      .getPossibleTypes(node)
      .map((type) => type.name)
      .sort(),
  );
});

describe.each(kinds.map((kind) => [kind.typeName, kind] as const))('%s', (_, kind) => {
  const field = schema.getQueryType()?.getFields()[kind.page];
  const argument = (name: string) => field?.args.find((arg) => arg.name === name)?.type;
  const named = (name: string): string => String(argument(name)).replace(/!$/, '');

  test('has a connection with rows of its type', () => {
    const connection = schema.getType(String(field?.type).replace(/!$/, ''));
    expect(isObjectType(connection) && String(connection.getFields().nodes?.type)).toBe(
      `[${kind.typeName}!]!`,
    );
  });

  test('can be filtered by exactly the fields of its filter input', () => {
    const fields = Object.keys(inputOf(named('where')).getFields()).filter(
      (name) => !common.includes(name),
    );
    expect(Object.keys(kind.filters).sort()).toEqual(fields.sort());
  });

  test('can be ordered by exactly the values of its order input', () => {
    const orders = inputOf(named('orderBy')).getFields().field?.type;
    const values = schema.getType(String(orders).replace(/!$/, ''));
    expect(
      isEnumType(values) &&
        values
          .getValues()
          .map((value) => value.name)
          .sort(),
    ).toEqual(Object.keys(kind.orders).sort());
    expect(Object.keys(kind.orders)).toContain(kind.listOrder.field);
  });
});

test('the key of an order in keyFields is the only value of its field', () => {
  let compared = 0;
  for (const { record, entries, keys } of companies(500)) {
    for (const [order, field] of Object.entries(kindOf(record.kind).keyFields ?? {})) {
      const values = entries.filter((entry) => entry.field === field).map(({ value }) => value);
      expect(values, `${order} of ${record.id}`).toEqual(keys[order] === null ? [] : [keys[order]]);
      compared += values.length;
    }
  }
  expect(compared).toBeGreaterThan(500);
});
