import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../src/local-registries.ts';

// A kind that the project does not have is added to a copy of it: the contract, a kind file, a
// resolver file. All else is as it stands.

const testbedSdl = `
"A place where things are tried out."
type Testbed implements Node @key(fields: "id") {
  id: ID!
  registry: RegistryCode!
  name(script: Script = NATIVE): String!
  names: [Name!]!
  loud: String!
  runBy: OrganizationRef
  twin: TestbedRef
  provenance: Provenance!
  notices: [Notice!]!
}
type TestbedRef @points(field: "testbed", to: "Testbed") @key(fields: "id", resolvable: false) {
  id: ID!
  nameOnFile: String! @shareable
  registry: RegistryCode! @shareable
}
type TestbedConnection {
  edges: [TestbedEdge!]!
  nodes: [Testbed!]!
  pageInfo: PageInfo!
  totalCount: Int!
  registries: [RegistryReport!]!
}
type TestbedEdge { cursor: Cursor! node: Testbed! }
input TestbedWhere {
  and: [TestbedWhere!]
  or: [TestbedWhere!]
  not: TestbedWhere
  registries: [RegistryCode!]
  name: String
  runBy: ID
}
input TestbedOrder { field: TestbedOrderField! direction: Direction! = ASC }
enum TestbedOrderField { NAME }
`;
const testbedRoots = `
  testbeds(where: TestbedWhere, orderBy: TestbedOrder! = { field: NAME, direction: ASC }, first: Int = 20, after: Cursor): TestbedConnection! @spans(merge: PAGE)
  testbed(id: ID!): Testbed @spans(merge: OWNER, by: "id")
`;
const testbedKind = `
import { z } from 'zod';
import { equal } from './filters.ts';
import { nameFilter, nameOrder, names } from './named.ts';
import { organizationRef } from './parts.ts';
import { recordFields } from './record.ts';

export const testbed = {
  name: 'TESTBED',
  typeName: 'Testbed',
  page: 'testbeds',
  single: 'testbed',
  schema: z.strictObject({
    ...recordFields,
    kind: z.literal('TESTBED'),
    names,
    runBy: organizationRef.nullable().default(null),
    twin: z.strictObject({ id: z.string(), nameOnFile: z.string() }).nullable().default(null),
  }),
  filters: { name: nameFilter, runBy: equal('runBy', ({ runBy }) => [runBy?.id], (id: string) => id) },
  orders: { NAME: nameOrder },
  listOrder: { field: 'NAME', direction: 'ASC' },
};
`;

/**
 * What the copy has that the project has not, by file: a new one whole, or a line put after one
 * that stands there.
 */
const additions: Readonly<Record<string, string | readonly [after: string, added: string][]>> = {
  'schema/contract/testbed.graphql': testbedSdl,
  'schema/contract/query.graphql': [['type Query {', testbedRoots]],
  'subgraphs/kit/records/src/kinds/testbed.ts': testbedKind,
  'subgraphs/kit/records/src/kinds/index.ts': [
    ["import { project } from './project.ts';", "\nimport { testbed } from './testbed.ts';"],
    ['  transportNode,\n', '  testbed,\n'],
  ],
  'subgraphs/kit/registry/src/resolvers/index.ts': [
    [
      'const resolvers: Resolvers = {',
      '\n  Testbed: { loud: ({ names }) => names[0].text.toUpperCase() },\n  TestbedRef: { registry: registryOf },',
    ],
  ],
};

const probe = `
import { companyOf } from '../harness/records.ts';
import { startWorld } from '../world.ts';

const testbed = (id, name, extra = {}) => ({
  id, kind: 'TESTBED', names: [{ text: name, language: 'en', kind: 'TRADE' }],
  provenance: { source: 'SYNTHETIC', licence: 'CC0-1.0', modifiedAt: '2026-11-24T00:00:00.000Z' }, ...extra,
});
const runner = { id: 'TR.runner', kind: 'COMPANY', nameOnFile: 'Runner (SYNTHETIC)' };
const world = await startWorld({ records: {
  TR: [companyOf('TR.runner', 'Runner (SYNTHETIC)'), testbed('TR.b', 'Beta (SYNTHETIC)', { twin: { id: 'AZ.a', nameOnFile: 'Alpha' } })],
  AZ: [testbed('AZ.a', 'Alpha (SYNTHETIC)', { runBy: runner, twin: { id: 'TR.b', nameOnFile: 'Beta' } })],
  KZ: [testbed('KZ.c', 'Gamma (SYNTHETIC)', { runBy: runner })],
} });
const page = 'nodes { id loud } pageInfo { hasNextPage endCursor } totalCount registries { registry total }';
const first = await world.ask('{ testbeds(first: 2) { ' + page + ' } }');
const after = first.data.testbeds.pageInfo.endCursor;
const answers = {
  first,
  second: await world.ask('query ($after: Cursor) { testbeds(first: 2, after: $after) { ' + page + ' } }', { after }),
  filtered: await world.ask('{ testbeds(where: { runBy: "TR.runner", not: { name: "gam" } }) { nodes { id } } }'),
  pointers: await world.ask('{ testbed(id: "AZ.a") { runBy { organization { id name } } twin { registry testbed { id loud twin { testbed { id } } } } } }'),
  node: await world.ask('{ node(id: "KZ.c") { __typename ... on Testbed { loud } } }'),
};
await world.stop();
process.stdout.write(JSON.stringify(answers));
`;

let copy: string;
let changed: string[];
let answers: Record<string, { data: Record<string, unknown>; errors: unknown[] }>;

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'kopru-new-kind-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);
  for (const file of files.filter((each) => !each.startsWith('seed/curated/'))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  linkModules();
  changed = Object.keys(additions).sort();
  for (const [file, addition] of Object.entries(additions)) add(join(copy, file), addition);
  writeFileSync(join(copy, 'federation', 'test', 'structure', 'probe.ts'), probe);
  const run = promisify(execFile)(
    process.execPath,
    [join(copy, 'federation', 'test', 'structure', 'probe.ts')],
    {
      env: { ...process.env, APOLLO_TELEMETRY_DISABLED: 'true' },
    },
  );
  answers = JSON.parse((await run).stdout) as typeof answers;
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The installed packages of the project, but the workspaces of the copy. */
function linkModules(): void {
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@kopru'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')).filter((each) => each !== '@kopru'))
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    workspaces: string[];
  };
  const folders = workspaces.flatMap((each) =>
    each.endsWith('/*')
      ? readdirSync(join(copy, each.slice(0, -2))).map((name) => join(each.slice(0, -2), name))
      : [each],
  );
  for (const folder of folders)
    symlinkSync(join(copy, folder), join(modules, '@kopru', folder.split('/').at(-1)!));
}

function add(file: string, addition: (typeof additions)[string]): void {
  if (typeof addition === 'string') {
    writeFileSync(file, addition);
    return;
  }
  const whole = addition.reduce(
    (text, [after, added]) => {
      if (!text.includes(after)) throw new Error(`Expected ${file} to hold: ${after}`);
      return text.replace(after, () => after + added);
    },
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, whole);
}

describe('a kind of record that is new', () => {
  test('touches the contract, the kinds and their resolvers, and no hub', () => {
    const folders = new Set(changed.map((file) => dirname(file)));
    expect([...folders]).toEqual([
      'schema/contract',
      'subgraphs/kit/records/src/kinds',
      'subgraphs/kit/registry/src/resolvers',
    ]);
  });

  test('is merged over the registries in order, page by page', () => {
    expect(answers.first).toMatchObject({
      errors: [],
      data: {
        testbeds: {
          totalCount: 3,
          nodes: [{ id: 'AZ.a', loud: 'ALPHA (SYNTHETIC)' }, { id: 'TR.b' }],
          pageInfo: { hasNextPage: true },
        },
      },
    });
    expect(answers.second).toMatchObject({
      errors: [],
      data: { testbeds: { nodes: [{ id: 'KZ.c' }], pageInfo: { hasNextPage: false } } },
    });
    const { registries } = answers.first!.data.testbeds as { registries: object[] };
    expect(registries).toContainEqual({ registry: 'KZ', total: 1 });
  });

  test('is filtered', () => {
    expect(answers.filtered).toMatchObject({
      errors: [],
      data: { testbeds: { nodes: [{ id: 'AZ.a' }] } },
    });
  });

  test('points at records in other registries, and is pointed at', () => {
    expect(answers.pointers).toMatchObject({
      errors: [],
      data: {
        testbed: {
          runBy: { organization: { id: 'TR.runner', name: 'Runner (SYNTHETIC)' } },
          twin: {
            registry: 'TR',
            testbed: { id: 'TR.b', loud: 'BETA (SYNTHETIC)', twin: { testbed: { id: 'AZ.a' } } },
          },
        },
      },
    });
  });

  test('is found by its id alone', () => {
    expect(answers.node).toMatchObject({
      errors: [],
      data: { node: { __typename: 'Testbed', loud: 'GAMMA (SYNTHETIC)' } },
    });
  });
});
