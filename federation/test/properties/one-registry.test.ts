import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCurated } from '@kopru/seed';
import { run, startWorld } from '../world.ts';
import type { World } from '../world.ts';

// A query to one registry gives the same result through the hub as at the registry, however it is
// written.

let world: World;
beforeAll(async () => {
  world = await startWorld({ records: { TR: await readCurated('turkiye') } });
});
afterAll(() => world.stop());

const page = 'companies(where: { registries: [TR] }';

const queries: Record<string, [query: string, variables?: Record<string, unknown>]> = {
  'one field twice, under aliases': [
    `{ a: ${page}, first: 2) { nodes { id } } b: ${page}, first: 3, orderBy: { field: NAME, direction: DESC }) { nodes { x: id y: name } totalCount } }`,
  ],
  'fragments on the type and its interfaces, and a condition that holds': [
    `query ($s: Boolean!) { ${page}, first: 2) { ...F edges @include(if: $s) { cursor node { id ...C } } } }
     fragment F on CompanyConnection { nodes @skip(if: $s) { id } pageInfo { hasNextPage endCursor hasPreviousPage startCursor } }
     fragment C on Company { name(script: LATIN) native: name ... on Organization { status } ... on Node { id } __typename }`,
    { s: true },
  ],
  'a condition that does not hold': [
    `query ($s: Boolean!) { ${page}, first: 2) { nodes @skip(if: $s) { id } edges @include(if: $s) { cursor } } }`,
    { s: false },
  ],
  'a filter as a variable, with an empty field': [
    'query ($w: CompanyWhere) { companies(where: $w, first: 2) { totalCount nodes { id } } }',
    { w: { registries: ['TR'], or: [{ name: 'a' }, { name: 't' }], name: null } },
  ],
  'a variable within a list within a filter': [
    'query ($r: RegistryCode!) { companies(where: { registries: [$r] }, first: 2) { nodes { __typename id registry } } __typename }',
    { r: 'TR' },
  ],
  'a page of no rows': [
    `{ ${page}, first: 0) { totalCount nodes { id } pageInfo { hasNextPage endCursor } __typename } }`,
  ],
  'fields given in several places': [
    `{ ${page}, first: 1) { nodes { n1: names { text } names { kind } names { text } } nodes { id } edges { node { status } } edges { node { id } cursor } } }`,
  ],
  'a record by its id, in two ways and of several kinds': [
    '{ node(id: "TR.aselsan") { __typename ... on Company { id x: name } ... on Facility { kind } ... on Organization { status } } organization(id: "TR.aselsan") { ... on Investor { kind } ... on Company { sizeClass } } }',
  ],
  'an id twice, and one that is not there': [
    '{ nodes(ids: ["TR.aselsan", "TR.none", "TR.aselsan"]) { __typename id } }',
  ],
  'aliases that are words of pages': [
    `{ ${page}, first: 2) { nodes { _node: id edges: id nodes: name totalCount: status } } }`,
  ],
  'aliases that are words of JavaScript': [
    `{ constructor: ${page}, first: 2) { toString: nodes { constructor: id valueOf: name hasOwnProperty: status } } }`,
  ],
  'fragments without a type': [
    `{ ... { ... on Query { ${page}, first: 1) { ... { ... on CompanyConnection { nodes { id } } } } } } }`,
  ],
  'a page size left out': [`query ($f: Int) { ${page}, first: $f) { nodes { id } } }`],
  'a page size of null': [`query ($f: Int) { ${page}, first: $f) { nodes { id } } }`, { f: null }],
  'an order without direction': [
    `query ($o: CompanyOrder!) { ${page}, first: 2, orderBy: $o) { nodes { id } } }`,
    { o: { field: 'NAME' } },
  ],
  'a cell of all records, under aliases': [
    '{ s: companyStatistics(where: { registries: [TR] }) { x: cells { __typename n: count m: count } __typename } }',
  ],
  'cells by dimensions that are a variable': [
    'query ($by: [CompanyDimension!]! = [SECTION, STATUS]) { companyStatistics(where: { registries: [TR] }, by: $by) { cells { status n: count section } } }',
  ],
};

describe('the hub returns what the registry returns', () => {
  test.each(Object.entries(queries))('%s', async (_, [query, variables = {}]) => {
    const answer = await world.ask(query, variables);
    expect(answer.errors).toEqual([]);
    const own = await run(world.registries.get('TR')!, { query, variables });
    expect({ data: answer.data }).toEqual(JSON.parse(own.body));
  });
});
