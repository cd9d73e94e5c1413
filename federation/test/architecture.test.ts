import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind } from 'graphql';
import { describe, expect, test } from 'vitest';
import { contractDocument } from '@kopru/schema';
import { folders, programOf, root } from '../src/local-registries.ts';

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => file !== '' && !file.includes('/generated/'));
const sources = files.filter((file) => !/\/test(ing)?\/|\.test\.ts$/.test(file));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name!);

/** Who may import whom among the workspaces; a country may import what each country may. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  server: ['schema'],
  derived: ['schema'],
  // The hub's process mounts what is computed; nothing else of the hub knows it.
  gateway: ['schema', 'server', 'derived'],
  // Kinds never import a store, adapters never each other, the importer never resolvers.
  'subgraphs/kit/records': ['schema'],
  'subgraphs/kit/store': ['schema', 'records'],
  'subgraphs/kit/store-sqlite': ['schema', 'records', 'store', 'store/postings'],
  'subgraphs/kit/store-mongodb': ['schema', 'records', 'store', 'store/postings'],
  'subgraphs/kit/importer': ['schema', 'records', 'store'],
  'subgraphs/kit/registry': [
    ...['schema', 'server', 'records', 'store', 'store-sqlite', 'store-mongodb'],
  ],
  ...Object.fromEntries(
    folders.map((folder) => [
      `subgraphs/${folder}`,
      programOf(folder).isStandalone ? ['schema'] : ['schema', 'records', 'registry'],
    ]),
  ),
  seed: ['schema', 'records', 'registry'],
  // Of our code the conformance kit knows the contract alone: it tests registries from outside.
  conformance: ['schema'],
  packaging: [],
  // The front door: it starts every program.
  cli: [
    ...['schema', 'server', 'records', 'store', 'importer', 'registry', 'conformance', 'seed'],
    ...['gateway', 'federation', 'packaging'],
  ],
};

const topLevel = [
  ...[
    'bench',
    'cli',
    'conformance',
    'derived',
    'docs',
    'federation',
    'gateway',
    'packaging',
    'schema',
    'seed',
    'server',
    'subgraphs',
    'templates',
    '.ci',
  ],
  ...[
    'README.md',
    'LICENSE',
    'Dockerfile',
    'docker-compose.yml',
    'package.json',
    'package-lock.json',
    'turbo.json',
  ],
  ...[
    'tsconfig.json',
    'eslint.config.js',
    'vitest.config.ts',
    '.gitignore',
    '.npmrc',
    '.dockerignore',
    '',
  ],
  ...['.prettierignore', '.prettierrc.json'],
];

describe('the tree is the architecture', () => {
  for (const [workspace, allowed] of Object.entries(mayImport)) {
    test(`${workspace} imports no workspace but ${allowed.join(' and ') || 'itself'}`, () => {
      const own = sources.filter((file) => file.startsWith(`${workspace}/`));
      expect(own.length).toBeGreaterThan(0);
      const broken = own.flatMap((file) =>
        importsOf(file)
          .filter(
            (name) => name.startsWith('@kopru/') && !allowed.includes(name.slice('@kopru/'.length)),
          )
          .map((name) => `${file} imports ${name}`),
      );
      expect(broken).toEqual([]);
    });

    test(`${workspace} reaches into no other workspace by a relative path`, () => {
      const broken = sources
        .filter((file) => file.startsWith(`${workspace}/`))
        .flatMap((file) =>
          importsOf(file)
            .filter(
              (name) => name.startsWith('.') && !join(file, '..', name).startsWith(`${workspace}/`),
            )
            .map((name) => `${file} imports ${name}`),
        );
      expect(broken).toEqual([]);
    });
  }

  test('the top level holds the workspaces and the files a reader of the README expects', () => {
    const tracked = execFileSync(
      'git',
      ['ls-files', '--cached', '--others', '--exclude-standard'],
      { cwd: root, encoding: 'utf8' },
    );
    const top = new Set(tracked.split('\n').map((file) => file.split('/')[0]));
    expect([...top].filter((name) => !topLevel.includes(name!))).toEqual([]);
  });

  test('the hub imports no country, no kit and no database', () => {
    const imported = sources.filter((file) => file.startsWith('gateway/')).flatMap(importsOf);
    expect(
      imported.filter((name) => /records|store|registry$|mongoose|sqlite|subgraphs/.test(name)),
    ).toEqual([]);
  });

  test('of the hub, its process alone knows what is computed', () => {
    const mounting = sources.filter(
      (file) => file.startsWith('gateway/') && importsOf(file).includes('@kopru/derived'),
    );
    expect(mounting).toEqual(['gateway/src/start-hub.ts']);
  });

  test('a country folder holds at most 150 lines of code, or 1,300 where it is a registry of its own', () => {
    for (const folder of folders) {
      const most = programOf(folder).isStandalone ? 1_300 : 150;
      const own = sources.filter((file) => file.startsWith(`subgraphs/${folder}/`));
      const lines = own
        .map((file) => read(file).split('\n').length)
        .reduce((sum, each) => sum + each, 0);
      expect(lines, folder).toBeLessThanOrEqual(most);
    }
  });

  test('a country that has left the kit says so in one place', () => {
    expect(folders.filter((folder) => programOf(folder).isStandalone)).toEqual(['hungary']);
  });

  test('no source file but data is longer than 300 lines', () => {
    const long = files.filter((file) => read(file).split('\n').length > 300 && !isTable(file));
    expect(long).toEqual([]);
  });
});

/** Reference tables are data in TypeScript. */
const isTable = (file: string): boolean =>
  /schema\/src\/(isic|research-fields|language-tables|legal-forms|currency-rates)\.ts$/.test(file);

describe('the hub knows no kind', () => {
  // Page, report and Relay vocabulary is the hub's own language; everything else of the contract must be read from it.
  const vocabulary = new Set([
    'node',
    'nodes',
    'registries',
    'Query',
    'Registry',
    'RegistryReport',
    'Membership',
    'members',
  ]);
  const typeNames: string[] = [];
  const rootFields: string[] = [];
  const kindNames: string[] = [];
  for (const definition of contractDocument.definitions) {
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    )
      typeNames.push(definition.name.value);
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Query') {
      rootFields.push(...(definition.fields ?? []).map((field) => field.name.value));
    }
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'RecordKind') {
      kindNames.push(...(definition.values ?? []).map((value) => value.name.value));
    }
  }
  const kinds = typeNames.filter((name) =>
    kindNames.some((kind) => kind.replaceAll('_', '') === name.toUpperCase()),
  );
  const code = (file: string): string => read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const hub = sources.filter((file) => file.startsWith('gateway/src/'));

  test('no file of it names a kind of record', () => {
    expect(kinds).toContain('Company');
    for (const file of hub) {
      for (const name of [...kinds, ...kindNames])
        expect(code(file), file).not.toMatch(new RegExp(`\\b${name}\\b`));
    }
  });

  test('no file of it names a root field but those of Relay and of reports', () => {
    expect(rootFields).toContain('companies');
    for (const file of hub) {
      for (const name of rootFields.filter((each) => !vocabulary.has(each))) {
        expect(code(file), file).not.toMatch(new RegExp(`['"\`.]${name}\\b`));
      }
    }
  });

  test('no file of it names a country', () => {
    for (const file of hub) {
      // The secretariat is also a form of membership.
      for (const folder of folders.filter((each) => each !== 'secretariat'))
        expect(code(file).toLowerCase().includes(folder), `${file}: ${folder}`).toBe(false);
    }
  });
});
