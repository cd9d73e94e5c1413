import { concatAST, parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { compose } from '../src/supergraph/compose.ts';
import { readExtension } from '../src/supergraph/extension-sdl.ts';
import { createLinks } from '../src/links/links.ts';
import { contractSchema } from '../src/logical-subgraph/contract-schema.ts';

const contract = contractSchema();
const read = (sdl: string, code = 'KZ') => readExtension(code, sdl, contract);
const field = 'extend type Company { kazakhstan: KazakhstanRecord }';
const record = 'type KazakhstanRecord { oked: String }';

describe('a national SDL', () => {
  test('gives the country one field on kinds of the contract, and its own types', () => {
    const extension = read(`${field} ${record} enum KazakhstanZone { ONE TWO }`);
    const sdl = 'document' in extension ? print(extension.document) : extension.problem;
    expect(sdl).toContain('type Company @key(fields: "id")');
    expect(sdl).toContain('kazakhstan: KazakhstanRecord');
    expect(sdl).toContain('enum KazakhstanZone');
    expect(sdl).not.toContain('names');
  });

  test('may use values of the contract, whose definitions the hub takes from the contract itself', () => {
    const extension = read(
      `${field} type KazakhstanRecord { owner: OrganizationRef turnover: Money } type Money { amount: Decimal! }`,
    );
    const sdl = 'document' in extension ? print(extension.document) : extension.problem;
    expect(sdl).toContain('type OrganizationRef');
    expect(sdl).toContain('in(currency: CurrencyCode!): Decimal');
  });

  const refused: [string, string, string][] = [
    [
      '@override on its field',
      `extend type Company { kazakhstan: KazakhstanRecord @override(from: "registry") } ${record}`,
      '@override',
    ],
    [
      '@inaccessible on its field',
      `extend type Company { kazakhstan: KazakhstanRecord @inaccessible } ${record}`,
      '@inaccessible',
    ],
    [
      '@interfaceObject on a type of its own',
      `${field} type KazakhstanRecord @interfaceObject { a: String }`,
      '@interfaceObject',
    ],
    [
      'a directive inside a type of its own',
      `${field} type KazakhstanRecord { a: String @tag(name: "x") }`,
      '@tag',
    ],
    [
      'a field that is not named after the country',
      `extend type Company { profit: String }`,
      'profit',
    ],
    ["another country's field", `extend type Company { turkiye: String }`, 'turkiye'],
    [
      'a second field',
      `extend type Company { kazakhstan: KazakhstanRecord more: String } ${record}`,
      'more',
    ],
    ['a field on a value of the contract', `extend type Money { kazakhstan: String }`, 'Money'],
    [
      "a further value of the contract's enum",
      `${field} ${record} enum SizeClass { MICRO SMALL MEDIUM LARGE HUGE }`,
      'HUGE',
    ],
    [
      'a type that does not bear its name',
      `${field} ${record} type Treasure { a: String }`,
      'Treasure',
    ],
    [
      'an interface of its own',
      `${field} ${record} interface KazakhstanThing { a: String }`,
      'KazakhstanThing',
    ],
    [
      'a record of the contract as a field',
      `${field} type KazakhstanRecord { parent: Company }`,
      'Company',
    ],
    ['a type that nobody defines', `${field} type KazakhstanRecord { a: Nowhere }`, 'Nowhere'],
    ['no field at all', record, 'adds no field'],
    ['no SDL', 'type {', 'no GraphQL SDL'],
    ['an operation', `${field} ${record} { a }`, 'more than types'],
    ['a fragment', `${field} ${record} fragment F on Company { id }`, 'more than types'],
  ];
  test.each(refused)('with %s is refused, in words', (_, sdl, word) => {
    const extension = read(sdl);
    expect('problem' in extension && extension.problem).toContain(word);
  });
});

describe('the supergraph', () => {
  const links = createLinks({
    isMember: () => true,
    members: { resolvers: { Query: { members: () => [] } } },
  });
  const document = (code: string, sdl: string) => {
    const extension = read(sdl, code);
    if ('problem' in extension) throw new Error(extension.problem);
    return extension.document;
  };

  test('holds the contract, the pointers and every extension', async () => {
    const { supergraphSdl, extensions } = await compose(
      [{ name: 'links', typeDefs: links.typeDefs }],
      new Map([
        ['KZ', document('KZ', `${field} ${record}`)],
        [
          'TR',
          document(
            'TR',
            'extend type Company { turkiye: TurkiyeRecord } type TurkiyeRecord { nace: String }',
          ),
        ],
      ]),
    );
    expect(extensions).toEqual(['KZ', 'TR']);
    expect(supergraphSdl).toContain('kazakhstan: KazakhstanRecord');
    expect(supergraphSdl).toContain('organization: Organization');
  });

  test('leaves out an extension that does not compose with the rest, and keeps the others', async () => {
    // It could not come past readExtension: a second owner of a contract field.
    const thief = parse('type Company @key(fields: "id") { id: ID! website: String }');
    const header = parse(
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])',
    );
    const { supergraphSdl, extensions, refused } = await compose(
      [{ name: 'links', typeDefs: links.typeDefs }],
      new Map([
        ['AZ', concatAST([header, thief])],
        ['KZ', document('KZ', `${field} ${record}`)],
      ]),
    );
    expect(extensions).toEqual(['KZ']);
    expect(refused).toMatchObject([
      { code: 'AZ', problem: expect.stringContaining('website') as string },
    ]);
    expect(supergraphSdl).toContain('kazakhstan');
  });
});
