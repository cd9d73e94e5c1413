import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCircles, importsOf } from '../../shape/find-circles.ts';
import { listFiles, readSources } from '../../shape/sources.ts';
import { folders, programOf, root } from '../../src/local-registries.ts';

// The tree is the architecture: who may import whom, and what lies where.

const all = readSources();
const sources = all.filter(({ isTest }) => !isTest);
const imports = sources.flatMap(({ file, tree }) =>
  importsOf(tree).map((name) => ({ file, name })),
);
const inside = (workspace: string) =>
  imports.filter(({ file }) => file.startsWith(`${workspace}/`));
const sentences = (broken: readonly { file: string; name: string }[]): string[] =>
  broken.map(({ file, name }) => `${file} imports ${name}`);

/** The workspaces that each workspace may import. All countries on the kit have the same. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  server: ['schema'],
  derived: ['schema'],
  // The process of the hub mounts the computed fields; no other file of the hub knows them.
  gateway: ['schema', 'server', 'derived'],
  // Kinds never import a store, adapters never each other, the importer never resolvers.
  'subgraphs/kit/records': ['schema'],
  'subgraphs/kit/store': ['schema', 'records'],
  'subgraphs/kit/store-sqlite': ['schema', 'records', 'store', 'store/bitmaps'],
  'subgraphs/kit/store-mongodb': ['schema', 'records', 'store', 'store/bitmaps'],
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
  // The conformance kit tests registries from outside: it knows the contract alone.
  conformance: ['schema'],
  cli: [
    ...['schema', 'records', 'store', 'importer', 'registry', 'conformance', 'federation'],
    ...['gateway', 'seed', 'packaging', 'derived', 'server'],
  ],
};

/** Every file and folder that a reader finds at the top. */
const topLevel = new Set(
  [
    ...['bench cli conformance derived docs federation gateway packaging schema seed server'],
    ...['subgraphs templates .ci .github'],
    ...['README.md CONTRIBUTING.md CHANGELOG.md LICENSE Dockerfile docker-compose.yml'],
    ...['package.json package-lock.json turbo.json tsconfig.json eslint.config.js'],
    ...['vitest.config.ts .gitignore .npmrc .dockerignore .prettierignore .prettierrc.json'],
  ].flatMap((names) => names.split(' ')),
);

describe.each(Object.entries(mayImport))('%s', (workspace, allowed) => {
  test(`imports no workspace except ${allowed.join(' and ') || 'itself'}`, () => {
    expect(sources.some(({ file }) => file.startsWith(`${workspace}/`))).toBe(true);
    const broken = inside(workspace).filter(
      ({ name }) => name.startsWith('@kopru/') && !allowed.includes(name.slice('@kopru/'.length)),
    );
    expect(sentences(broken)).toEqual([]);
  });

  test('reaches into no other workspace by a relative path', () => {
    const broken = inside(workspace).filter(
      ({ file, name }) =>
        name.startsWith('.') && !join(dirname(file), name).startsWith(`${workspace}/`),
    );
    expect(sentences(broken)).toEqual([]);
  });
});

describe('the tree', () => {
  test('has at its top the workspaces and the files that a reader of the README expects', () => {
    const top = new Set(listFiles().map((file) => file.split('/')[0]!));
    expect([...top].filter((name) => !topLevel.has(name))).toEqual([]);
  });

  test('has no circle between files', () => {
    expect(findCircles(all)).toEqual([]);
  });

  test('has a README in each workspace, of at most ten lines', () => {
    // The engine of this one needs a drawing.
    const longer = new Set(['seed', 'subgraphs/kit/store-sqlite']);
    const workspaces = listFiles('**/package.json')
      .map(dirname)
      .filter((folder) => folder !== '.' && !folder.startsWith('templates/'));
    const lineCount = (folder: string): number =>
      readFileSync(join(root, folder, 'README.md'), 'utf8')
        .trim()
        .split('\n').length;
    const bad = workspaces.filter(
      (folder) =>
        !existsSync(join(root, folder, 'README.md')) ||
        (lineCount(folder) > 10 && !longer.has(folder)),
    );
    expect(bad).toEqual([]);
  });

  test('has no source file over 300 lines, except tables of data', () => {
    const long = all.filter(
      ({ lines, isData }) => lines.filter((line) => line.trim() !== '').length > 300 && !isData,
    );
    expect(long.map(({ file }) => file)).toEqual([]);
  });
});

describe('the hub', () => {
  const hub = inside('gateway');

  test('imports no country, no kit and no database', () => {
    const broken = hub.filter(({ name }) =>
      /records|store|registry$|mongoose|sqlite|subgraphs/.test(name),
    );
    expect(sentences(broken)).toEqual([]);
  });

  test('imports what is computed in its process alone', () => {
    const mounting = hub.filter(({ name }) => name === '@kopru/derived').map(({ file }) => file);
    expect(mounting).toEqual(['gateway/src/start-hub.ts']);
  });
});

describe('a country folder', () => {
  test('holds at most 150 lines of code, or 1,300 if it is a registry of its own', () => {
    for (const folder of folders) {
      const most = programOf(folder).isStandalone ? 1_300 : 150;
      const lines = sources
        .filter(({ file }) => file.startsWith(`subgraphs/${folder}/`))
        .reduce((sum, source) => sum + source.lines.length + 1, 0);
      expect(lines, folder).toBeLessThanOrEqual(most);
    }
  });

  test('says in one place that it runs without the kit', () => {
    expect(folders.filter((folder) => programOf(folder).isStandalone)).toEqual(['hungary']);
  });
});
